"""Conditional requests and caching: entity tags, HTTP dates, preconditions, `Cache-Control` (RFC 9110 §8.8 and §13).

In: the headers of a request, and the validators of what would be answered. Out: whether it is to be answered, or 304 or
412 instead; and the values of headers.
"""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final

from ruhrgraph.server.http.errors import PreconditionFailedError

IMMUTABLE: Final = "public, max-age=31536000, immutable"
"""`Cache-Control` of an address whose answer never changes."""
REVALIDATE: Final = "public, no-cache"
"""`Cache-Control` of an answer that a cache may keep, but has to check each time."""
ONE_DAY: Final = "public, max-age=86400"
"""`Cache-Control` of a redirect that may change with another release, but not with the data."""
SHORT_LIVED: Final = "public, max-age=60, stale-while-revalidate=600"
"""`Cache-Control` of an answer that a cache may give for a minute, and while it asks for the next one."""
FOLLOWED: Final = "public, max-age=1, stale-if-error=60"
"""`Cache-Control` of a server beside a writer: caches ask again each second, by ETag; for a minute they stand in."""
NO_STORE: Final = "no-store"
"""`Cache-Control` of an answer that differs each time."""

_WEAK = re.compile(r'W/"[^"]*"')
_SAFE_METHODS = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class NotModified:
    """The client has the answer already: send 304, with this entity tag (None where the answer has none)."""

    etag: str | None


def entity_tag(digest: str, key: str) -> str:
    """Return an entity tag, without quotes, for the answer that a version gives to a request.

    It is made of what the answer depends on, so it is known before the answer is.

    Args:
        digest: The digest of the version.
        key: All else that the answer depends on.

    """
    return hashlib.blake2b(f"{digest} {key}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def content_etag(body: bytes) -> str:
    """Return an entity tag, without quotes, for an answer by its bytes."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def coded_etag(etag: str, coding: str) -> str:
    """Return the entity tag of an answer in a content coding ("" for none), as a strong one names bytes."""
    return f"{etag}-{coding}" if coding else etag


def http_date(moment: datetime) -> str:
    """Return a moment as HTTP writes it, to the second (RFC 9110 §5.6.7)."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def parse_http_date(value: str) -> datetime | None:
    """Return the moment that a header names, in any of HTTP's three forms; None if it is no date."""
    if not value:
        return None
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def check_preconditions(
    headers: Mapping[str, str], method: str, etags: Collection[str] = (), modified: datetime | None = None
) -> NotModified | None:
    """Check the conditions of a request; return None if it is to be carried out (RFC 9110 §13.2.2).

    Call it only for what would be answered with success: conditions of other requests do not count (§13.2.1).

    Args:
        headers: The request's headers, their names in lower case.
        method: The request's method. Where the client has the answer already, GET and HEAD get 304, all others 412.
        etags: The strong entity tags, without quotes, of the codings in which the client takes the answer.
        modified: When what is answered was modified last; None where nobody knows.

    Raises:
        PreconditionFailedError: A condition is not met, and the client has to be told so (412).

    """
    changed = modified.replace(microsecond=0) if modified else None
    if match := headers.get("if-match", "").strip():
        if match != "*" and not _listed(_WEAK.sub("", match), etags):
            raise PreconditionFailedError("what is here is not what If-Match names")
    elif changed and (since := parse_http_date(headers.get("if-unmodified-since", ""))) and changed > since:
        raise PreconditionFailedError(f"what is here was modified at {http_date(changed)}, after If-Unmodified-Since")
    if none_match := headers.get("if-none-match", "").strip():
        owned = _listed(none_match, etags)
        if not owned and none_match != "*":
            return None
        if method not in _SAFE_METHODS:
            raise PreconditionFailedError("what If-None-Match names is here already")
        return NotModified(next(iter(owned or etags), None))
    # Equal, not just earlier: after a rollback what is here is older, but it is not what the client has.
    if method in _SAFE_METHODS and changed and changed == parse_http_date(headers.get("if-modified-since", "")):
        return NotModified(next(iter(etags), None))
    return None


def lists_etag(headers: Mapping[str, str], etags: Collection[str]) -> bool:
    """Return whether `If-None-Match` lists an entity tag by name, so that the answer need not be made to check it."""
    return bool(_listed(headers.get("if-none-match", ""), etags))


def _listed(value: str, etags: Collection[str]) -> list[str]:
    """Return those of some entity tags that `If-Match` or `If-None-Match` lists, weak or not, in its order.

    They are looked for, as a header may list thousands of others, which would take long to read one by one.
    """
    places = {etag: value.find(f'"{etag}"') for etag in etags}
    return sorted((etag for etag, place in places.items() if place >= 0), key=places.__getitem__)
