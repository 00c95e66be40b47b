"""Columns of a table: their headings, and which stand in one."""

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.things import Things, read_things
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.result_pages.answer_data import AnswerData
from ruhrgraph.server.result_pages.columns import folded_columns, table_columns
from ruhrgraph.server.result_pages.terms import TermText

LABEL, ALT = "http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#altLabel"
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def _things() -> Things:
    rows = [
        {"c": f"{DEFAULT_BASE}ontology#Ort", "s": f"{DEFAULT_BASE}id/ort/{key}", "p": property_, "o": name}
        for key, names in {"a": ("Alpha", "A."), "b": ("Beta", "B.")}.items()
        for property_, name in zip((LABEL, ALT), names, strict=True)
    ]
    return read_things(DEFAULT_BASE, rows, [])


TEXTS = TermText(_things(), DEFAULT_BASE, "/", "de")


def _iri(key: str) -> ResultTerm:
    return ResultTerm(f"{DEFAULT_BASE}id/ort/{key}", is_iri=True)


def _text(value: str, datatype: str = "") -> ResultTerm:
    return ResultTerm(value, is_iri=False, datatype=datatype)


def _data(*rows: tuple[ResultTerm | None, ...]) -> AnswerData:
    return AnswerData(tuple("uvwxyz"[: len(rows[0])]), rows)


@pytest.mark.parametrize(
    ("rows", "folded"),
    [
        ([(_iri("a"), _text("Alpha")), (_iri("b"), _text("Beta"))], {1: 0}),
        ([(_text("Alpha"), _iri("a")), (_text("B."), _iri("b"))], {0: 1}),
        ([(_text("A."), _iri("a"), _text("Alpha"))], {2: 1}),
        ([(_iri("a"), _text("Alpha")), (None, None)], {1: 0}),
        ([(_iri("a"), _text("Alpha")), (None, _text("Other"))], {1: 0}),
        ([(_iri("a"), _text("Alpha"), _iri("b"), _text("Beta"))], {1: 0, 3: 2}),
        ([(_iri("a"), _iri("b"), _text("Beta"), _text("Alpha"))], {2: 1, 3: 0}),
        ([(_iri("a"), _text("Alpha")), (_iri("b"), None)], {}),
        ([(_iri("a"), _text("Beta"))], {}),
        ([(_iri("a"), _text("Alpha")), (_iri("nobody"), _text("Nobody"))], {}),
        ([(_iri("a"), _iri("a"))], {}),
        ([(None, _text("Alpha"))], {}),
    ],
)
def test_names_become_links(rows: list[tuple[ResultTerm | None, ...]], folded: dict[int, int]) -> None:
    """A column of IRIs goes into the nearest column that has a name of the same thing in every row."""
    assert folded_columns(_data(*rows), TEXTS) == folded


def test_a_name_keeps_its_words_and_gets_the_link() -> None:
    """The cell has the name as the query gave it."""
    data = _data((_iri("b"), _text("B.")))
    columns, (maker,) = table_columns(data, TEXTS, is_canned=False)
    assert ([column.name for column in columns], maker(data.rows[0]).text, maker(data.rows[0]).href) == (
        ["v"],
        "B.",
        "/doc/ort/b",
    )


def test_columns_of_numbers() -> None:
    """A column is one of numbers if all that it has are numbers."""
    data = _data((_text("1", INTEGER), _text("1", INTEGER), None), (None, _text("one"), None))
    columns, _ = table_columns(data, TEXTS, is_canned=False)
    assert [column.is_number for column in columns] == [True, False, False]


def test_canned_queries_have_labels() -> None:
    """Columns of a canned query have headings and words in the reader's language, those of one's own their names."""
    data = AnswerData(("relation", "date"), ((_text("lead"), _text("2019-04")),))
    for is_canned, heading, words in ((True, "Verbindung", "federführend"), (False, "relation", "lead")):
        columns, makers = table_columns(data, TEXTS, is_canned=is_canned)
        assert (columns[0].label, makers[0](data.rows[0]).text) == (heading, words)


def test_acronyms_of_ministries_lead_to_them() -> None:
    """A column of acronyms links each of them in canned queries, whose rows say no more of a ministry."""
    kuerzel = f"{DEFAULT_BASE}ontology#kuerzel"
    rows = [
        {"c": f"{DEFAULT_BASE}ontology#Ressort", "s": f"{DEFAULT_BASE}id/ressort/{key}", "p": property_, "o": name}
        for key, names in {"mags": ("Ministerium für Arbeit", "MAGS"), "vm": ("Ministerium für Verkehr", "VM")}.items()
        for property_, name in zip((LABEL, kuerzel), names, strict=True)
    ]
    texts = TermText(read_things(DEFAULT_BASE, rows, []), DEFAULT_BASE, "/en/", "en")
    data = _data((_text("MAGS"), _text("VM, MAGS"), _text("VM")), (_text("VM"), None, _text("Essen")))
    _, makers = table_columns(data, texts, is_canned=True)
    lead, others, mixed = (maker(data.rows[0]) for maker in makers)
    assert (lead.text, lead.href) == ("MAGS", "/en/doc/ressort/mags")
    assert [link.href for link in others.links] == ["/en/doc/ressort/vm", "/en/doc/ressort/mags"]
    assert (mixed.text, mixed.href) == ("VM", "")
    assert all(not maker(data.rows[0]).href for maker in table_columns(data, texts, is_canned=False)[1])
