"""The answer to a query as data, for pages and drawings: as many rows as a page can sort and show.

In: the bytes of an answer in one of the formats that `ASKED_AS` accepts. Out: an `AnswerData`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

import pyoxigraph as ox

from ruhrgraph.graph.rdf.formats import RDF_FORMATS, RESULT_FORMATS, rdf_format, result_format
from ruhrgraph.ontology.errors import NotAcceptableError
from ruhrgraph.server.engine.rows import ResultTerm, result_term
from ruhrgraph.server.http.negotiation import HTML, choose

MOST_BYTES = 4 * 1024 * 1024
MOST_ROWS = 5_000
"""How much of an answer is read; what is more is not shown, and the page says so."""
_STAR = re.compile(r"\bselect\s+(?:distinct\s+|reduced\s+)?\*", re.IGNORECASE)
ASKED_AS = f"{result_format('tsv').media_type}, {rdf_format('nt').media_type}"
"""The `Accept` header to ask with: in both formats each row is a line, so that a part of an answer can be read."""


@dataclass(frozen=True, slots=True)
class AnswerData:
    """An answer: solutions with their columns, statements as rows of three terms without columns, or yes or no.

    `truth` is the answer to an ASK, None for others; `complete` says whether these are all rows.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[ResultTerm | None, ...], ...] = ()
    truth: bool | None = None
    complete: bool = True

    @property
    def is_graph(self) -> bool:
        """Return whether the rows are statements."""
        return self.truth is None and not self.columns


@lru_cache(maxsize=256)
def wants_html(accept: str | None, asked: str | None) -> bool:
    """Return whether a client wants a page: browsers name HTML before all, programs a format of data or anything.

    Args:
        accept: Its `Accept` header.
        asked: The format that the address names; it goes before the header.

    """
    offered = (*RESULT_FORMATS, *RDF_FORMATS, HTML)
    try:
        return choose(accept, offered, asked).format is HTML
    except NotAcceptableError:
        return False


def read_answer(body: bytes, kind: str, *, complete: bool) -> AnswerData:
    """Return the data of an answer.

    Args:
        body: Its bytes, asked for as `ASKED_AS`.
        kind: Whether these are "solutions", "boolean" or a "graph".
        complete: Whether these are all bytes; if not, they may end inside of a row.

    """
    if not complete:
        body = body[: body.rfind(b"\n") + 1]
    if kind == "graph":
        return _first_rows((), ((quad.subject, quad.predicate, quad.object) for quad in _statements(body)), complete)
    found = ox.parse_query_results(body, result_format("tsv").engine)
    if isinstance(found, ox.QuerySolutions):
        names = tuple(variable.value for variable in found.variables)
        return _first_rows(names, found, complete)
    return AnswerData(truth=bool(found))


def in_query_order(data: AnswerData, query: str) -> AnswerData:
    """Return the solutions of a `SELECT *` with their columns in the order in which the query first names them.

    Args:
        data: The answer.
        query: The query that it answers.

    """
    if not _STAR.search(query):
        return data
    found = {name: re.search(rf"[?$]{re.escape(name)}\b", query) for name in data.columns}
    order = sorted(
        range(len(data.columns)), key=lambda place: match.start() if (match := found[data.columns[place]]) else 0
    )
    columns = tuple(data.columns[place] for place in order)
    return replace(data, columns=columns, rows=tuple(tuple(row[place] for place in order) for row in data.rows))


def _statements(body: bytes) -> Iterable[ox.Quad]:
    """Yield the statements of a document of N-Triples, those of a subject together."""
    return ox.parse(b"".join(sorted(body.splitlines(keepends=True))), rdf_format("nt").engine)


_Terms = Iterable[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]


def _first_rows(names: tuple[str, ...], rows: Iterable[_Terms], complete: bool) -> AnswerData:  # noqa: FBT001
    """Return the first rows as data."""
    found = tuple(tuple(_term(term) if term is not None else None for term in row) for row in islice(rows, MOST_ROWS))
    return AnswerData(names, found, complete=complete and next(iter(rows), None) is None)


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> ResultTerm:
    """Return a term; a blank node as SPARQL writes it."""
    return ResultTerm(str(term), is_iri=False) if isinstance(term, ox.BlankNode) else result_term(term)
