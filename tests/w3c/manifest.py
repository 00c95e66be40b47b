"""Reads the manifests of the W3C's SPARQL 1.1 test suite into frozen records.

In: the suite's folder. Out: one `Case` for each test of a query, an update or a syntax. The tests that speak HTTP are
read by `exchanges`. Where the suite is not to be found, there are no cases.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias, TypeVar

import pyoxigraph as ox

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
AnyTerm = TypeVar("AnyTerm", bound=Term)

ROOT = Path(__file__).resolve().parents[2]
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
"""The address that the suite gives its files; its tests' IRIs begin with it too."""
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"

QUERY_GROUPS = (
    *("aggregates", "bind", "bindings", "cast", "construct", "exists", "functions", "grouping", "negation"),
    *("project-expression", "property-path", "service", "subquery"),
)
RESULT_GROUPS = ("csv-tsv-res", "json-res")
UPDATE_GROUPS = (
    *("add", "basic-update", "clear", "copy", "delete", "delete-data", "delete-insert", "delete-where", "drop"),
    *("move", "update-silent"),
)
SYNTAX_GROUPS = ("syntax-fed", "syntax-query", "syntax-update-1", "syntax-update-2")
PLAYED_GROUPS = (*QUERY_GROUPS, *RESULT_GROUPS, *UPDATE_GROUPS, *SYNTAX_GROUPS)

MISSING = "the W3C's test suite is not here; put its folder sparql11 where RUHRGRAPH_W3C says, or at ../shared/w3c"


@dataclass(frozen=True, order=True)
class Source:
    """A file of RDF and the graph that it fills; without a name, the default graph."""

    path: Path
    graph: str | None = None


@dataclass(frozen=True)
class Case:
    """One test: what is asked, of which data, and what is to come out of it."""

    iri: str
    group: str
    kind: str
    text: Path
    data: tuple[Source, ...] = ()
    services: tuple[Source, ...] = ()
    result: Path | None = None
    expected: tuple[Source, ...] = ()

    @property
    def is_update(self) -> bool:
        """Tell whether the text is an update."""
        return self.text.suffix == ".ru"

    @property
    def is_syntax(self) -> bool:
        """Tell whether only the reading of the text is tested."""
        return "Syntax" in self.kind

    @property
    def is_negative(self) -> bool:
        """Tell whether the text must be refused."""
        return self.kind.startswith("Negative")

    @property
    def section(self) -> str:
        """Return what kind of tests this is one of."""
        if self.is_syntax:
            return "syntax"
        if self.is_update:
            return "update"
        return "results" if self.group in RESULT_GROUPS else "query"


def suite() -> Path | None:
    """Return the suite's folder, `None` where there is none."""
    for folder in (os.environ.get("RUHRGRAPH_W3C"), ROOT.parent / "shared" / "w3c"):
        for place in (Path(folder), Path(folder) / "sparql11") if folder else ():
            if (place / "syntax-query" / "manifest.ttl").is_file():
                return place.resolve()
    return None


def address(path: Path) -> str:
    """Return the address of a file of the suite, which relative IRIs in it are resolved against."""
    return f"{BASE}{path.parent.name}/{path.name}"


@cache
def cases() -> tuple[Case, ...]:
    """Return all tests of queries, updates and syntax, in the order of the groups and their manifests."""
    folder = suite()
    if folder is None:
        return ()
    return tuple(case for group in PLAYED_GROUPS for case in _group(folder / group))


@cache
def library() -> tuple[Path, ...]:
    """Return the files that the queries of the suite ask, each once."""
    files = (source.path for case in cases() if case.section in ("query", "results") for source in case.data)
    return tuple(dict.fromkeys(files))


