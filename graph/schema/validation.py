"""Validates a graph against the rules of `ontology/shapes.ttl`.

A compiled SHACL engine checks in memory: `shacl` if it is installed, else `shacl_rust`. Both get the union of all
graphs as N-Triples. Messages are looked up in the shapes by the IRI of the shape, so that both give the same ones.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from textwrap import shorten
from typing import Any
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from ruhrgraph.graph.rdf.namespaces import SH
from ruhrgraph.ontology import DEFAULT_BASE, turtle

Severity = OneOf["violation", "warning"]
"""A violation means: do not publish. A warning means: a person should look at the document."""

Language = OneOf["de", "en"]
"""The languages that the shapes speak."""

_MESSAGE = NamedNode(f"{SH}message")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A thing that breaks a rule."""

    severity: Severity
    focus: str
    """The IRI of the thing."""
    path: str | None
    """The IRI of the property that the rule is about."""
    value: str | None
    """The offending value as plain text, where there is one."""
    message: str
    """The rule, as a sentence."""
    shape: str
    """The IRI of the shape in `ontology/shapes.ttl`."""

    def __str__(self) -> str:
        """Return one line: the thing, the rule and the beginning of the offending value."""
        value = "" if self.value is None else f" [{shorten(self.value, 80, placeholder=' …')}]"
        return f"{self.focus}: {self.message}{value}"


@dataclass(frozen=True, slots=True)
class _Finding:
    """One result of an engine; terms are in N-Triples syntax."""

    focus: str
    path: str | None
    value: str | None
    shape: str
    severity: str


Engine = Callable[[str, str], Iterator[_Finding]]
"""A function from the data (N-Triples) and the shapes (Turtle) to what does not conform."""


def validate(dataset: Iterable[Quad], base: str = DEFAULT_BASE, language: Language = "en") -> tuple[Violation, ...]:
    """Check the union of all graphs against the shapes.

    Args:
        dataset: The quads; their graphs do not matter. They are read once, and held as text.
        base: The base IRI that the quads are written with.
        language: The language of the messages.

    Returns:
        What does not conform, without duplicates, violations first, in an order that depends only on the data.

    """
    data = serialize((quad.triple for quad in dataset), format=RdfFormat.N_TRIPLES) or b""
    return validate_triples(data, base, language)


def validate_triples(
    triples: bytes, base: str = DEFAULT_BASE, language: Language = "en", about: Container[str] | None = None
) -> tuple[Violation, ...]:
    """Check triples as `validate` does.

    Args:
        triples: The triples as N-Triples.
        base: The base IRI that they are written with.
        language: The language of the messages.
        about: The things to check, as N-Triples write them; None for all. Of other things not all may be known.

    """
    found = _engine()(triples.decode(), turtle("shapes", base))
    findings = (finding for finding in found if about is None or finding.focus in about)
    messages = _messages(base, language)
    return in_order(_violation(finding, messages) for finding in findings)


def in_order(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    """Return violations without duplicates, violations first, in an order that depends only on the data."""
    return tuple(sorted(set(violations), key=_order))


def _violation(finding: _Finding, messages: dict[str, str]) -> Violation:
    """Return a finding with its message."""
    shape = _plain(finding.shape)
    return Violation(
        severity="warning" if finding.severity.endswith("Warning") else "violation",
        focus=_plain(finding.focus),
        path=_plain(finding.path) if finding.path else None,
        value=_plain(finding.value) if finding.value else None,
        message=messages[shape],
        shape=shape,
    )


def _order(violation: Violation) -> tuple[str, ...]:
    """Return the sort key: severity, thing, rule and value."""
    return violation.severity, violation.focus, violation.shape, violation.value or ""


@cache
def _messages(base: str, language: Language) -> dict[str, str]:
    """Return the message of each rule in one language, by the IRI of the rule."""
    return {
        quad.subject.value: quad.object.value
        for quad in parse(turtle("shapes", base), RdfFormat.TURTLE)
        if quad.predicate == _MESSAGE
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, Literal)
        and quad.object.language == language
    }


def _plain(term: str) -> str:
    """Return the IRI, the text of a literal, or the label of a blank node, given in N-Triples syntax."""
    if term.startswith("_:"):
        return term
    quad = next(iter(parse(f"<a:a> <a:a> {term} .", RdfFormat.N_TRIPLES)))
    return str(quad.object) if isinstance(quad.object, Triple) else quad.object.value


def _engine() -> Engine:
    """Return the faster engine that is installed; `shacl` has no wheels for Linux on ARM."""
    return _with_shacl if find_spec("shacl") else _with_shacl_rust


@lru_cache(maxsize=1)
def _compiled(shapes: str) -> Any:  # noqa: ANN401  # the package has no types
    """Return shapes as `shacl` holds them; parts of a dataset are validated with the same ones."""
    return import_module("shacl").Shapes.from_turtle(shapes)


def _with_shacl(data: str, shapes: str) -> Iterator[_Finding]:
    """Validate with the package `shacl`."""
    for result in _compiled(shapes).validate_text(data, format="ntriples").results:
        yield _Finding(result.focus_node, result.path, result.value, result.source_shape, result.severity)


def _with_shacl_rust(data: str, shapes: str) -> Iterator[_Finding]:
    """Validate with the package `shacl-rust`."""
    report = import_module("shacl_rust").validate(data, shapes, data_format="nt")
    for result in report["results"]:
        yield _Finding(
            result["focusNode"],
            result.get("resultPath"),
            result.get("value"),
            result["sourceShape"],
            result["severity"].rstrip(">"),
        )
