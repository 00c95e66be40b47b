"""Evaluates queries: looks at them first, puts them to a store, and writes the answer.

In: a store and a request. Out: what the engine answers, or bytes in a format, or an error for people.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import BytesIO
from typing import IO, Protocol, TypeAlias, cast

import pyoxigraph as ox

from ruhrgraph.graph.rdf.formats import rdf_format, result_format
from ruhrgraph.graph.rdf.serialization import XmlWriter, serialize
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import BadRequestError, QueryRefusedError, QuerySyntaxError, RuhrgraphError
from ruhrgraph.server.engine.inspection import inspect
from ruhrgraph.server.engine.nesting import check_nesting
from ruhrgraph.server.engine.prefixes import used_prefixes
from ruhrgraph.server.engine.process_limits import more_descriptors
from ruhrgraph.server.engine.prologue import declared_prefixes, end_of_prologue, first_keyword
from ruhrgraph.server.engine.request import SparqlRequest
from ruhrgraph.server.engine.tokens import syntax_error, tokens
from ruhrgraph.server.http.errors import RemoteEndpointError

Graph: TypeAlias = ox.QueryTriples | Iterator[ox.Triple]
Result: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | Graph

_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<what>.*)", re.DOTALL)
_UNKNOWN_FUNCTION = re.compile(r"The custom function <(?P<iri>[^<>]*)> is not supported")
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY", "WITH"})
_QUERIES = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_MAX_EXPECTED = 160
_Default: TypeAlias = list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None
_Named: TypeAlias = list[ox.NamedNode | ox.BlankNode] | None
Functions: TypeAlias = dict[ox.NamedNode, Callable[..., ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None]]


class Queryable(Protocol):
    """What a query can be put to: a store, or another engine."""

    def query(
        self,
        query: str,
        *,
        base_iri: str | None = None,
        default_graph: _Default = None,
        named_graphs: _Named = None,
        custom_functions: Functions | None = None,
    ) -> Result:
        """Evaluate a query."""


def fill_default_graph(store: ox.Store) -> ox.Store:
    """Copy the statements of all named graphs into the default graph of a store, and return the store."""
    store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    return store


@contextmanager
def evaluate(
    store: Queryable,
    request: SparqlRequest,
    service_allow: Collection[str] = (),
    *,
    base: str = DEFAULT_BASE,
) -> Iterator[Result]:
    """Evaluate a query for as long as the block takes: the engine goes on while its result is read.

    Args:
        store: The store, or another engine.
        request: The query and the dataset that it is put to.
        service_allow: The endpoints that SERVICE may call.
        base: What relative IRIs are resolved against where the query says nothing.

    Yields:
        What pyoxigraph answers, or the triples of a graph one by one.

    Raises:
        QuerySyntaxError: The query cannot be read, or nests too deep.
        QueryRefusedError: It is an update, or calls an endpoint that is not allowed.
        RemoteEndpointError: An endpoint that it calls gives no answer.
        BadRequestError: It cannot be evaluated, or a graph's name is no IRI.
        EngineError: Another engine was asked, and failed.

    """
    check_nesting(request.query)
    whole = f"{request.prologue}{request.query}"
    text, calls = inspect(whole, {endpoint: endpoint for endpoint in service_allow}, base)
    default: _Default = None
    named: _Named = None
    if request.default_graphs or request.named_graphs:
        default = [_graph(iri) for iri in request.default_graphs]
        named = [_graph(iri) for iri in request.named_graphs]
    try:
        with ExitStack() as stack:
            if calls:
                stack.enter_context(more_descriptors())
                from ruhrgraph.server.engine.service_relay import relay  # noqa: PLC0415  # it takes 40 ms, and few call

                text, _ = inspect(whole, stack.enter_context(relay(service_allow)), base)
            yield _query(store, text, base, default, named)
    except SyntaxError as error:
        raise _without_prologue(_syntax_error(whole, str(error)), request.prologue) from None
    except (RuntimeError, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # of Python, which writes the answer; those of the engine have no number
        raise _failure(error, request.query, calls=calls) from None


def write_results(
    result: ox.QuerySolutions | ox.QueryBoolean, format_name: str, output: IO[bytes] | None = None
) -> bytes:
    """Return solutions, or an answer yes or no, in a format by its short name, or write them to an output.

    Raises:
        NotAcceptableError: They hold what XML cannot.

    """
    format_ = result_format(format_name)
    if format_name != "xml":
        return result.serialize(output, format_.engine) or b""
    target = output or BytesIO()
    writer = XmlWriter(target, "ask for JSON")
    result.serialize(cast("IO[bytes]", writer), format_.engine)
    writer.close()
    return target.getvalue() if isinstance(target, BytesIO) and output is None else b""


def write_graph(
    statements: Sequence[ox.Triple] | Sequence[ox.Quad],
    format_name: str,
    base: str,
    query: str = "",
    output: IO[bytes] | None = None,
) -> bytes:
    """Return statements in a format by its short name, with the prefixes that they use, or write them to an output.

    Args:
        statements: What to write.
        format_name: The short name of the format.
        base: The base IRI of the graph; its ontology has the prefix `rk`.
        query: The query whose answer it is; prefixes that it declares go before the well-known ones.
        output: Where to write; nothing is returned then.

    Raises:
        NotAcceptableError: The format cannot say one of the statements.

    """
    format_ = rdf_format(format_name)
    prefixes = used_prefixes(statements, base, declared_prefixes(query)) if format_.prefixes else None
    return serialize(statements, format_, output, prefixes)


def _failure(error: Exception, query: str, *, calls: bool) -> RuhrgraphError:
    """Return the error for people that stands for one of the engine."""
    message = " ".join(str(error).split())
    if calls:
        return RemoteEndpointError(f"an endpoint that the query calls gives no answer: {message}")
    if isinstance(error, OSError) and "SERVICE" in query.upper():
        return QueryRefusedError("SERVICE is refused: queries may not call other endpoints from here")
    return BadRequestError(f"the query cannot be evaluated: {message}")


def _query(store: Queryable, text: str, base: str, default: _Default, named: _Named) -> Result:
    """Evaluate a query; a function that the engine does not know is an error in its expression (SPARQL 1.1 §17.6)."""
    unknown: Functions = {}
    while True:
        try:
            return store.query(
                text,
                base_iri=base,
                default_graph=default,
                named_graphs=named,
                custom_functions=unknown or None,
            )
        except RuntimeError as error:
            found = _UNKNOWN_FUNCTION.search(str(error))
            if found is None or (name := ox.NamedNode(found["iri"])) in unknown:
                raise
            unknown[name] = _no_value


def _no_value(*_: object) -> None:
    """Return None, which the engine takes for an error in the expression."""


def _graph(iri: str) -> ox.NamedNode:
    """Return the name of a graph as a term."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise BadRequestError(f"“{iri}” is no IRI of a graph") from None


