"""The headers and lists of Memento (RFC 7089): the moment that is asked for, links between versions, the TimeMap.

In: a timeline and the root of the server. Out: headers, and `application/link-format`.
"""

from datetime import UTC, datetime

from ruhrgraph.graph.changes.timeline import Memento, Timeline
from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.http.conditional import http_date, parse_http_date


def moment_of(header: str) -> datetime:
    """Return the moment of an `Accept-Datetime` header.

    Raises:
        BadRequestError: It is no date.

    """
    if moment := parse_http_date(header):
        return moment
    now = http_date(datetime.now(UTC))
    raise BadRequestError(f"Accept-Datetime: “{header}” is no date as HTTP has it; write it like {now}")


def address(root: str, memento: Memento) -> str:
    """Return the address of a version."""
    return f"{root}versions/{memento.digest}"


def links(root: str, timeline: Timeline, memento: Memento | None = None) -> str:
    """Return the `Link` header of the dataset, or of one version of it: the way to all others.

    Args:
        root: The root of the server as clients see it, ending in `/`.
        timeline: The versions there are.
        memento: The version that the answer is of, if it is of one.

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


def timemap(here: str, timeline: Timeline) -> bytes:
    """Return the TimeMap: all versions as `application/link-format`, with whole addresses."""
    parts = [f'<{here}dataset>; rel="original timegate"', _timemap(here, "self")]
    last = len(timeline.mementos) - 1
    for place, memento in enumerate(timeline.mementos):
        words = [word for word, there in (("first", place == 0), ("last", place == last)) if there]
        parts.append(_link(here, memento, " ".join([*words, "memento"])))
    return ",\n".join(parts).encode() + b"\n"


def _timemap(root: str, rel: str) -> str:
    return f'<{root}versions>; rel="{rel}"; type="application/link-format"'


def _link(root: str, memento: Memento, rel: str) -> str:
    return f'<{address(root, memento)}>; rel="{rel}"; datetime="{http_date(memento.since)}"'