class Notes:
    """The statements of one manifest, to be walked through."""

    def __init__(self, path: Path) -> None:
        quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=address(path))
        self._data = ox.Dataset(quads)

    def all(self, subject: Term, predicate: str) -> list[Term]:
        """Return the objects of a subject, in order of their text so that each run has the same."""
        if not isinstance(subject, (ox.NamedNode, ox.BlankNode)):
            return []
        wanted = ox.NamedNode(predicate)
        found = [quad.object for quad in self._data.quads_for_subject(subject) if quad.predicate == wanted]
        return sorted(found, key=str)

    def one(self, subject: Term, predicate: str) -> Term | None:
        """Return the one object of a subject, `None` where there is none."""
        return next(iter(self.all(subject, predicate)), None)

    def text(self, subject: Term, predicate: str) -> str | None:
        """Return the text or the IRI that a subject has."""
        found = self.one(subject, predicate)
        return found.value if isinstance(found, (ox.Literal, ox.NamedNode)) else None

    def subjects(self, predicate: str) -> list[Term]:
        """Return the subjects that have a predicate."""
        wanted = ox.NamedNode(predicate)
        return sorted((quad.subject for quad in self._data if quad.predicate == wanted), key=str)

    def items(self, head: Term | None) -> Iterator[Term]:
        """Yield the members of a list."""
        while head is not None and (first := self.one(head, f"{RDF}first")) is not None:
            yield first
            head = self.one(head, f"{RDF}rest")

    def entries(self) -> Iterator[ox.NamedNode]:
        """Yield the tests of the manifest."""
        for manifest in self.subjects(f"{MF}entries"):
            for entry in self.items(self.one(manifest, f"{MF}entries")):
                if isinstance(entry, ox.NamedNode):
                    yield entry


def _group(folder: Path) -> Iterator[Case]:
    """Yield the tests of one group."""
    notes = Notes(folder / "manifest.ttl")
    for entry in notes.entries():
        kind = (notes.text(entry, f"{RDF}type") or "").removeprefix(MF)
        action = notes.one(entry, f"{MF}action")
        result = notes.one(entry, f"{MF}result")
        if action is None:
            continue
        asked = notes.one(action, f"{QT}query") or notes.one(action, f"{UT}request") or action
        yield Case(
            iri=entry.value,
            group=folder.name,
            kind=kind,
            text=_path(folder, asked),
            data=(*_sources(folder, notes, action, QT), *_sources(folder, notes, action, UT)),
            services=tuple(_services(folder, notes, action)),
            result=_path(folder, result) if isinstance(result, ox.NamedNode) else None,
            expected=tuple(_sources(folder, notes, result, UT)) if result is not None else (),
        )


def _sources(folder: Path, notes: Notes, node: Term, vocabulary: str) -> Iterator[Source]:
    """Yield the files that fill the dataset of a test, or that it must hold afterwards."""
    for file in notes.all(node, f"{vocabulary}data"):
        yield Source(_path(folder, file))
    for graph in notes.all(node, f"{vocabulary}graphData"):
        file = notes.one(graph, f"{vocabulary}graph") or graph
        name = notes.text(graph, f"{RDFS}label")
        path = _path(folder, file)
        yield Source(path, name or address(path))


def _services(folder: Path, notes: Notes, action: Term) -> Iterator[Source]:
    """Yield the data behind other endpoints that a query asks, each under the endpoint's address."""
    for service in notes.all(action, f"{QT}serviceData"):
        file = notes.one(service, f"{QT}data")
        if file is not None:
            yield Source(_path(folder, file), notes.text(service, f"{QT}endpoint"))


def _path(folder: Path, file: Term) -> Path:
    """Return the path of a file that a manifest names."""
    if not isinstance(file, ox.NamedNode):
        raise TypeError(f"{folder.name}/manifest.ttl names {file}, which is no file")
    return folder / file.value.rpartition("/")[2]


def quads(sources: Iterable[Source]) -> Iterator[ox.Quad]:
    """Yield the quads of files, with blank nodes that no two of them share."""
    for number, source in enumerate(sources):
        graph = ox.NamedNode(source.graph) if source.graph else ox.DefaultGraph()
        for quad in ox.parse(path=str(source.path), base_iri=address(source.path)):
            yield ox.Quad(_own(quad.subject, number), quad.predicate, _own(quad.object, number), graph)


def _own(term: AnyTerm, number: int) -> AnyTerm | ox.BlankNode:
    """Return a term, as a blank node of its own file."""
    return ox.BlankNode(f"f{number}x{term.value}") if isinstance(term, ox.BlankNode) else term