def _syntax_error(text: str, message: str) -> RuhrgraphError:
    """Return why a query cannot be parsed: no query at all, a prefix that is not declared, or what the parser says."""
    if (keyword := first_keyword(text)) in _UPDATES:
        return QueryRefusedError(f"{keyword} is an update; only queries are answered here")
    prefixes = {*declared_prefixes(text), "_"}
    for token in tokens(text):
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in prefixes:
            return syntax_error(text, token.start, f"the prefix {prefix}: is not declared", "prefix")
    if (begin := _no_query(text, keyword)) is not None:
        return syntax_error(text, begin, "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE", "beginning")
    place = _PLACE.fullmatch(message)
    what = " ".join((place["what"] if place else message).split())
    shown = f"{what[:_MAX_EXPECTED]} …" if len(what) > _MAX_EXPECTED else what
    if place is None:
        return QuerySyntaxError(f"the query cannot be read: {shown}")
    line, column = int(place["line"]), int(place["column"])
    return QuerySyntaxError(f"line {line}, column {column}: {shown}", line, column)


def _without_prologue(error: RuhrgraphError, prologue: str) -> RuhrgraphError:
    """Return an error whose line is counted without those of a prologue."""
    if not prologue or not isinstance(error, QuerySyntaxError) or error.line is None:
        return error
    line = max(error.line - prologue.count("\n"), 1)
    what = str(error).partition(": ")[2]
    return QuerySyntaxError(f"line {line}, column {error.column}: {what}", line, error.column, error.reason)


def _no_query(text: str, keyword: str) -> int | None:
    """Return where a text should begin as a query and does not; None where it does, or has a prologue alone."""
    first = next(tokens(text), None)
    if first is None or first.kind != "word":
        return first.start if first else 0
    if not keyword or keyword in _QUERIES:
        return None
    return next(token.start for token in tokens(text) if token.start >= end_of_prologue(text))
