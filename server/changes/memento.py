"""Memento (RFC 7089): the date that a client asks for, links between versions, the TimeMap.

In: a timeline and the root of the server. Out: headers, and `application/link-format`.
"""

from datetime import UTC, datetime

from ruhrgraph.graph.changes.timeline import Memento, Timeline
from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.http.conditional import http_date, parse_http_date


def parse_accept_datetime(header: str) -> datetime:
    """Return the moment that an `Accept-Datetime` header names.

    Raises:
        BadRequestError: It is not a date as HTTP writes it.

    """
    if moment := parse_http_date(header):
        return moment
    now = http_date(datetime.now(UTC))
    raise BadRequestError(f"Accept-Datetime: “{header}” is no date as HTTP has it; write it like {now}")


def version_url(root: str, memento: Memento) -> str:
    """Return the address of a version."""
    return f"{root}versions/{memento.digest}"


def memento_links(root: str, timeline: Timeline, memento: Memento | None = None) -> str:
    """Return the `Link` header of the dataset, or of one version of it, with links to the others.

    Args:
        root: The root of the server as clients see it, ending in `/`.
        timeline: The versions that are kept.
        memento: The version that is answered; None for the dataset.

    """
    parts = [f'<{root}dataset>; rel="original timegate"', _timemap(root, "timemap")]
    if not timeline.mementos:
        return ", ".join(parts)
    roles: dict[Memento, list[str]] = {}
    roles.setdefault(timeline.mementos[0], []).append("first")
    roles.setdefault(timeline.mementos[-1], []).append("last")
    if memento is not None:
        place = timeline.mementos.index(memento)
        roles.setdefault(memento, [])
        if place > 0:
            roles.setdefault(timeline.mementos[place - 1], []).append("prev")
        if place + 1 < len(timeline.mementos):
            roles.setdefault(timeline.mementos[place + 1], []).append("next")
    parts += [_link(root, item, " ".join([*words, "memento"])) for item, words in roles.items()]
    return ", ".join(parts)


def timemap(root: str, timeline: Timeline) -> bytes:
    """Return the TimeMap: all versions as `application/link-format`, with absolute URLs."""
    parts = [f'<{root}dataset>; rel="original timegate"', _timemap(root, "self")]
    last = len(timeline.mementos) - 1
    for place, memento in enumerate(timeline.mementos):
        words = [word for word, there in (("first", place == 0), ("last", place == last)) if there]
        parts.append(_link(root, memento, " ".join([*words, "memento"])))
    return ",\n".join(parts).encode() + b"\n"


def _timemap(root: str, rel: str) -> str:
    return f'<{root}versions>; rel="{rel}"; type="application/link-format"'


def _link(root: str, memento: Memento, rel: str) -> str:
    return f'<{version_url(root, memento)}>; rel="{rel}"; datetime="{http_date(memento.since)}"'
