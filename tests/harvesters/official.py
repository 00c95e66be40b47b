"""The official shapes of DCAT-AP and DCAT-AP.de, from the folder beside the repository, run with pySHACL.

In: a catalogue as a graph. Out: what does not conform, as lines. The shapes are not copied into the project; where the
folder is missing, tests that need it are skipped.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Namespace

_SH = Namespace("http://www.w3.org/ns/shacl#")
_FOLDER = Path(os.environ.get("RUHRGRAPH_SHAPES", Path(__file__).parents[3] / "shared" / "shapes"))
_VOCABULARIES = ("vocabularies/foaf_0_1.rdf", "vocabularies/org.ttl", "vocabularies/vcard.ttl")

GERMAN = (
    "govdata-3.0/dcat-ap-SHACL-DE.ttl",
    "govdata-3.0/dcat-ap-spec-german-additions.ttl",
    "govdata-3.0/dcat-ap-de-deprecated.ttl",
    "govdata-3.0/dcat-ap-de-controlledvocabularies.ttl",
)
"""DCAT-AP.de 3.0 as GovData runs it."""
EUROPEAN = ("semic-3.0.1/shapes.ttl", "semic-3.0.1/dcat-ap-SHACL.ttl", "semic-3.0.1/ranges_full.ttl")
"""DCAT-AP 3.0.1 as SEMIC publishes it: what is mandatory, all of it, and the ranges."""


def background() -> Graph:
    """Return the background graph that lies with the shapes, or skip the test."""
    _need()
    graph = Graph()
    return graph.parse(_FOLDER / "example-background.ttl")


def found(catalogue: Graph, sets: tuple[str, ...], severity: str | None = None) -> list[str]:
    """Return what does not conform, a line for each; skip the test where shapes or pySHACL are missing.

    Args:
        catalogue: What to check.
        sets: The files of shapes.
        severity: `Violation` or `Warning`; both where it is not given.

    """
    _need()
    pyshacl = pytest.importorskip("pyshacl")
    _, report, _ = pyshacl.validate(catalogue, shacl_graph=_shapes(sets), ont_graph=_vocabularies(), inference="none")
    return sorted(_lines(report, severity))


def _need() -> None:
    """Skip the test where the shapes are missing."""
    if not _FOLDER.is_dir():
        pytest.skip("the official shapes are not there (../shared/shapes, or RUHRGRAPH_SHAPES)")


@cache
def _shapes(sets: tuple[str, ...]) -> Graph:
    """Return shapes; two property shapes of SEMIC's have no path, which no engine can run."""
    graph = Graph()
    for name in sets:
        graph.parse(_FOLDER / name)
    for shape, inner in list(graph.subject_objects(_SH.property)):
        if graph.value(inner, _SH.path) is None:
            graph.remove((shape, _SH.property, inner))
    return graph


@cache
def _vocabularies() -> Graph:
    """Return the vocabularies, which say what is a subclass of what."""
    graph = Graph()
    for name in _VOCABULARIES:
        graph.parse(_FOLDER / name)
    return graph


def _lines(report: Graph, severity: str | None) -> Iterator[str]:
    """Yield the results of a report."""
    for result in report.subjects(RDF.type, _SH.ValidationResult):
        told = str(report.value(result, _SH.resultSeverity)).rpartition("#")[2]
        if severity in (None, told):
            where = report.value(result, _SH.focusNode), report.value(result, _SH.resultPath)
            yield f"{told}: {where[0]} {where[1]}: {report.value(result, _SH.resultMessage)}"
