"""Validates a dataset part by part, with the same result as if all of it were validated at once.

In: a range of a file of sorted N-Quads, in which each subject is whole. Out: what breaks a rule there, and in which
documents. A rule of the shapes looks at the statements of one thing, at the classes of what it leads to, and at
concepts and geometries because something leads to them; these statements are looked up.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from ruhrgraph.graph.builds.findings import Finding
from ruhrgraph.graph.builds.type_index import types_of
from ruhrgraph.graph.mapping.dataset import canonical, curated_quads
from ruhrgraph.graph.rdf.gc_pause import gc_paused
from ruhrgraph.graph.rdf.namespaces import RDFS, SH
from ruhrgraph.graph.rdf.nquads import split_graph, subject
from ruhrgraph.graph.rdf.terms import SHARED_GRAPHS
from ruhrgraph.graph.schema.validation import Violation, validate_triples
from ruhrgraph.ontology import turtle

RANGE = 2 * 1024 * 1024
"""About how many bytes are validated at once. The engine also tells what the other things lack whose class is known."""


@dataclass(frozen=True, slots=True)
class RangeTask:
    """A part of a dataset.

    Attributes:
        dataset: A file of sorted N-Quads.
        start: The byte at which the part begins.
        end: The byte at which it ends.
        types: The indexes of the classes of all things.
        base: The base IRI, ending in `/`.

    """

    dataset: Path
    start: int
    end: int
    types: tuple[Path, ...]
    base: str

    def __str__(self) -> str:
        """Return the part as errors name it."""
        return f"bytes {self.start} to {self.end} of {self.dataset}"


@dataclass(frozen=True, slots=True)
class _Shapes:
    """What the shapes look at beside the statements of a thing: predicates in their brackets, and triples."""

    to_class: frozenset[bytes]
    """Predicates whose values have to be of a class."""
    to_target: frozenset[bytes]
    """Predicates whose values a shape is about."""
    subclasses: tuple[bytes, ...]
    curated: dict[bytes, list[bytes]]
    """The curated triples of each thing."""


@cache
def _shapes(base: str) -> _Shapes:
    path: dict[str, str] = {}
    of_class, targets = set(), set()
    for triple in parse(turtle("shapes", base), RdfFormat.TURTLE):
        if triple.predicate.value == f"{SH}path":
            path[str(triple.subject)] = str(triple.object)
        elif triple.predicate.value == f"{SH}class":
            of_class.add(str(triple.subject))
        elif triple.predicate.value == f"{SH}targetObjectsOf":
            targets.add(str(triple.object).encode())
    curated: dict[bytes, list[bytes]] = {}
    for line in canonical(curated_quads(base)).splitlines(keepends=True):
        curated.setdefault(subject(line), []).append(split_graph(line)[0])
    mark = f" <{RDFS}subClassOf> ".encode()
    return _Shapes(
        to_class=frozenset(path[shape].encode() for shape in of_class),
        to_target=frozenset(targets),
        subclasses=tuple(line for lines in curated.values() for line in lines if mark in line),
        curated=curated,
    )


@gc_paused()
def validate_range(task: RangeTask) -> tuple[Finding, ...]:
    """Return what breaks a rule in a part of a dataset."""
    with task.dataset.open("rb") as file:
        file.seek(task.start)
        lines = file.read(task.end - task.start).splitlines(keepends=True)
    triples = [split_graph(line)[0] for line in lines]
    targets = _values(triples, _shapes(task.base).to_target)
    context = _context(triples, targets, task)
    # Of other things only the classes are known here.
    about = {thing.decode() for thing in (*map(subject, triples), *targets)}
    violations = validate_triples(b"".join([*triples, *context]), task.base, about=about)
    broken = {f"<{item.focus}>".encode() for item in violations if item.severity == "violation"}
    if not broken:
        return tuple(map(Finding, violations))
    return _with_documents(violations, [line for line in lines if subject(line) in broken], context, task.base)


def _context(triples: Iterable[bytes], targets: Iterable[bytes], task: RangeTask) -> list[bytes]:
    """Return the triples beside these that the shapes look at: all about targets, and the classes of others."""
    shapes = _shapes(task.base)
    described = [line for thing in targets for line in shapes.curated.get(thing, ())]
    things = sorted({*_values(triples, shapes.to_class), *_values(described, shapes.to_class)})
    classes = (line for index in task.types for line in types_of(index, things))
    return [*shapes.subclasses, *described, *classes]


def _values(triples: Iterable[bytes], predicates: frozenset[bytes]) -> set[bytes]:
    """Return the things that some predicates lead to."""
    found = set()
    for line in triples:
        _, predicate, value = line.split(b" ", 2)
        if predicate in predicates and value.startswith(b"<"):
            found.add(value.partition(b" ")[0])
    return found


def _with_documents(
    violations: Iterable[Violation], lines: list[bytes], context: list[bytes], base: str
) -> tuple[Finding, ...]:
    """Return violations with the documents that say anything of the thing, and those whose statements break the rule.

    Args:
        violations: What the shapes found.
        lines: All N-Quads about the things that break a rule.
        context: The triples beside these that the shapes look at.
        base: The base IRI, ending in `/`.

    """
    said: dict[str, list[bytes]] = {}
    involved: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        name = _document(line, base)
        said.setdefault(name, []).append(split_graph(line)[0])
        involved[subject(line).decode()[1:-1]].add(name)
    shared = [*said.pop("", ()), *context]
    about = {subject(line).decode() for line in lines}
    alone = {
        name: {(item.focus, item.shape) for item in validate_triples(b"".join([*triples, *shared]), base, about=about)}
        for name, triples in said.items()
    }
    return tuple(
        Finding(
            violation,
            frozenset(
                name for name in involved[violation.focus] if (violation.focus, violation.shape) in alone.get(name, ())
            ),
            frozenset(involved[violation.focus] - {""}),
        )
        if violation.severity == "violation"
        else Finding(violation)
        for violation in violations
    )


def _document(line: bytes, base: str) -> str:
    """Return the name of the document that says a line; "" if it is of several or of none."""
    triple, graph = split_graph(line)
    name = graph.decode()[1:-1].removeprefix(f"{base}graph/")
    if name not in SHARED_GRAPHS:
        return name
    source = re.search(f"<{re.escape(base)}source/([^#>]+)[#>]", triple.decode()) if name == "evidence" else None
    return source[1] if source else ""
