"""The headers of Memento, made of a timeline by hand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ruhrgraph.graph.changes.timeline import Memento, Timeline
from ruhrgraph.graph.versions.history import HistoryEntry
from ruhrgraph.graph.versions.repository import Version, VersionRecord
from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.changes.memento import memento_links, parse_accept_datetime, timemap

START = datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC)
ROOT = "https://example.org/ruhr/"


def _timeline(count: int) -> Timeline:
    """Return a timeline of versions `v0`, `v1` …, one a day."""
    mementos = []
    for number in range(count):
        version = Version(f"v{number}", Path(f"/data/versions/v{number}"))
        entry = HistoryEntry(
            version, VersionRecord(version.digest, None, "", "build", 0.0), current=number == count - 1
        )
        mementos.append(Memento(entry, START + timedelta(days=number), None))
    return Timeline(tuple(mementos), ())


@pytest.mark.parametrize(
    "text",
    [
        "Sat, 31 Jan 2026 23:59:59 GMT",
        " Sat, 31 Jan 2026 23:59:59 GMT ",
        "Saturday, 31-Jan-26 23:59:59 GMT",
        "Sat Jan 31 23:59:59 2026",
    ],
)
def test_dates(text: str) -> None:
    """A date is read in each of HTTP's three forms."""
    assert parse_accept_datetime(text) == START


@pytest.mark.parametrize("text", ["", "yesterday", "2026-01-31", "Thu, 31 Feb 2026 00:00:00 GMT", "1769903999"])
def test_no_dates(text: str) -> None:
    """What is not a date is refused with an example of one."""
    with pytest.raises(BadRequestError, match=r"write it like \w{3}, \d\d \w{3} \d{4} .* GMT"):
        parse_accept_datetime(text)


def test_links_without_versions() -> None:
    """Where nothing is published there are links to the timegate and the list, and no more."""
    assert memento_links(ROOT, _timeline(0)) == (
        f'<{ROOT}dataset>; rel="original timegate", <{ROOT}versions>; rel="timemap"; type="application/link-format"'
    )


@pytest.mark.parametrize(
    ("place", "relations"),
    [
        (None, {"v0": "first memento", "v3": "last memento"}),
        (0, {"v0": "first memento", "v1": "next memento", "v3": "last memento"}),
        (1, {"v0": "first prev memento", "v1": "memento", "v2": "next memento", "v3": "last memento"}),
        (2, {"v0": "first memento", "v1": "prev memento", "v2": "memento", "v3": "last next memento"}),
        (3, {"v0": "first memento", "v2": "prev memento", "v3": "last memento"}),
    ],
)
def test_links_between_versions(place: int | None, relations: dict[str, str]) -> None:
    """A version links to its neighbours, to the first and to the last; each link says from when its version is."""
    timeline = _timeline(4)
    header = memento_links(ROOT, timeline, None if place is None else timeline.mementos[place])
    dates = {
        f"v{number}": f"{day} 23:59:59 GMT"
        for number, day in enumerate(("Sat, 31 Jan 2026", "Sun, 01 Feb 2026", "Mon, 02 Feb 2026", "Tue, 03 Feb 2026"))
    }
    links = [f'<{ROOT}versions/{name}>; rel="{rel}"; datetime="{dates[name]}"' for name, rel in relations.items()]
    assert sorted(header.split(", <")[2:]) == sorted(link.removeprefix("<") for link in links)


def test_a_timemap_of_one_version() -> None:
    """The only version is the first and the last one."""
    assert timemap(ROOT, _timeline(1)).decode() == (
        f'<{ROOT}dataset>; rel="original timegate",\n'
        f'<{ROOT}versions>; rel="self"; type="application/link-format",\n'
        f'<{ROOT}versions/v0>; rel="first last memento"; datetime="Sat, 31 Jan 2026 23:59:59 GMT"\n'
    )
