"""Validation part by part: as if all were validated at once, and with the documents that are to blame."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.builds.findings import Finding
from ruhrgraph.graph.builds.range_validation import RangeTask, validate_range
from ruhrgraph.graph.builds.type_index import TypeIndex
from ruhrgraph.graph.mapping.dataset import canonical, curated_quads
from ruhrgraph.graph.rdf.namespaces import SH
from ruhrgraph.graph.rdf.sorted_files import ranges
from ruhrgraph.graph.rdf.terms import Iris
from ruhrgraph.graph.schema.validation import Violation, in_order, validate
from ruhrgraph.ontology import DEFAULT_BASE, turtle

IRIS = Iris(DEFAULT_BASE)
SAMPLE = (Path(__file__).parents[2] / "ontology" / "sample.ttl").read_text(encoding="utf-8")
Violations = tuple[Violation, ...]
LEAD = f"    rk:federfuehrendesRessort <{DEFAULT_BASE}id/ressort/vm> ;\n"


def _quads(text: str, graph: str = "themenforen") -> list[ox.Quad]:
    """Return the quads of a text in the graph of a document."""
    found = ox.parse(text, ox.RdfFormat.TURTLE)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, IRIS.graph(graph)) for quad in found]


def _findings(folder: Path, quads: list[ox.Quad], size: int) -> list[Finding]:
    """Validate quads in parts of so many bytes."""
    dataset, types = folder / "dataset.nq", folder / "types"
    dataset.write_bytes(canonical(quads))
    index = TypeIndex(folder, DEFAULT_BASE)
    index.add(canonical([*quads, *curated_quads(DEFAULT_BASE)]).splitlines(keepends=True))
    index.finish(types)
    tasks = [RangeTask(dataset, start, end, (types,), DEFAULT_BASE) for start, end in ranges(dataset, size)]
    return [finding for task in tasks for finding in validate_range(task)]


@pytest.fixture(scope="module")
def curated() -> Violations:
    """Return what the shapes find in the curated records, which are in none of the parts here."""
    return validate(curated_quads(DEFAULT_BASE))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        (LEAD, ""),
        ("rk:nummer 13 ;", "rk:nummer 0, 14 ;"),
        ('"14:30:00"', '"09:30:00"'),
        ("a rk:Person", "a rk:Projekt"),
        ("rk:organisationstyp <", "rk:organisationstyp <urn:x> , <"),
        ("rk:themenforum", "rk:themenforen"),
    ],
)
def test_parts_find_what_the_whole_finds(tmp_path: Path, old: str, new: str, curated: Violations) -> None:
    """If each thing is a part of its own, they find what is found in all at once: nothing less, nothing more."""
    quads = _quads(SAMPLE.replace(old, new) if old else SAMPLE)
    subjects = {quad.subject for quad in quads}
    whole = validate([*quads, *(quad for quad in curated_quads(DEFAULT_BASE) if quad.subject not in subjects)])
    found = in_order(finding.violation for finding in _findings(tmp_path, quads, size=1))
    assert found == tuple(violation for violation in whole if violation not in curated)


def test_who_is_to_blame(tmp_path: Path) -> None:
    """A document that breaks a rule alone is guilty; if several do only together, all of them are involved."""
    forum = f"<{DEFAULT_BASE}id/themenforum/13> <{DEFAULT_BASE}ontology#nummer>"
    for values, guilty in (({"a": 13, "b": 14}, set()), ({"a": 13, "b": 0}, {"b"}), ({"a": 0, "b": 0}, {"a", "b"})):
        quads = _quads(SAMPLE.replace("rk:nummer 13 ;", ""), "a")
        quads += _quads(SAMPLE.replace("rk:nummer 13 ;", ""), "b")
        for name, value in values.items():
            quads += _quads(f"{forum} {value} .", name)
        found = [item for item in _findings(tmp_path, quads, 4000) if item.violation.severity == "violation"]
        assert found
        assert {name for item in found for name in item.guilty} == guilty
        assert all(item.involved == {"a", "b"} for item in found)


def test_a_beleg_belongs_to_its_document(tmp_path: Path) -> None:
    """Of a Beleg, the passage tells the document."""
    beleg = f"<{DEFAULT_BASE}id/beleg/x>"
    text = (
        f"{beleg} a <{DEFAULT_BASE}ontology#Beleg> ; "
        f"<http://www.w3.org/ns/prov#wasQuotedFrom> <{DEFAULT_BASE}source/heft-2#char=1,2> ."
    )
    found = _findings(tmp_path, _quads(text, "evidence"), 4000)
    assert {(item.guilty, item.involved) for item in found} == {(frozenset({"heft-2"}), frozenset({"heft-2"}))}


def test_the_shapes_look_no_further() -> None:
    """All that the shapes ask for is looked up: paths are predicates, and no shape leads to other shapes."""
    known = {"path", "class", "targetClass", "targetObjectsOf", "property", "message", "severity", "closed"}
    known |= {"ignoredProperties", "minCount", "maxCount", "datatype", "nodeKind", "pattern", "minLength"}
    known |= {"uniqueLang", "minInclusive", "maxInclusive", "lessThanOrEquals", "disjoint"}
    triples = list(ox.parse(turtle("shapes", DEFAULT_BASE), ox.RdfFormat.TURTLE))
    used = {triple.predicate.value.removeprefix(SH) for triple in triples if triple.predicate.value.startswith(SH)}
    assert used == known
    nodes = {str(triple.subject) for triple in triples}
    assert not {str(triple.object) for triple in triples if triple.predicate.value == f"{SH}path"} & nodes


def test_a_part_has_a_name() -> None:
    """An error names a part by its file and its place there."""
    assert str(RangeTask(Path("a.nq"), 0, 9, (), DEFAULT_BASE)) == "bytes 0 to 9 of a.nq"
