"""Changes to a dataset, and how each is applied to a store: a SPARQL update, or one graph replaced, extended, removed.

In: a store and a change. Out: the changed store, or an error for people and an unchanged store. What an update is
allowed to do is checked by the server before.
"""

import hashlib
import json
import re
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Literal, TypeAlias, cast

import pyoxigraph as ox

from ruhrgraph.graph.rdf.formats import rdf_format
from ruhrgraph.graph.versions.difference import TouchedTriples
from ruhrgraph.graph.versions.disk_errors import is_no_room
from ruhrgraph.ontology.errors import BadRequestError, GraphNotFoundError, QuerySyntaxError

_ERROR_POSITION = re.compile(
    r"(?:error at (?P<line>\d+):(?P<column>\d+)|Parser error at line \d+(?:[^:\d][^:]*)?): (?P<what>.*)", re.DOTALL
)
_MAX_SHOWN = 200
_DISK = "IO error: "
"""How messages of the engine begin that are about its files."""
_BULK = 50_000


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a SPARQL update, and CONSTRUCT queries that give the triples which it may touch."""

    text: str
    touched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL update, and the base for the relative IRIs in it.

    `operations` are its operations one by one; None where it is not known what one of them may touch.
    """

    text: str
    base: str
    operations: tuple[Operation, ...] | None = None


@dataclass(frozen=True, slots=True)
class RdfDocument:
    """What a request brings as RDF: bytes, and the short name of their format."""

    format: str
    content: bytes


@dataclass(frozen=True, slots=True)
class GraphChange:
    """A change of one graph: `graph` is its IRI, None for the default graph; `base` is for relative IRIs."""

    action: Literal["replace", "add", "delete"]
    graph: str | None
    base: str
    documents: tuple[RdfDocument, ...] = ()


Change: TypeAlias = Update | GraphChange


def version_kind(change: Change) -> str:
    """Return the `kind` of the version that a change makes (see `VersionRecord`)."""
    return "update" if isinstance(change, Update) else "store"


