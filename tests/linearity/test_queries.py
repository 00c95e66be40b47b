"""What looks at the text of a query, of an update or of a body takes time in proportion to its length."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.queries import bind, read
from ruhrgraph.queries.lookup import find_iris
from ruhrgraph.queries.similarity import normalise, without_titles
from ruhrgraph.queries.things import Things
from ruhrgraph.queries.words import word_forms
from ruhrgraph.server.engine.evaluation import _syntax_error
from ruhrgraph.server.engine.inspection import inspect, inspect_update
from ruhrgraph.server.engine.nesting import check_nesting
from ruhrgraph.server.engine.prologue import declared_prefixes, end_of_prologue, first_keyword
from ruhrgraph.server.engine.request import parameters
from ruhrgraph.server.engine.tokens import tokens
from ruhrgraph.server.reconciliation.requests import parse_extension, parse_queries
from ruhrgraph.server.sources.segments import CharacterRange, ProvenStatement, lines
from ruhrgraph.server.sparql.update.prologues import with_prologue_in_front
from ruhrgraph.server.sparql.update.rdf_bodies import documents
from ruhrgraph.server.sparql.update.using_clauses import with_dataset
from tests.linearity.growth import MOST, ratio

LENGTH = 2000
QUICK = 0.04
"""Seconds; what is quadratic takes many times as long for the long text."""
READERS: dict[str, Callable[[str], object]] = {
    "tokens": lambda text: list(tokens(text)),
    "nesting": lambda text: check_nesting(text, operators=False),
    "prologue": lambda text: (declared_prefixes(text), first_keyword(text), end_of_prologue(text)),
    "syntax error": lambda text: _syntax_error(text, "error at 1:1: expected nothing"),
    "prologues": with_prologue_in_front,
    "dataset": lambda text: with_dataset(text, ("urn:a",), ()),
    "parameters": lambda text: parameters(text.encode()),
    "multipart": lambda text: documents('multipart/form-data; boundary="a"', text.encode()),
    "parameter": lambda text: bind(read("search"), {"text": text}),
    "name in a parameter": lambda text: find_iris(text, ("ding",), Things(DEFAULT_BASE)),
    "words": word_forms,
    "queries": parse_queries,
    "extension": parse_extension,
    "name": lambda text: (normalise(text), without_titles(text)),
}
INSPECTORS: dict[str, Callable[[str], object]] = {"query": inspect, "update": inspect_update}
"""These ask the parser of the engine, which must not be given brackets that nest deep."""
REPEATED = (
    *(" ", "\n", "a", "a ", "1", "1.", "{", "}", "{}", "(", '"', "'", '"""', "'''", "\\", "\\'", "<", "<a", "<a>", "#"),
    *("#\n", ":", "a:", "a:b ", "?", "@", ";", "; PREFIX", ";PREFIX a: <a> ", "PREFIX a: <a>\n", "BASE <a>"),
    *("%", "%41"),
    *("&", "&a", "+", "SERVICE ", "SERVICE<a>", "SERVICE SILENT <a> {} ", "LOAD ", "DELETE WHERE {} ; ", "DELETE"),
    *("WHERE {", "FROM ", "--a\n", "\n--a\n\n", "--a\r\n", "a: b\n", ",", "[", "[[", '{"a":', '["a"],', "Dr. ", "ä"),
    *("e\u0301", "/", "//", "SELECT "),
)  # fmt: skip


@pytest.mark.parametrize("repeated", REPEATED)
def test_linear(repeated: str) -> None:
    """A text that is eight times as long takes each reader about eight times as long."""
    nests = set(repeated) & set("{[(") and "}" not in repeated
    for name, reader in {**READERS, **({} if nests else INSPECTORS)}.items():

        def work(length: int, reader: Callable[[str], object] = reader) -> None:
            with suppress(RuhrgraphError):
                reader(repeated * (length // len(repeated)))

        assert ratio(work, LENGTH, QUICK) < MOST, name


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("prologues", "; PREFIX p{0}: <urn:{0}> INSERT DATA {{ p{0}:a p{0}:b p{0}:c }}"),
        ("syntax error", "PREFIX p{0}: <urn:{0}> "),
        ("dataset", "DELETE WHERE {{ ?s ?p {0} }} ;"),
    ],
)
def test_many_different(name: str, form: str) -> None:
    """Many different names take time in proportion to their number."""

    def work(count: int) -> None:
        with suppress(RuhrgraphError):
            READERS[name]("".join(map(form.format, range(count))) + " p1:a" * count)

    assert ratio(work, 1000, QUICK) < MOST


def test_passages_of_one_line() -> None:
    """The page of a source of which one line has many passages takes time in proportion to their number."""

    def work(count: int) -> None:
        said = [ProvenStatement(CharacterRange(5 * at, 5 * at + 3), "urn:s", "urn:p", None) for at in range(count)]
        list(lines("x" * 5 * count, said))

    assert ratio(work, 500, QUICK) < MOST
