"""The sections of pages: the rows of the canned query, with their passages, as many as a page has room for."""

import pytest

from ruhrgraph.server.language import Language
from ruhrgraph.server.resources.pages.kinds import KINDS
from ruhrgraph.server.resources.pages.records import Tie
from ruhrgraph.server.resources.pages.sections import detail_text, select
from tests.server.resources.pages.conftest import Tell, Ties

THINGS = [
    ("Person", "person/hendrik-wuest"),
    ("Ressort", "ressort/mwide"),
    ("Themenforum", "themenforum/13"),
    ("Projekt", "projekt/03-01"),
    ("Veranstaltung", "veranstaltung/13-2"),
    ("Organisation", "organisation/nrw-bank"),
    ("Ort", "ort/wissenschaftspark-gelsenkirchen"),
    ("Gemeinde", "gemeinde/gelsenkirchen"),
    ("Handlungsfeld", "handlungsfeld/vernetzte-mobilitaet"),
]


@pytest.mark.parametrize(("kind", "key"), THINGS)
def test_sections_have_the_rows_of_the_query(tell: Tell, ties: Ties, kind: str, key: str) -> None:
    """Each row of the canned query is in one section, each section says how many rows it has, and which they are."""
    sections, rows = tell(kind, key).sections, ties(kind, key)
    shown = {relation for section in KINDS[kind].sections for relation in section.relations}
    assert sum(count for section in sections for _, count, _ in section.tables) == len(
        [row for row in rows if row.relation in shown]
    )
    assert {row.relation for row in rows} - shown <= {"has the academic title"}
    for section in sections:
        assert section.entries
        assert section.total >= len(section.entries)
        names = [name for name, *_ in section.tables]
        assert len(set(names)) == len(names)
        assert all(names) == (len(names) > 1)
        assert all(f"{KINDS[kind].query}={key.replace('/', '%2F')}&relation=" in query for *_, query in section.tables)


def test_quotes_stand_at_what_they_prove(tell: Tell) -> None:
    """A quote leads to its passage; one that the entry shows already is not shown again."""
    measures = next(section for section in tell("Projekt", "projekt/13-01").sections if section.heading == "Maßnahmen")
    assert [proof.text for entry in measures.entries for proof in entry.proofs] == [""] * 5
    assert all(
        proof.href.startswith("/source/handlungsfelder#char=") for entry in measures.entries for proof in entry.proofs
    )
    team = next(section for section in tell("Themenforum", "themenforum/7").sections if section.heading == "Moderation")
    assert [(entry.text, entry.details) for entry in team.entries] == [
        ("Karl-Josef Laumann", ("Minister, Ministerium für Arbeit, Gesundheit und Soziales",)),
        ("Oliver Burkhard", ("Vorstand Personal und Arbeitsdirektor, ThyssenKrupp",)),
    ]


def test_a_page_has_room_for_so_many(ties: Ties) -> None:
    """Of thousands of rows a page shows some, and says how many there are."""
    many = [Tie("is named by", f"urn:{number}", "Projekt", "P") for number in range(5000)]
    (selected,) = select(KINDS["Organisation"], many)
    assert (len(selected.shown), selected.total, len(selected.rows)) == (40, 5000, 5000)
    assert sum(len(part.shown) for part in select(KINDS["Ressort"], ties("Ressort", "ressort/mwide"))) <= 64


@pytest.mark.parametrize(
    ("detail", "language", "text"),
    [
        ("forum 13, lead", "de", "Themenforum 13, federführend"),
        ("forum 13, participating, Stk/Sport", "en", "forum 13, participating, Stk/Sport"),
        ("Vorstand, forum", "de", "Vorstand, forum"),
        ("", "de", ""),
    ],
)
def test_details(detail: str, language: Language, text: str) -> None:
    """Numbers of forums and what a ministry is in them are in the reader's language; all else stays as it is."""
    assert detail_text(detail, language) == text
