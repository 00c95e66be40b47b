"""The canned queries' rows for the shipped documents, held against what people read in them (tests/gold)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ruhrgraph.ontology import AuthorityKind
from ruhrgraph.ontology.names import find_authority
from ruhrgraph.queries import names

GOLD = Path(__file__).parents[1] / "gold"

Rows = list[dict[str, str]]
Ask = Callable[..., Rows]

COUNTS = {"forums": 20, "moderators": 43, "events": 46, "projects": 74, "ministries": 16, "timeline": 43}
KEYS = {
    "forums": ["number"],
    "moderators": ["forumNumber", "person"],
    "events": ["forumNumber", "eventNumber"],
    "projects": ["code"],
    "measures": ["code", "position"],
    "ministries": ["acronym"],
    "venues": ["venue"],
    "organisations": ["organisation"],
    "moderators-by-ministry": ["acronym", "person", "forumNumber"],
    "moderators-by-venue": ["venue", "person"],
    "ministries-by-venue": ["venue", "acronym", "relation"],
    "co-moderators": ["person", "otherPerson"],
    "project-chain": ["code"],
    "timeline": ["forumNumber", "eventNumber"],
    "evidence": ["subject", "predicate", "object", "document", "start", "end"],
    "search": ["thing"],
    "meetings": ["person", "event", "ministry", "ministryRelation"],
    "edges": ["source", "relation", "target"],
    "person": ["relation", "thing", "detail"],
    "ministry": ["relation", "thing", "detail"],
    "organisation": ["relation", "thing", "detail"],
    "forum": ["relation", "thing", "detail"],
    "project": ["relation", "thing", "detail"],
    "event": ["relation", "thing", "detail"],
    "venue": ["relation", "thing", "detail"],
    "municipality": ["relation", "thing", "detail"],
    "field": ["relation", "thing", "detail"],
    "ministry-pairs": ["acronym", "otherAcronym"],
    "projects-by-place": ["municipality", "code"],
}
VALUES = {
    "search": {"text": "ruhr"},
    "person": {"person": "Laumann"},
    "ministry": {"ministry": "Stk"},
    "organisation": {"organisation": "NRW.BANK"},
    "forum": {"forum": "13"},
    "project": {"project": "03-01"},
    "event": {"event": "veranstaltung/13-2"},
    "venue": {"venue": "Wissenschaftspark Gelsenkirchen"},
    "municipality": {"municipality": "Gelsenkirchen"},
    "field": {"field": "handlungsfeld/vernetzte-mobilitaet"},
}


@pytest.fixture(scope="module")
def forums() -> list[dict[str, Any]]:
    """Return what people read of the Themenforen."""
    read: list[dict[str, Any]] = json.loads((GOLD / "themenforen.json").read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def programme() -> dict[str, Any]:
    """Return what people read of the Handlungsfelder and Projekte."""
    read: dict[str, Any] = json.loads((GOLD / "handlungsfelder.json").read_text(encoding="utf-8"))
    return read


def _cell(value: object) -> str:
    """Return a value as a cell."""
    return "" if value is None else str(value)


def _label(kind: AuthorityKind, name: str | None) -> str:
    """Return the name to show for what the document calls so: that of its curated record, where there is one."""
    record = find_authority(kind, name) if name else None
    return record.label if record else _cell(name)


def _list(values: list[str]) -> str:
    """Return values as a cell."""
    return ", ".join(sorted(values))


@pytest.mark.parametrize("name", names())
def test_no_row_comes_twice(real: Ask, name: str) -> None:
    """A query gives one row for each thing that it lists, and at least one."""
    rows = real(name, **VALUES.get(name, {}))
    keys = [tuple(row[column] for column in KEYS[name]) for row in rows]
    assert keys or name == "projects-by-place"  # which the shipped documents need not have
    assert len(set(keys)) == len(keys)
    assert len(keys) == COUNTS.get(name, len(keys))


def test_forums(real: Ask, forums: list[dict[str, Any]]) -> None:
    """Forums have the title, question, ministries and numbers of moderators and events that people read."""
    rows = real("forums")
    for row, forum in zip(rows, forums, strict=True):
        assert row["number"] == str(forum["number"])
        assert row["title"] == forum["title"]
        assert row["question"] == _cell(forum["question"])
        assert row["leadMinistry"] == forum["leadMinistry"]
        assert row["otherMinistries"] == _list(forum["otherMinistries"])
        assert row["interestedMinistries"] == _list(forum["interestedMinistries"])
        assert row["moderators"] == str(len(forum["moderators"]))
        assert row["events"] == str(len(forum["events"]))


def test_moderators(real: Ask, forums: list[dict[str, Any]]) -> None:
    """Moderations have the name, role and organisation that people read, in the order of the page."""
    rows = real("moderators")
    expected = [(forum, moderator) for forum in forums for moderator in forum["moderators"]]
    for row, (forum, moderator) in zip(rows, expected, strict=True):
        assert row["forumNumber"] == str(forum["number"])
        assert row["forumTitle"] == forum["title"]
        assert row["name"] == moderator["name"]
        assert row["role"] == _cell(moderator["role"])
        assert row["organisation"] == _label("organisation", moderator["organisation"])
        assert row["ministry"] in ("", forum["leadMinistry"])


def test_events(real: Ask, forums: list[dict[str, Any]]) -> None:
    """Events have the date, times, places and numbers of participants that people read."""
    rows = real("events")
    expected = [(forum, event) for forum in forums for event in forum["events"]]
    columns = ("date", "start", "end", "municipality", "minParticipants", "maxParticipants")
    for row, (forum, event) in zip(rows, expected, strict=True):
        assert row["forumNumber"] == str(forum["number"])
        assert row["eventNumber"] == str(event["number"])
        assert [row[column] for column in columns] == [_cell(event[column]) for column in columns]
        assert row["venue"] == _label("ort", event["venue"])


def test_projects_and_measures(real: Ask, programme: dict[str, Any]) -> None:
    """Projects have the title, field, ministry, years and measures that people read."""
    rows = {row["code"]: row for row in real("projects")}
    titles = {field["number"]: field["title"] for field in programme["fields"]}
    measures = [(row["code"], row["position"], row["measure"]) for row in real("measures")]
    assert set(rows) == {project["code"] for project in programme["projects"]}
    for project in programme["projects"]:
        row = rows[project["code"]]
        assert row["title"] == project["title"]
        assert (row["field"], row["fieldTitle"]) == (str(project["field"]), titles[project["field"]])
        assert row["ministry"] == project["ministry"]
        assert row["forumNumber"] == str(int(project["code"][:2]))
        assert (row["startYear"], row["endYear"]) == (_cell(project["startYear"]), _cell(project["endYear"]))
        assert row["measures"] == str(len(project["measures"]))
        for position, measure in enumerate(project["measures"], start=1):
            assert (project["code"], str(position), measure) in measures


def test_counts_agree_among_queries(real: Ask) -> None:
    """What one query counts is what another lists."""
    forums, projects, events = real("forums"), real("projects"), real("events")
    for forum in forums:
        assert int(forum["projects"]) == sum(row["forumNumber"] == forum["number"] for row in projects)
    for ministry in real("ministries"):
        acronym = ministry["acronym"]
        assert int(ministry["leads"]) == sum(row["leadMinistry"] == acronym for row in forums)
        assert int(ministry["participates"]) == sum(acronym in row["otherMinistries"].split(", ") for row in forums)
        assert int(ministry["projects"]) == sum(row["ministry"] == acronym for row in projects)
    within = [row for row in real("edges", relation="is part of") if row["sourceType"] == "Ort"]
    for venue in real("venues"):
        parts = {row["sourceLabel"] for row in within if row["target"] == venue["venue"]}
        there = [row for row in events if {venue["name"], *parts} & set(row["venue"].split("; "))]
        assert int(venue["events"]) == len(there)
        assert int(venue["forums"]) == len({row["forumNumber"] for row in there})


def test_the_timeline_is_in_order(real: Ask) -> None:
    """Dated events come in order of time, those with a day in the exact order of their days."""
    days = [row["date"] for row in real("timeline") if len(row["date"]) == len("2019-04-08")]
    assert days == sorted(days)
    assert real("timeline")[0]["date"] == "2018-12-18"


def test_evidence_quotes_what_stands_there(real: Ask, data: Path) -> None:
    """Each row's quote is the text of the document from its start to its end."""
    assert data.is_dir()
    folder = Path(__file__).parents[2] / "loaders" / "documents"
    texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix in (".txt", ".md")}
    for row in real("evidence"):
        assert texts[row["document"]][int(row["start"]) : int(row["end"])] == row["quote"]


