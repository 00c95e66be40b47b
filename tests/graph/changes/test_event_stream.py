"""The pages of the event stream, and the times in their addresses. That clients can replay them, `test_feed` shows."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.graph.changes.event_stream import (
    FeedAddresses,
    is_full,
    jsonld,
    member,
    nquads,
    page,
    pages,
    parse_timestamp,
    timestamp,
    trig,
    view,
    xsd_datetime,
)
from ruhrgraph.graph.changes.log_file import changes_folder, open_log
from ruhrgraph.graph.changes.recorder import record_changes
from ruhrgraph.graph.versions.repository import publish
from tests.graph.changes.replays import update

ADDRESSES = FeedAddresses("https://example.org/base/", "http://localhost/here/")


@given(st.integers(0, 4_000_000_000_000_000))
def test_times_in_addresses(time: int) -> None:
    """A time is read back from an address, to the microsecond."""
    assert parse_timestamp(timestamp(time)) == time


@pytest.mark.parametrize("text", ["", "2026-03-01", "20260301T093000Z", "20260231T093000123456Z", "../x"])
def test_addresses_without_a_time(text: str) -> None:
    """Only times with all their digits are read, so that each page has one address."""
    assert parse_timestamp(text) is None


def test_datetime() -> None:
    """A time is written as xsd:dateTime in UTC with microseconds."""
    assert xsd_datetime(1_772_357_400_000_001) == "2026-03-01T09:30:00.000001Z"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a log of five members on pages of two."""
    monkeypatch.setattr("ruhrgraph.graph.changes.event_stream.PAGE", 2)
    publish(tmp_path, b"<urn:a> <urn:p> 1 .\n".replace(b"1", b"<urn:1>"), b"{}", base=ADDRESSES.base)
    for number in range(4):
        update(tmp_path, f"INSERT DATA {{ GRAPH <urn:g> {{ <urn:n{number}> <urn:is> {number} }} }}")
    record_changes(tmp_path)
    return changes_folder(tmp_path)


def test_pages(folder: Path) -> None:
    """Members are on pages of the same size, which follow each other; all but the last are full."""
    with open_log(folder) as log:
        assert log is not None
        found = pages(log)
        assert [item.since for item in found[1:]] == [item.until for item in found[:-1]]
        assert found[-1].until is None
        assert [is_full(log, item.since) for item in found] == [True, True, False]
        text = [nquads(document).decode() for item in found if (document := page(log, ADDRESSES, item.since))]
        assert [part.count('activitystreams#published> "') for part in text] == [2, 2, 1]
        assert page(log, ADDRESSES, found[0].since + 1) is None
        root = nquads(view(log, ADDRESSES)).decode()
        assert all(f"<{ADDRESSES.page(item.since)}>" in root for item in found)
        assert f"<{ADDRESSES.base}feed/" not in root


def test_a_member_in_each_format(folder: Path) -> None:
    """A member is an activity with the triples of its object, and the same quads in TriG, N-Quads and JSON-LD."""
    with open_log(folder) as log:
        assert log is not None
        last = log.last()
        assert last is not None
        document = member(log, ADDRESSES, last.time, 1)
        assert document is not None
        assert member(log, ADDRESSES, last.time, 2) is None
    formats = {ox.RdfFormat.N_QUADS: nquads, ox.RdfFormat.TRIG: trig, ox.RdfFormat.JSON_LD: jsonld}
    read = [set(ox.parse(write(document), format_)) for format_, write in formats.items()]
    assert read[0] == read[1] == read[2]
    activity = ox.NamedNode(f"{ADDRESSES.base}feed/{timestamp(last.time)}/1")
    payload = [quad for quad in read[0] if isinstance(quad, ox.Quad) and quad.graph_name == activity]
    assert [str(quad.subject) for quad in payload] == ["<urn:n3>"]
