"""The settings: environment variables, read once into one frozen value. Nothing here looks at them at import.

In: an environment. Out: a `Settings`, or an error that names the variable and what it may be.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from math import inf, nan
from pathlib import Path
from typing import TypeAlias

from ruhrgraph.graph.catalog.publisher import Offer, read_offer, shipped
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import SettingError

Network: TypeAlias = IPv4Network | IPv6Network
_ALL = ("0.0.0.0/0", "::/0")
_ENGINE = "RUHRGRAPH_ENGINE"
_ENGINE_ADDRESS = re.compile(
    r"https?://(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d+)?"  # the host
    r"""(?:[/?](?:[^\s<>"{}|\\^`\#]|\{(?:milli)?seconds\})*)?""",
    re.ASCII,
)
_WAITING = 16
"""How many query processes there are where they only wait for another engine."""
_BASE_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`#?]+/")

DESCRIPTIONS: Mapping[str, str] = {
    "RUHRGRAPH_DATA": "folder of the published versions (default: ./data)",
    "RUHRGRAPH_BASE_IRI": f"base of all IRIs, ending in / (default: {DEFAULT_BASE})",
    "RUHRGRAPH_CATALOG": "TOML file with publisher, contact, licence, imprint and privacy (default: one included)",
    "RUHRGRAPH_TOKEN": "token that writes have to bring as `Authorization: Bearer` (default: none, no writes)",
    "RUHRGRAPH_WRITER": "address of the server that takes writes, ending in /; this one only reads (default: none)",
    "RUHRGRAPH_QUERY_TIMEOUT": "seconds that a query may take (default: 30)",
    "RUHRGRAPH_QUERY_MEMORY": "MiB of memory that a query may take (default: 1024)",
    "RUHRGRAPH_QUERY_MEMORY_TOTAL": "MiB that all queries together may take (default: half of the machine's memory)",
    "RUHRGRAPH_QUERY_SIZE": "KiB that the text of a query may have (default: 1024)",
    "RUHRGRAPH_WORKERS": "number of HTTP workers (default: one per core)",
    "RUHRGRAPH_PROCESSES": "number of query processes in all (default: one per core, at least two; 16 with "
    "RUHRGRAPH_ENGINE)",
    "RUHRGRAPH_QUEUE": "number of queries that may wait in all (default: 64)",
    "RUHRGRAPH_SLOW_QUERY": "seconds from which a query is logged with its text (default: 1)",
    "RUHRGRAPH_LOG_LEVEL": "what is logged: debug, info or warning (default: warning)",
    "RUHRGRAPH_METRICS_TOKEN": "`yes` puts /metrics behind the token (default: no)",
    "RUHRGRAPH_ROOT_PATH": "path below which a proxy shows the server (default: none)",
    "RUHRGRAPH_PUBLIC_URL": "address at which people reach the server, ending in / (default: as requests name it)",
    "RUHRGRAPH_FORWARDED_ALLOW": "addresses and networks of proxies whose X-Forwarded-* is believed (default: none)",
    "RUHRGRAPH_WRITE_TIMEOUT": "seconds that a write may take, with its wait for others (default: 60)",
    "RUHRGRAPH_WRITE_SIZE": "MiB that the body of a write may have (default: 64)",
    "RUHRGRAPH_KEEP_VERSIONS": "number of published versions to keep (default: 20)",
    "RUHRGRAPH_KEEP_SECONDS": "seconds that a version stays after it was in use, however many there are (default: 0)",
    "RUHRGRAPH_DEFAULT_GRAPH": "default graph of queries, `union` of all graphs or `plain` as stored (default: union)",
    "RUHRGRAPH_SERVICE_ALLOW": "endpoints that SERVICE may reach, with blanks or commas between (default: none)",
    "RUHRGRAPH_ENGINE": "address for queries of a SPARQL 1.1 endpoint that answers instead of the embedded engine; "
    "{seconds} or {milliseconds} in it are the time that a query still has (default: none)",
    "RUHRGRAPH_ENGINE_UPDATE": "its address for updates, to publish there (default: none)",
    "RUHRGRAPH_ENGINE_STORE": "its address for the Graph Store Protocol, to publish there (default: none)",
    "RUHRGRAPH_ENGINE_USER": "user there, with RUHRGRAPH_ENGINE_PASSWORD (default: none)",
    "RUHRGRAPH_ENGINE_PASSWORD": "password of that user (default: none)",
    "RUHRGRAPH_ENGINE_TOKEN": "token that is sent there as `Authorization: Bearer`, without a user (default: none)",
}
"""What each environment variable sets, for `--help`."""


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """Where another engine takes queries, updates and graphs ("" where it does not), and what it is sent to be let in.

    In its addresses `{seconds}` and `{milliseconds}` stand for the time that a request still has.
    """

    query: str
    update: str = ""
    store: str = ""
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


@dataclass(frozen=True)
class Settings:
    """All settings of one process; the defaults are those of an empty environment."""

    data: Path = Path("data")
    base: str = DEFAULT_BASE
    token: str | None = None
    writer: str = ""
    query_timeout: float = 30.0
    query_memory: int = 1024
    query_memory_total: int | None = None
    """None is half of the memory that the machine or container has."""
    query_size: int = 1024
    workers: int = 1
    processes: int = 2
    queue: int = 64
    slow_query: float = 1.0
    log_level: str = "warning"
    metrics_token: bool = False
    root_path: str = ""
    public_url: str = ""
    forwarded_allow: tuple[Network, ...] = ()
    service_allow: tuple[str, ...] = ()
    write_timeout: float = 60.0
    write_size: int = 64
    keep_versions: int = 20
    keep_seconds: float = 0.0
    default_graph: str = "union"
    offer: Offer = field(default_factory=shipped)
    engine: EngineAddress | None = None
    """None is the embedded engine."""


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Return the settings of an environment; an empty variable counts as not set.

    Raises:
        SettingError: A variable has an impossible value, or a file that one names does.

    """
    given = {name: environ[name].strip() for name in DESCRIPTIONS if environ.get(name, "").strip()}
    base = given.get("RUHRGRAPH_BASE_IRI", DEFAULT_BASE)
    if not _BASE_IRI.fullmatch(base):
        raise SettingError(f"RUHRGRAPH_BASE_IRI: “{base}” has to be an http(s) IRI that ends in /")
    engine = _engine(given)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Settings(
        data=Path(given.get("RUHRGRAPH_DATA", "data")),
        base=base,
        token=given.get("RUHRGRAPH_TOKEN"),
        writer=_address(given, "RUHRGRAPH_WRITER"),
        query_timeout=_seconds(given, "RUHRGRAPH_QUERY_TIMEOUT", 30.0),
        query_memory=_whole(given, "RUHRGRAPH_QUERY_MEMORY", 1024),
        query_memory_total=_whole(given, name, 1) if (name := "RUHRGRAPH_QUERY_MEMORY_TOTAL") in given else None,
        query_size=_whole(given, "RUHRGRAPH_QUERY_SIZE", 1024),
        workers=_whole(given, "RUHRGRAPH_WORKERS", cores),
        processes=_whole(given, "RUHRGRAPH_PROCESSES", _WAITING if engine else max(2, cores)),
        queue=_whole(given, "RUHRGRAPH_QUEUE", 64),
        slow_query=_seconds(given, "RUHRGRAPH_SLOW_QUERY", 1.0),
        log_level=_one_of(given, "RUHRGRAPH_LOG_LEVEL", ("warning", "info", "debug")),
        metrics_token=_one_of(given, "RUHRGRAPH_METRICS_TOKEN", ("no", "yes")) == "yes",
        root_path=given.get("RUHRGRAPH_ROOT_PATH", "").rstrip("/"),
        public_url=_address(given, "RUHRGRAPH_PUBLIC_URL"),
        forwarded_allow=_networks(given, "RUHRGRAPH_FORWARDED_ALLOW"),
        write_timeout=_seconds(given, "RUHRGRAPH_WRITE_TIMEOUT", 60.0),
        write_size=_whole(given, "RUHRGRAPH_WRITE_SIZE", 64),
        keep_versions=_whole(given, "RUHRGRAPH_KEEP_VERSIONS", 20),
        keep_seconds=_seconds(given, "RUHRGRAPH_KEEP_SECONDS", 0.0),
        default_graph=_one_of(given, "RUHRGRAPH_DEFAULT_GRAPH", ("union", "plain")),
        offer=read_offer(Path(given["RUHRGRAPH_CATALOG"])) if "RUHRGRAPH_CATALOG" in given else shipped(),
        service_allow=tuple(re.split(r"[\s,]+", allowed)) if (allowed := given.get("RUHRGRAPH_SERVICE_ALLOW")) else (),
        engine=engine,
    )


def _engine(given: Mapping[str, str]) -> EngineAddress | None:
    """Return where another engine is, None where the embedded one answers; no message repeats a credential."""
    names = [name for name in given if name.startswith(_ENGINE)]
    if not names:
        return None
    if _ENGINE not in names:
        raise SettingError(f"{names[0]}: needs {_ENGINE}, too, the address for queries of that engine")
    user, password, token = (given.get(f"{_ENGINE}_{name}", "") for name in ("USER", "PASSWORD", "TOKEN"))
    if bool(user) != bool(password):
        lacking = "PASSWORD" if user else "USER"
        raise SettingError(f"{_ENGINE}_{lacking}: is missing; a user has a password, and a password a user")
    if token and user:
        raise SettingError(f"{_ENGINE}_TOKEN: does not go with {_ENGINE}_USER; set one of them")
    if ":" in user or not (user + password).isprintable():
        raise SettingError(f"{_ENGINE}_USER: may hold no colon, nor may it or the password hold control characters")
    if token and not re.fullmatch(r"[!-~]+", token):
        raise SettingError(f"{_ENGINE}_TOKEN: may hold no blanks and only ASCII characters")
    if "RUHRGRAPH_SERVICE_ALLOW" in given:
        raise SettingError(
            f"RUHRGRAPH_SERVICE_ALLOW: does not go with {_ENGINE}, which SERVICE would be carried out by"
        )
    query, update, store = (_engine_address(given, f"{_ENGINE}{suffix}") for suffix in ("", "_UPDATE", "_STORE"))
    return EngineAddress(query, update, store, user, password, token)


def _engine_address(given: Mapping[str, str], name: str) -> str:
    """Return the value of a variable as an address of an engine, "" where it is not set; no message repeats it."""
    value = given.get(name, "")
    if _has_credentials(value):
        raise SettingError(f"{name}: may hold no credentials; set {_ENGINE}_USER and {_ENGINE}_PASSWORD")
    if value and not _ENGINE_ADDRESS.fullmatch(value):
        raise SettingError(
            f"{name}: has to be an http(s) address without a fragment, such as https://engine.example/query; braces "
            "stand in {seconds} or {milliseconds} alone"
        )
    return value


def _address(given: Mapping[str, str], name: str) -> str:
    """Return a variable's value as a web address that ends in `/`, "" where it is not set."""
    value = given.get(name, "")
    if _has_credentials(value):
        raise SettingError(f"{name}: may hold no credentials; everyone is told this address")
    if value and not _BASE_IRI.fullmatch(value):
        raise SettingError(f"{name}: “{value}” has to be an http(s) address that ends in /")
    return value


def _has_credentials(address: str) -> bool:
    """Return whether an address has a user and a password before its host."""
    return "@" in re.split("[/?#]", address.partition("//")[2])[0]


def _networks(given: Mapping[str, str], name: str) -> tuple[Network, ...]:
    """Return a variable's value as networks: addresses and networks, with blanks or commas between, or `*` for all."""
    items = [item for item in re.split(r"[\s,]+", given.get(name, "")) if item]
    try:
        return tuple(ip_network(item, strict=False) for item in (_ALL if "*" in items else items))
    except ValueError:
        raise SettingError(f"{name}: “{given[name]}” has to list IP addresses or networks, or be *") from None


def _seconds(given: Mapping[str, str], name: str, default: float) -> float:
    """Return a variable's value as a time above zero; zero is one only where it is the default."""
    try:
        value = float(given.get(name, default))
    except ValueError:
        value = nan
    if value != default and not 0 < value < inf:
        raise SettingError(f"{name}: “{given[name]}” has to be a number {'above 0' if default else 'of 0 or more'}")
    return value


def _one_of(given: Mapping[str, str], name: str, values: tuple[str, ...]) -> str:
    """Return a variable's value as one of these, the first where it is not set."""
    value = given.get(name, values[0])
    if value not in values:
        raise SettingError(f"{name}: “{value}” has to be {' or '.join(values)}")
    return value


def _whole(given: Mapping[str, str], name: str, default: int) -> int:
    """Return a variable's value as a whole number above zero."""
    value = given.get(name, str(default))
    if not re.fullmatch(r"0*[1-9][0-9]{0,8}", value):
        raise SettingError(f"{name}: “{value}” has to be a whole number above 0")
    return int(value)