def test_values_are_plain(real: Ask) -> None:
    """Cells hold plain values: times as HH:MM, no language tags, whole numbers for counts."""
    for row in real("events"):
        assert all(len(row[column]) in (0, 5) for column in ("start", "end"))
    for row in real("organisations"):
        assert row["mentions"].isdecimal()
        assert row["contexts"]


def test_meetings_are_those_of_moderators_events_and_ministries(real: Ask) -> None:
    """There is a row for each moderator, event and ministry of a forum, and evidence for each of the three."""
    rows = real("meetings")
    forums = {row["number"]: row for row in real("forums")}
    moderators, events = real("moderators"), real("events")
    expected = 0
    for number, forum in forums.items():
        names = (forum["leadMinistry"], forum["otherMinistries"], forum["interestedMinistries"])
        ministries = sum(len(cell.split(", ")) for cell in names if cell)
        persons = sum(row["forumNumber"] == number for row in moderators)
        expected += ministries * persons * sum(row["forumNumber"] == number for row in events)
    assert len(rows) == expected
    assert all(len(row["evidence"].split()) >= 3 for row in rows)


def test_ties_agree_with_the_other_queries(real: Ask) -> None:
    """The ties are as many as the rows that say the same in other queries, each with a positive weight."""
    edges = real("edges")
    counted = [row["relation"] for row in edges]
    assert counted.count("moderates") == len(real("moderators"))
    assert counted.count("holds") == len(real("events"))
    assert counted.count("answers for") == counted.count("comes from") == len(real("projects"))
    assert counted.count("leads") == len(real("forums"))
    assert all(int(row["weight"]) >= 1 and row["sourceType"] and row["targetType"] for row in edges)
    assert all(int(row["weight"]) == max(1, len(row["evidence"].split())) for row in edges)


def test_units_are_rolled_up(real: Ask) -> None:
    """A ministry counts what its units lead and answer for, too, and lists it."""
    rows = {row["acronym"]: row for row in real("ministries")}
    units = [row for row in rows.values() if row["partOf"] == "Stk"]
    assert units
    for column in ("leads", "projects"):
        own = int(rows["Stk"][column])
        assert int(rows["Stk"][f"{column}WithUnits"]) == own + sum(int(unit[column]) for unit in units)
    listed = [row["relation"] for row in real("ministry", ministry="Staatskanzlei")]
    assert listed.count("answers for") == int(rows["Stk"]["projectsWithUnits"])


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("clan kriminalität", "Bekämpfung der Clan-Kriminalität"),
        ("Laumann", "Karl-Josef Laumann"),
        ("wuest", "Hendrik Wüst"),
        ("zukunft arbeit", "Zukunftswert Arbeit"),
    ],
)
def test_search_finds_what_people_look_for(real: Ask, text: str, first: str) -> None:
    """The thing that a name means comes first."""
    assert real("search", text=text)[0]["label"] == first
