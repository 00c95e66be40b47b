"""The rows of the canned queries against the gold standard that was read by hand, for shipped and unseen documents."""

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.build import build
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.names import find_authority
from ruhrgraph.queries.reader import read

GOLD = Path(__file__).parents[1] / "gold"
PAIRS = [("themenforen", "handlungsfelder"), *((f"forum-{x}", f"projekte-{x}") for x in "abcd")]


def _gold(name: str) -> Any:  # noqa: ANN401 - two shapes of JSON
    folder = GOLD if (GOLD / f"{name}.json").exists() else GOLD / "unseen"
    return json.loads((folder / f"{name}.json").read_text())


@pytest.fixture(scope="module", params=PAIRS, ids=lambda pair: pair[0])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[ox.Store, Any, Any]:
    """Return a pair of documents as a store, with the gold standard of both."""
    forums, projects = request.param
    paths = [path for name in request.param for path in (GOLD / "unseen").glob(f"{name}.*") if path.suffix != ".json"]
    result = build(paths, tmp_path_factory.mktemp("data"), DEFAULT_BASE)
    assert result.problems == ()
    assert result.version is not None
    return load_store(result.version), _gold(forums), _gold(projects)


def _rows(store: ox.Store, name: str) -> list[tuple[str | None, ...]]:
    """Return a canned query's rows as plain text, None for an empty cell."""
    result = store.query(read(name).text, use_default_graph_as_union=True)
    assert isinstance(result, ox.QuerySolutions)
    return list(dict.fromkeys(tuple(getattr(value, "value", None) for value in row) for row in result))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _label(kind: str, name: str | None, more: str | None = None) -> str | None:
    """Return the name to show of what is written, as the curated records have it."""
    if name is None:
        return None
    record = find_authority(kind, f"{name} {more}" if more else name) or find_authority(kind, name)
    return record.label if record else name


def test_forums(case: tuple[ox.Store, Any, Any]) -> None:
    """`forums` has a row for each forum with its ministries and counts."""
    store, forums, projects = case
    codes = [int(project["code"].partition("-")[0]) for project in projects["projects"]]
    expected = [
        (
            str(entry["number"]),
            f"{DEFAULT_BASE}id/themenforum/{entry['number']}",
            entry["title"],
            entry["question"],
            entry["leadMinistry"],
            ", ".join(entry["otherMinistries"]) or None,
            ", ".join(entry["interestedMinistries"]) or None,
            str(len(entry["moderators"])),
            str(len(entry["events"])),
            str(codes.count(entry["number"])),
        )
        for entry in forums
    ]
    assert _rows(store, "forums") == expected


def test_moderators(case: tuple[ox.Store, Any, Any]) -> None:
    """`moderators` has a row for each moderation, with role, organisation and a minister's ministry."""
    store, forums, _ = case
    government = ("Minister", "Staatssekretär", "Parlamentarisch")
    expected = {
        (
            str(entry["number"]),
            person["name"],
            person["role"],
            _label("organisation", person["organisation"]),
            entry["leadMinistry"] if (person["address"] or "").startswith(government) else None,
        )
        for entry in forums
        for person in entry["moderators"]
    }
    assert {(row[0], *row[3:]) for row in _rows(store, "moderators")} == expected


def test_events(case: tuple[ox.Store, Any, Any]) -> None:
    """`events` has a row for each event with date, times, place and numbers of participants."""
    store, forums, _ = case
    expected = [
        (
            str(entry["number"]),
            str(event["number"]),
            event["date"],
            event["start"],
            event["end"],
            _label("ort", event["venue"], event["municipality"]),
            _label("gemeinde", event["municipality"]),
            _text(event["minParticipants"]),
            _text(event["maxParticipants"]),
        )
        for entry in forums
        for event in entry["events"]
    ]
    assert [(*row[:2], *row[4:11]) for row in _rows(store, "events")] == expected


def test_projects(case: tuple[ox.Store, Any, Any]) -> None:
    """`projects` has a row for each project with its field, ministry, forum, years and number of measures."""
    store, _, gold = case
    titles = {entry["number"]: entry["title"] for entry in gold["fields"]}
    expected = {
        (
            entry["code"],
            entry["title"],
            str(entry["field"]),
            titles[entry["field"]],
            entry["ministry"],
            str(int(entry["code"].partition("-")[0])),
            _text(entry["startYear"]),
            _text(entry["endYear"]),
            str(len(entry["measures"])),
        )
        for entry in gold["projects"]
    }
    assert {(row[0], *row[2:10]) for row in _rows(store, "projects")} == expected


def test_measures(case: tuple[ox.Store, Any, Any]) -> None:
    """`measures` has a row for each measure in its project's order, without mark-up."""
    store, _, gold = case
    expected = [
        (entry["code"], str(position), " ".join(measure.split()))
        for entry in sorted(gold["projects"], key=lambda entry: entry["code"])
        for position, measure in enumerate(entry["measures"], 1)
    ]
    assert _rows(store, "measures") == expected
