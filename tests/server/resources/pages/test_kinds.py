"""The lead sentences of all kinds of pages, for the shipped documents and for what they do not have."""

from pathlib import Path

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.language import Language
from ruhrgraph.server.resources.pages.kinds import KINDS, kind_of_address
from ruhrgraph.server.resources.pages.records import Subject, Tie
from tests.server.resources.pages.conftest import Tell

LEADS = [line.split("\t") for line in (Path(__file__).parent / "leads.tsv").read_text(encoding="utf-8").splitlines()]
"""Class, end of the IRI, language, lead sentence."""
EMPTY: list[tuple[str, str, str]] = [
    (
        "Person",
        "Kein Dokument sagt, dass X ein Themenforum moderierte.",
        "No document says that X moderated a forum.",
    ),
    (
        "Ressort",
        "X leitete kein Themenforum und verantwortet kein Projekt.",
        "X led no forum and is responsible for no project.",
    ),
    (
        "Themenforum",
        "Wer das Themenforum „X“ moderierte, sagen die Dokumente nicht.",
        "The documents do not say who moderated forum “X”.",
    ),
    (
        "Projekt",
        "Das Projekt „X“ hat weder Handlungsfeld noch Themenforum.",
        "Project “X” has neither a field of action nor a forum.",
    ),
    (
        "Veranstaltung",
        "Für die Veranstaltung „X“ nennen die Dokumente kein Datum.",
        "The documents give no date for the event “X”.",
    ),
    ("Organisation", "Kein Text nennt X.", "No text names X."),
    (
        "Ort",
        "X ist ein Veranstaltungsort. Eine Veranstaltung dort nennen die Dokumente nicht.",
        "X is a venue. The documents name no event there.",
    ),
    (
        "Gemeinde",
        "Für X nennen die Dokumente weder eine Veranstaltung noch ein Projekt.",
        "The documents name neither an event nor a project for X.",
    ),
    ("Handlungsfeld", "Das Handlungsfeld „X“ hat kein Projekt.", "The field of action “X” has no project."),
]


@pytest.mark.parametrize(("kind", "key", "language", "lead"), LEADS)
def test_lead_sentences(tell: Tell, kind: str, key: str, language: Language, lead: str) -> None:
    """A lead sentence says what the documents say, in the grammar of its language."""
    assert tell(kind, key, language).lead == lead


@pytest.mark.parametrize(("kind", "de", "en"), EMPTY)
def test_lead_sentences_where_nothing_is_known(kind: str, de: str, en: str) -> None:
    """A thing with nothing but a name has a sentence, too, which says what is not known."""
    assert KINDS[kind].lead(Subject("urn:x", "X", "de")) == de
    assert KINDS[kind].lead(Subject("urn:x", "X", "en")) == en
    assert KINDS[kind].heading(Subject("urn:x", "X", "de")).endswith("X")


def test_a_moderator_without_role() -> None:
    """Where the documents say no role, the sentence says none; a forum without a number has its title only."""
    tie = Tie("moderates", "urn:forum", "Themenforum", "Wasser")
    assert KINDS["Person"].lead(Subject("urn:x", "Eva Kleinfeld", "de", ties=(tie,))) == (
        "Eva Kleinfeld moderierte das Themenforum „Wasser“."
    )


@pytest.mark.parametrize("kind", KINDS)
def test_the_address_lets_expect_the_kind(kind: str) -> None:
    """The IRI of a thing lets expect its kind; another IRI lets expect none."""
    assert kind_of_address(f"{DEFAULT_BASE}id/{kind.lower()}/x", DEFAULT_BASE) is KINDS[kind]
    assert kind_of_address(f"https://other.example/id/{kind.lower()}/x", DEFAULT_BASE) is None
    assert kind_of_address(f"{DEFAULT_BASE}id/beleg/x", DEFAULT_BASE) is None
