"""The grammar of header fields: lists in several lines, lists with qualities, content types (RFC 9110 §5.6 and §8.3).

In: header lines or the value of one. Out: what they say, freed from how it was written.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ruhrgraph.ontology.errors import UnsupportedMediaTypeError

RawHeaders = list[tuple[bytes, bytes]]
"""The header lines of a request or an answer, as ASGI has them: names in lower case."""

_LISTS = frozenset(
    {
        b"accept",
        b"accept-charset",
        b"accept-encoding",
        b"accept-language",
        b"access-control-request-headers",
        b"cache-control",
        b"content-encoding",
        b"if-match",
        b"if-none-match",
        b"x-forwarded-host",
        b"x-forwarded-proto",
    }
)
_CHARSETS = ("utf-8", "utf8", "us-ascii")
_BETWEEN = {mark: re.compile(rf'(?:"(?:[^"\\]|\\.)*"?|[^"{mark}])+') for mark in ",;"}
_QUALITY = re.compile(r"\d*(?:\.\d*)?", re.ASCII)
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class ContentType:
    """What a `Content-Type` says: the media type in lower case ("" for none) and its parameters."""

    media_type: str
    parameters: Mapping[str, str]

    @property
    def charset(self) -> str:
        """The character encoding in lower case; UTF-8 where none is named."""
        return self.parameters.get("charset", "").lower() or "utf-8"


def combine_lines(headers: RawHeaders) -> RawHeaders:
    """Return the header lines of a request with the lines of each list joined to one (RFC 9110 §5.3).

    A client may split a list into several lines; who asks for the header by name would see the first one alone.
    """
    if len({name for name, _ in headers}) == len(headers):
        return headers
    combined: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in _LISTS:
            combined[name] = b", ".join((combined[name], value)) if name in combined else value
    return [*((name, value) for name, value in headers if name not in _LISTS), *combined.items()]


@lru_cache(maxsize=64)
def parse_qualities(value: str) -> tuple[tuple[str, float], ...]:
    """Return the values of a list, in lower case, with the quality of each (`Accept`, `Accept-Encoding`, …).

    Clients write qualities in more ways than the grammar has (`q=.2`, `q=1.`): they are read as meant, and one that is
    no number counts as not given.
    """
    found = []
    for item in split_list(value, ","):
        name, *parameters = split_list(item, ";") or [""]
        qualities = [text for key, text in map(_parameter, parameters) if key == "q"]
        found.append((name.lower(), _quality(qualities[0]) if qualities else 1.0))
    return tuple(found)


@lru_cache(maxsize=64)
def parse_content_type(value: str | None) -> ContentType:
    """Return the content type in a header; without a header it is empty."""
    media_type, *parameters = split_list(value or "", ";") or [""]
    return ContentType(media_type.lower(), dict(map(_parameter, parameters)))


def check_charset(content_type: ContentType, what: str) -> None:
    """Check the character encoding of a text in a request.

    Raises:
        UnsupportedMediaTypeError: It is not UTF-8.

    """
    if content_type.charset not in _CHARSETS:
        raise UnsupportedMediaTypeError(f"the charset of the {what} is {content_type.charset}; send UTF-8")


def split_list(value: str, separator: str) -> list[str]:
    """Return the parts of a header's value, without blanks around and without empty ones; quoted text stays whole."""
    return [part for text in _BETWEEN[separator].findall(value) if (part := text.strip())]


def _parameter(text: str) -> tuple[str, str]:
    """Return the name of a parameter in lower case, and its value without quotes."""
    name, _, value = text.partition("=")
    value = value.strip()
    if value.startswith('"'):
        value = _ESCAPED.sub(r"\1", value.strip('"'))
    return name.strip().lower(), value


def _quality(text: str) -> float:
    """Return a quality, from 0 to 1."""
    if not _QUALITY.fullmatch(text) or text in ("", "."):
        return 1.0
    return min(float(text), 1.0)
