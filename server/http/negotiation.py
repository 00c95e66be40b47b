"""Content negotiation: the format that fits a client's `Accept` header or `?format=` best (RFC 9110 §12.5.1).

In: what the client asks for and the formats on offer, the preferred one first. Out: one of them and the content type of
the answer, or an error that lists them. A client that asks by an alias gets it back as the content type, as it may not
know the proper name.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ruhrgraph.graph.rdf.formats import Format
from ruhrgraph.ontology.errors import NotAcceptableError
from ruhrgraph.server.http.header_fields import parse_qualities


@dataclass(frozen=True)
class Chosen:
    """The result: a format, and the content type of the answer."""

    format: Format
    content_type: str


HTML = Format("html", "text/html", ("application/xhtml+xml",))
JSON = Format("json", "application/json", ("text/json",))
TEXT = Format("txt", "text/plain")
PROBLEM = Format("problem", "application/problem+json")

_RANGE = re.compile(r"[^\s/]+/[^\s/]+")
_ANY = "*/*"


def choose(accept: str | None, offered: Sequence[Format], asked: str | None = None) -> Chosen:
    """Return the format that fits a client best.

    Args:
        accept: The `Accept` header; if it is missing or empty, every format fits.
        offered: The formats there are, the preferred one first.
        asked: What `?format=` or a suffix names, a short name or a media type; it goes before the header.

    Raises:
        NotAcceptableError: None of them fits; the message lists them.

    """
    if asked:
        for format_ in offered:
            named = asked.strip().lower().replace(" ", "+")  # a + in an address that was not escaped
            if named in (format_.name, format_.media_type, *format_.short_names, *format_.aliases):
                return Chosen(format_, _content_type(format_.media_type))
        names = ", ".join(format_.name for format_ in offered)
        raise NotAcceptableError(f"there is no format “{asked}” here; there is: {names}")
    ranges = _ranges(accept) if accept and accept.strip() else ((_ANY, 1.0),)
    best: tuple[float, Chosen] | None = None
    for format_ in offered:
        quality, media_type = max(_qualities(format_, ranges), key=lambda pair: pair[0])
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, Chosen(format_, _content_type(media_type)))
    if best is None:
        types = ", ".join(format_.media_type for format_ in offered)
        raise NotAcceptableError(f"there is nothing here that you accept ({accept}); there is: {types}")
    return best[1]


def names_format(accept: str | None, format_: Format) -> bool:
    """Return whether a client accepts a format by its name, not by a wildcard."""
    return any(media_range == format_.media_type and quality > 0 for media_range, quality in _ranges(accept or ""))


def _qualities(format_: Format, ranges: Sequence[tuple[str, float]]) -> Iterator[tuple[float, str]]:
    """Yield the quality of a format by its proper media type, and by each alias that the client names."""
    yield _quality(format_.media_type, ranges), format_.media_type
    for alias in format_.aliases:
        if any(alias == media_range for media_range, _ in ranges):
            yield _quality(alias, ranges), alias


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Return the quality of a media type: the most specific range that includes it decides (RFC 9110 §12.5.1)."""
    family = f"{media_type.partition('/')[0]}/*"
    for wanted in (media_type, family, _ANY):
        found = [quality for media_range, quality in ranges if media_range == wanted]
        if found:
            return max(found)
    return 0.0


@lru_cache(maxsize=64)
def _ranges(accept: str) -> tuple[tuple[str, float], ...]:
    """Return the media ranges of a header with their qualities; anything else is ignored."""
    return tuple(
        (_ANY if item == "*" else item, quality)
        for item, quality in parse_qualities(accept)
        if item == "*" or _RANGE.fullmatch(item)
    )


def _content_type(media_type: str) -> str:
    """Return the content type of the answer; that of text names its encoding."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
