"""The settings: environment variables, read once into one frozen value. Nothing here looks at them at import.

In: an environment. Out: a `Settings`, or an error that names the variable and what it may be.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import SettingError

_BASE_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`#?]+/")

DESCRIPTIONS: Mapping[str, str] = {
    "RUHRGRAPH_DATA": "folder of the published versions (default: ./data)",
    "RUHRGRAPH_BASE_IRI": f"base of all IRIs, ending in / (default: {DEFAULT_BASE})",
    "RUHRGRAPH_TOKEN": "token that writes have to bring as `Authorization: Bearer` (default: none, no writes)",
    "RUHRGRAPH_QUERY_TIMEOUT": "seconds that a query may take (default: 30)",
    "RUHRGRAPH_QUERY_MEMORY": "MiB of memory that a query may take (default: 1024)",
    "RUHRGRAPH_WORKERS": "number of server processes (default: 1)",
    "RUHRGRAPH_SERVICE_ALLOW": "endpoints that SERVICE may reach, with blanks or commas between (default: none)",
}
"""What each environment variable sets, for `--help`."""


@dataclass(frozen=True)
class Settings:
    """All settings of one process; the defaults are those of an empty environment."""

    data: Path = Path("data")
    base: str = DEFAULT_BASE
    token: str | None = None
    query_timeout: float = 30.0
    query_memory: int = 1024
    workers: int = 1
    service_allow: tuple[str, ...] = ()


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Return the settings of an environment; an empty variable counts as not set.

    Raises:
        SettingError: A variable has an impossible value.

    """
    given = {name: environ[name].strip() for name in DESCRIPTIONS if environ.get(name, "").strip()}
    base = given.get("RUHRGRAPH_BASE_IRI", DEFAULT_BASE)
    if not _BASE_IRI.fullmatch(base):
        raise SettingError(f"RUHRGRAPH_BASE_IRI: “{base}” has to be an http(s) IRI that ends in /")
    return Settings(
        data=Path(given.get("RUHRGRAPH_DATA", "data")),
        base=base,
        token=given.get("RUHRGRAPH_TOKEN"),
        query_timeout=_seconds(given, "RUHRGRAPH_QUERY_TIMEOUT", 30.0),
        query_memory=_whole(given, "RUHRGRAPH_QUERY_MEMORY", 1024),
        workers=_whole(given, "RUHRGRAPH_WORKERS", 1),
        service_allow=tuple(re.split(r"[\s,]+", allowed)) if (allowed := given.get("RUHRGRAPH_SERVICE_ALLOW")) else (),
    )


def _seconds(given: Mapping[str, str], name: str, default: float) -> float:
    """Return a variable's value as a time above zero."""
    try:
        value = float(given.get(name, default))
    except ValueError:
        value = 0.0
    if not 0 < value < inf:
        raise SettingError(f"{name}: “{given[name]}” has to be a number above 0")
    return value


def _whole(given: Mapping[str, str], name: str, default: int) -> int:
    """Return a variable's value as a whole number above zero."""
    value = given.get(name, str(default))
    if not re.fullmatch(r"0*[1-9][0-9]{0,8}", value):
        raise SettingError(f"{name}: “{value}” has to be a whole number above 0")
    return int(value)