def version_digest(change: Change, parent: str | None, when: str) -> str:
    """Return the digest for the version that a change makes from its parent at a time; no two are the same."""
    content = hashlib.sha256()
    head = asdict(change)
    head.pop("operations", None)  # the text has them
    documents: Sequence[dict[str, object]] = head.pop("documents", ())
    content.update(json.dumps([parent, when, head], sort_keys=True).encode("utf-8", "surrogatepass"))
    for document in documents:
        content.update(str(document["content"]).encode())
    return content.hexdigest()


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change did: whether it created a graph, and whether it may have written anything."""

    created: bool
    wrote: bool


def apply(store: ox.Store, change: Change, touched: TouchedTriples) -> Effect:
    """Apply a change to a store.

    Args:
        store: The store.
        change: The change.
        touched: Is told which triples the change may touch, just before it does.

    Raises:
        QuerySyntaxError: The update or a document cannot be parsed.
        BadRequestError: It is well formed but cannot be carried out.
        GraphNotFoundError: The graph to delete does not exist.

    """
    if isinstance(change, Update):
        with _readable_errors("the update"):
            _update(store, change, touched)
        return Effect(created=False, wrote=True)
    return _apply_to_graph(store, change, touched)


def _update(store: ox.Store, change: Update, touched: TouchedTriples) -> None:
    """Carry out an update, one operation after the other where it is known what each of them may touch.

    The store is a working store, so what the first operations did is thrown away with it if a later one fails.
    """
    if change.operations is None:
        touched.give_up()
        store.update(change.text, base_iri=change.base)
        return
    with suppress(RuntimeError, ValueError, OSError):  # an empty store shows what is wrong with the text as a whole
        ox.Store().update(change.text, base_iri=change.base)
    for operation in change.operations:
        try:
            for query in operation.touched:
                touched.look_up(cast("ox.QueryTriples", store.query(query, base_iri=change.base)))
        except (SyntaxError, RuntimeError, ValueError, OSError):  # the operation itself may be right all the same
            touched.give_up()
        store.update(operation.text, base_iri=change.base)


def _apply_to_graph(store: ox.Store, change: GraphChange, touched: TouchedTriples) -> Effect:
    """Replace, extend or remove a graph. The documents are parsed first, so that a syntax error changes nothing.

    This may take several transactions. That is safe because the store is a working store: if the process dies, its
    half-done work is thrown away with it.
    """
    graph = _graph(change.graph)
    exists = isinstance(graph, ox.DefaultGraph) or store.contains_named_graph(graph)
    if change.action in ("delete", "replace"):
        touched.look_up(quad.triple for quad in store.quads_for_pattern(None, None, None, graph))
    if change.action == "delete":
        if not exists:
            raise GraphNotFoundError(f"there is no graph <{change.graph}>")
        wrote = not isinstance(graph, ox.DefaultGraph) or any(store.quads_for_pattern(None, None, None, graph))
        store.remove_graph(graph)
        return Effect(created=False, wrote=wrote)
    quads = [quad for document in change.documents for quad in _quads(document, graph, change.base)]
    touched.look_up(quad.triple for quad in quads)
    gone = _remove_others(store, graph, quads) if change.action == "replace" else False
    new = [quad for quad in quads if quad not in store]
    _extend(store, new)
    if not exists:
        store.add_graph(graph)
    return Effect(created=not exists, wrote=bool(gone or new or not exists))


def _remove_others(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph, quads: Collection[ox.Quad]) -> bool:
    """Remove the quads of a graph that are not among `quads`, and return whether there were any.

    What stays is not touched, so that replacing a graph by itself changes nothing. A large graph is cleared as a whole,
    because reading it would take longer.
    """
    there = set(islice(store.quads_for_pattern(None, None, None, graph), _BULK + 1))
    if len(there) > _BULK:
        store.clear_graph(graph)
        return True
    gone = there.difference(quads)
    for quad in gone:
        store.remove(quad)
    return bool(gone)


def _extend(store: ox.Store, quads: list[ox.Quad]) -> None:
    """Add quads, with the bulk loader if there are many."""
    if len(quads) > _BULK:
        store.bulk_extend(quads)
    else:
        store.extend(quads)


def _quads(document: RdfDocument, graph: ox.NamedNode | ox.DefaultGraph, base: str) -> Iterator[ox.Quad]:
    """Yield a document's statements in a graph, its blank nodes relabelled so that no two documents share one."""
    with _readable_errors("the RDF"):
        statements = ox.parse(
            document.content.removeprefix(BOM_UTF8),
            format=rdf_format(document.format).engine,
            base_iri=base,
            without_named_graphs=True,
            rename_blank_nodes=True,
        )
        for statement in statements:
            yield ox.Quad(statement.subject, statement.predicate, statement.object, graph)


def _graph(iri: str | None) -> ox.NamedNode | ox.DefaultGraph:
    """Return the name of a graph as a term."""
    if iri is None:
        return ox.DefaultGraph()
    try:
        return ox.NamedNode(iri)
    except ValueError:
        raise BadRequestError(f"“{iri}” is no absolute IRI of a graph") from None


@contextmanager
def _readable_errors(what: str) -> Iterator[None]:
    """Turn what pyoxigraph raises into errors for people."""
    try:
        yield
    except SyntaxError as error:
        found = _ERROR_POSITION.fullmatch(str(error.msg))
        message = " ".join((found["what"] if found else str(error.msg)).split())
        shown = f"{message[:_MAX_SHOWN]} …" if len(message) > _MAX_SHOWN else message
        in_text = found is not None and found["line"] is not None
        line, column = (int(found["line"]), int(found["column"])) if found and in_text else (error.lineno, error.offset)
        if line is None:
            raise QuerySyntaxError(f"{what} cannot be read: {shown}") from None
        raise QuerySyntaxError(f"{what}, line {line}, column {column}: {shown}", line, column) from None
    except (RuntimeError, ValueError, OSError) as error:
        if isinstance(error, OSError) and (is_no_room(error) or str(error).startswith(_DISK)):
            raise  # of the data folder, not of what was asked
        raise BadRequestError(f"{what} cannot be carried out: {' '.join(str(error).split())}") from None
