"""Answers queries from a store: looks at them first, evaluates them, writes the answer in the form that a client wants.

In: a store prepared by `prepare`, and a request. Out: bytes with their content type. Everything here runs in the thread
of the caller; this is the seam where evaluation can move to processes of its own.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TypeAlias

import pyoxigraph as ox

from ruhrgraph.graph.rdf.formats import RDF_FORMATS, RESULT_FORMATS, rdf_format, result_format
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import BadRequestError, QuerySyntaxError
from ruhrgraph.server.engine.inspection import Inspection, inspect
from ruhrgraph.server.engine.prefixes import used
from ruhrgraph.server.engine.request import SparqlRequest
from ruhrgraph.server.engine.tokens import syntax_error, tokens
from ruhrgraph.server.http.negotiation import choose

Result: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<what>.*)", re.DOTALL)
_UNKNOWN_FUNCTION = re.compile(r"The custom function <(?P<iri>[^>]*)> is not supported")
_MAX_EXPECTED = 160
_FAILURES = (RuntimeError, ValueError, OSError)
_Default: TypeAlias = list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None
_Named: TypeAlias = list[ox.NamedNode | ox.BlankNode] | None


@dataclass(frozen=True)
class Outcome:
    """An answer, written: its content type and its bytes."""

    content_type: str
    body: bytes


def prepare(store: ox.Store) -> ox.Store:
    """Make the default graph of a store the union of its named graphs, and return the store.

    A copy, not the union that the store can feign: that one gives a statement of two graphs twice and counts it twice.
    """
    store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    return store


def execute(
    store: ox.Store,
    request: SparqlRequest,
    service_allow: Collection[str] = (),
    *,
    union: bool = False,
    base: str = DEFAULT_BASE,
) -> tuple[Result, Inspection]:
    """Look at a query and begin to evaluate it.

    Args:
        store: A prepared store, or any store with `union`.
        request: The query and the dataset that it is put to.
        service_allow: The endpoints that SERVICE may reach.
        union: Feign a default graph of all graphs where neither the query nor the request names a dataset.
        base: What relative IRIs are resolved against where the query says nothing.

    Returns:
        What pyoxigraph answers, which may still fail while it is read, and what the look at the query found.

    Raises:
        QueryRefusedError, QuerySyntaxError: The query is not to be evaluated.
        BadRequestError: It cannot be evaluated, or a graph's name is no IRI.

    """
    inspection = inspect(request.query, service_allow)
    default: _Default = None
    named: _Named = None
    if request.default_graphs or request.named_graphs:
        default = [_graph(iri) for iri in request.default_graphs]
        named = [_graph(iri) for iri in request.named_graphs]
    # The feigned union would silently override a dataset that the query names.
    union = union and default is None and not _names_dataset(request.query)
    try:
        result = _query(store, request.query, base, default, named, union=union)
    except SyntaxError as error:
        raise _syntax_error(request.query, inspection.prefixes, str(error)) from None
    except _FAILURES as error:
        raise _failure(error) from None
    return result, inspection


def evaluate(
    store: ox.Store, request: SparqlRequest, accept: str | None, base: str, service_allow: Collection[str] = ()
) -> Outcome:
    """Answer a request in the form that the client wants.

    Args:
        store: A prepared store.
        request: The query, its dataset and the format that it asks for.
        accept: The `Accept` header.
        base: The base IRI of the graph.
        service_allow: The endpoints that SERVICE may reach.

    Raises:
        NotAcceptableError: The answer is not to be had in such a form.
        QueryRefusedError, QuerySyntaxError, BadRequestError: As from `execute`.

    """
    result, inspection = execute(store, request, service_allow, base=base)
    if isinstance(result, ox.QueryTriples):
        chosen = choose(accept, RDF_FORMATS, request.format)
        with failures():
            statements = list(dict.fromkeys(result))
        return Outcome(
            chosen.content_type,
            write_graph(statements, chosen.format.name, base, declared(inspection, chosen.format.name)),
        )
    chosen = choose(accept, RESULT_FORMATS, request.format)
    return Outcome(chosen.content_type, write_results(result, chosen.format.name))


def write_results(
    result: ox.QuerySolutions | ox.QueryBoolean, format_name: str, output: IO[bytes] | None = None
) -> bytes:
    """Return a table of results, or an answer yes or no, in a format by its short name, or write it to an output.

    Raises:
        BadRequestError: The evaluation, which goes on meanwhile, fails.

    """
    try:
        return result.serialize(output, result_format(format_name).engine) or b""
    except _FAILURES as error:
        raise _failure(error) from None


def write_graph(
    statements: Sequence[ox.Triple] | Sequence[ox.Quad],
    format_name: str,
    base: str,
    declared: Mapping[str, str] | None = None,
    output: IO[bytes] | None = None,
) -> bytes:
    """Return statements in a format by its short name, with the prefixes that they use, or write them to an output.

    Prefixes that are declared go before the well-known ones.
    """
    format_ = rdf_format(format_name)
    prefixes = used(statements, base, declared) if format_.prefixes else None
    return ox.serialize(statements, output, format_.engine, prefixes=prefixes) or b""


def declared(inspection: Inspection, format_name: str) -> Mapping[str, str]:
    """Return the prefixes that a query declares, for its answer; none where the format has none."""
    return inspection.prefixes if rdf_format(format_name).prefixes else {}


@contextmanager
def failures() -> Iterator[None]:
    """Turn what pyoxigraph raises while it evaluates into an error for people; syntax errors pass."""
    try:
        yield
    except _FAILURES as error:
        raise _failure(error) from None


def _failure(error: Exception) -> BadRequestError:
    """Return what an error of the engine means for people."""
    return BadRequestError(f"the query cannot be evaluated: {' '.join(str(error).split())}")


def _query(store: ox.Store, text: str, base: str, default: _Default, named: _Named, *, union: bool) -> Result:
    """Put a query to a store; a function that the engine does not know has no value, as SPARQL has it."""
    unknown: dict[ox.NamedNode, Callable[..., ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]] = {}
    while True:
        try:
            return store.query(
                text,
                base_iri=base,
                default_graph=default,
                named_graphs=named,
                use_default_graph_as_union=union,
                custom_functions=unknown or None,
            )
        except RuntimeError as error:
            found = _UNKNOWN_FUNCTION.search(str(error))
            if found is None or (name := ox.NamedNode(found["iri"])) in unknown:
                raise
            unknown[name] = _no_value


def _no_value(*_: object) -> None:
    """Return nothing, which is an error in an expression."""


def _names_dataset(text: str) -> bool:
    """Tell whether a query has a FROM; the parser knows the word without blanks around it, too (`ASKFROM`)."""
    return "FROM" in text.upper() and any(
        "FROM" in token.text.upper() for token in tokens(text) if token.kind == "word"
    )


def _graph(iri: str) -> ox.NamedNode:
    """Return the name of a graph as a term."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise BadRequestError(f"“{iri}” is no IRI of a graph") from None


def _syntax_error(text: str, prefixes: Collection[str], message: str) -> QuerySyntaxError:
    """Return an error with the place that the parser names; a prefix without declaration is told as such."""
    for token in tokens(text):
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in (*prefixes, "_"):
            return syntax_error(text, token.start, f"the prefix {prefix}: is not declared")
    found = _PLACE.fullmatch(message)
    what = " ".join((found["what"] if found else message).split())
    shown = f"{what[:_MAX_EXPECTED]} …" if len(what) > _MAX_EXPECTED else what
    if found is None:
        return QuerySyntaxError(f"the query cannot be read: {shown}")
    line, column = int(found["line"]), int(found["column"])
    return QuerySyntaxError(f"line {line}, column {column}: {shown}", line, column)
