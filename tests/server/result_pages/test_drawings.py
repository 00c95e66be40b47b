"""Which drawings the columns of an answer allow, and what they show and leave out."""

import re

import pytest

from ruhrgraph.graph.rdf.namespaces import EDTF, RDFS, XSD
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.things import Things, read_things
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.result_pages.answer_data import AnswerData
from ruhrgraph.server.result_pages.drawings import draw_answer, possible_drawings
from ruhrgraph.server.result_pages.terms import TermText

_NAMES = {
    "person/a": ("Person", "Anna"),
    "person/b": ("Person", "Bert"),
    "ressort/mags": ("Ressort", "MAGS"),
    "gemeinde/essen": ("Gemeinde", "Essen"),
    "gemeinde/bochum": ("Gemeinde", "Bochum"),
}
TYPES = {"i": f"{XSD}integer", "d": f"{XSD}date", "e": EDTF}


def _things() -> Things:
    named = [
        {"c": f"{DEFAULT_BASE}ontology#{type_}", "s": f"{DEFAULT_BASE}id/{id_}", "p": f"{RDFS}label", "o": name}
        for id_, (type_, name) in _NAMES.items()
    ]
    return read_things(DEFAULT_BASE, named, [])


TEXTS = TermText(_things(), DEFAULT_BASE, "/en/", "en")


def _term(text: str) -> ResultTerm | None:
    """Return a term: `<person/a>` a thing, `i:3` a typed value, other text itself, and nothing none."""
    if not text:
        return None
    if text[0] == "<":
        iri = text[1:-1]
        return ResultTerm(iri if ":" in iri else f"{DEFAULT_BASE}id/{iri}", is_iri=True)
    kind, colon, value = text.partition(":")
    return ResultTerm(value, is_iri=False, datatype=TYPES[kind]) if colon else ResultTerm(text, is_iri=False)


def _data(columns: str, *rows: str) -> AnswerData:
    return AnswerData(
        tuple(columns.split()), tuple(tuple(_term(cell.strip()) for cell in row.split("|")) for row in rows)
    )


@pytest.mark.parametrize(
    ("columns", "rows", "drawings"),
    [
        ("p q", ["<person/a>|<person/b>"], ("network",)),
        ("p acronym", ["<person/a>|MAGS", "<person/b>|MAGS"], ("network",)),
        ("p same", ["<person/a>|<person/a>", "<person/b>|<person/b>"], ()),
        ("p x", ["<person/a>|<http://other.example/>"], ()),
        ("town", ["<gemeinde/essen>", ""], ("map",)),
        ("day name", ["d:2019-04-08|x", "|y"], ("timeline",)),
        ("when", ["e:2019-34"], ("timeline",)),
        ("date", ["2019-06?"], ("timeline",)),
        ("date", ["next week"], ()),
        ("name n", ["x|i:3", "y|i:4"], ("chart",)),
        ("name n", ["x|i:3", "x|i:4"], ()),
        ("name n", ["x|i:3"], ()),
        ("name n", ["x|i:1", "y|i:3", "z|i:2"], ()),
        ("name forumNumber", ["x|i:3", "y|i:9"], ()),
        ("class n", ["<http://x.example/A>|i:3", "<http://x.example/B>|i:4"], ("chart",)),
        ("nothing", [""], ()),
        ("a", [], ()),
    ],
)
def test_columns_allow_drawings(columns: str, rows: list[str], drawings: tuple[str, ...]) -> None:
    """Two columns of things are a network, municipalities a map, dates a timeline, labels with amounts a chart."""
    assert possible_drawings(_data(columns, *rows), TEXTS) == drawings


def test_statements_are_not_drawn() -> None:
    """The answer to a CONSTRUCT has no columns."""
    assert possible_drawings(AnswerData(rows=((_term("<person/a>"),) * 3,)), TEXTS) == ()


def test_network() -> None:
    """It has each thing once, with the link to its page, and leaves out rows beyond what fits."""
    data = _data("p q", "<person/a>|<person/b>", "<person/b>|<person/a>", "<person/a>|<person/a>")
    drawn = draw_answer("network", data, TEXTS)
    assert drawn.left_out == 0
    assert drawn.markup.count("/en/doc/person/a") == drawn.markup.count("/en/doc/person/b") == 1


def test_map_counts_rows_or_shows_numbers() -> None:
    """A municipality with several rows has their number, one with a number of its own has that."""
    rows = draw_answer("map", _data("town n", "<gemeinde/essen>|i:7", "<gemeinde/essen>|i:8"), TEXTS)
    assert ">2<" in rows.markup.replace(" ", "").replace("\n", "")
    own = draw_answer("map", _data("town n", "<gemeinde/essen>|i:7", "<gemeinde/bochum>|i:8"), TEXTS)
    assert ">7<" in own.markup.replace(" ", "").replace("\n", "")


def test_timeline_is_in_order() -> None:
    """Events stand in order of time, each with its name as text."""
    data = _data("day name", "d:2019-05-01|a <b>later", "d:2019-04-08|first", "|never")
    drawn = draw_answer("timeline", data, TEXTS)
    assert drawn.markup.index("first") < drawn.markup.index("a &lt;b&gt;later")
    assert "never" not in drawn.markup


def test_bars_say_what_they_count() -> None:
    """Above bars stands what they count, as a heading of the table says it, and their names lead to the things."""
    rows = [f"{_NAMES['person/a'][1]}|<person/a>|i:3", f"{_NAMES['person/b'][1]}|<person/b>|i:7"]
    markup = draw_answer("chart", _data("name person projects", *rows), TEXTS).markup
    assert "The bars show: Projects" in markup
    assert 'href="/en/doc/person/a"' in markup
    assert "&lt;b&gt;" in draw_answer("chart", _data("name <b>", "x|i:3", "y|i:9"), TEXTS).markup


def test_chart_of_times_has_columns() -> None:
    """Months are columns with the month in words; everything else is a list of bars; what does not fit is counted."""
    months = draw_answer("chart", _data("month n", "2019-04|i:2", "2019-05|i:9"), TEXTS)
    assert "<svg" in months.markup
    assert "Apr 2019" in months.markup
    many = draw_answer("chart", _data("name n", *(f"x{number}|i:{number * 2}" for number in range(70))), TEXTS)
    assert many.left_out == 10
    assert "x0" in many.markup


@pytest.mark.parametrize("number", ["1e308", "-1e308", "9" * 400, "INF", "NaN", "x"])
@pytest.mark.parametrize("name", ["map", "chart"])
def test_numbers_that_cannot_be_drawn(name: str, number: str) -> None:
    """A number that is none, or larger than a drawing can tell from others, counts as nothing."""
    data = _data("town amount", f"<gemeinde/essen>|i:{number}", "<gemeinde/bochum>|i:-1")
    assert not re.search(r"\d{20}|inf|nan", draw_answer(name, data, TEXTS).markup.replace(",", ""))
