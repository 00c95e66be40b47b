"""The files of all networks, read by the tools that people use: all find the same nodes, edges and attributes."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ruhrgraph.graph.networks.files.codebook import EDGE_ATTRIBUTES, NODE_ATTRIBUTES
from ruhrgraph.graph.networks.files.drawing import Drawing, draw
from ruhrgraph.graph.networks.files.formats import NETWORK_FORMATS, network_format
from ruhrgraph.graph.networks.network import Network
from ruhrgraph.graph.networks.projection import project
from ruhrgraph.ontology.errors import NotAcceptableError
from ruhrgraph.queries.networks import network_names
from tests.graph.networks.files.readers import READERS, Attributes, Read, graphology, networkx_graphml, table
from tests.graph.networks.samples import iri, network

PACKAGES = ("graphology@0.26.0", "graphology-gexf@0.13.2", "graphology-graphml@0.5.2")
ODD = (
    "Ä",
    'Haus & Grund "e. V." <NRW>',
    "it's, so; to\tsay",
    "zwei\nZeilen\r\nund\reine",
    "\x00\x08\x1f\x7f\x85\u2028\ufffe",
    "😀 ﷽ \u202eאב",
    "]]> <!-- &amp; &#10; --",
    "=1+1",
)


def _expected(drawing: Drawing) -> Read:
    """Return what a reader has to find."""
    nodes: dict[str, Attributes] = {
        node.iri: {name: _number(value) for name, value in drawing.node_attributes(node).items()}
        for node in drawing.network.nodes
    }
    edges: dict[str, Attributes] = {
        drawing.edge_name(index): {
            "source": edge.source,
            "target": edge.target,
            **{name: _number(value) for name, value in drawing.edge_attributes(edge).items()},
        }
        for index, edge in enumerate(drawing.network.edges)
    }
    return Read(nodes, edges, drawing.network.definition.directed)


def _number(value: str | float) -> str | float:
    return value if isinstance(value, str) else float(value)


def _gexf_form(read: Read) -> Read:
    """Return what GEXF has of a network: no `x` and `y`, which are positions there, and `start` and `end` of edges."""
    names = {"first": "start", "last": "end"}
    nodes = {
        key: {name: value for name, value in values.items() if name not in "xy"} for key, values in read.nodes.items()
    }
    edges = {
        key: {names.get(name, name): value for name, value in values.items()} for key, values in read.edges.items()
    }
    return Read(nodes, edges, read.directed)


def _agree(found: Read, expected: Read, *, text: Callable[[str], str] = str) -> None:
    """Compare what two tools found; the ends of an edge without direction have no order."""
    assert found.nodes.keys() == expected.nodes.keys()
    for key, values in expected.nodes.items():
        _same(found.nodes[key], values, text)
    assert found.edges.keys() == expected.edges.keys()
    for key, values in expected.edges.items():
        own = dict(found.edges[key])
        if not expected.directed and own["source"] != values["source"]:
            own["source"], own["target"] = own["target"], own["source"]
        _same(own, values, text)
    assert found.directed == expected.directed or not expected.edges


def _same(found: Attributes, expected: Attributes, text: Callable[[str], str]) -> None:
    wanted = {
        name: text(value) if isinstance(value, str) else pytest.approx(value, rel=1e-9)
        for name, value in expected.items()
    }
    assert {name: text(value) if isinstance(value, str) else value for name, value in found.items()} == wanted


def _write(drawing: Drawing, folder: Path) -> Iterator[tuple[str, Path]]:
    for form in NETWORK_FORMATS:
        path = folder / f"{drawing.network.definition.name}.{form.suffix}"
        path.write_bytes(form.write(drawing))
        yield form.name, path


def _shapes() -> dict[str, Network]:
    """Return networks of special shapes."""
    return {
        "empty": network([]),
        "one node": network([], alone=["a"]),
        "a loop": network(["a-a", "a-b"], directed=True),
        "parallel": network(["a-b", "b-a"], directed=True),
        "odd labels": network(
            [f"n{index}-n{index + 1}" for index in range(7)],
            labels={f"n{index}": label for index, label in enumerate(ODD)},
        ),
    }


@pytest.fixture(params=[*network_names(), "projection", *_shapes()])
def drawing(request: pytest.FixtureRequest, networks: dict[str, Network]) -> Drawing:
    """Return each network with its measures."""
    if request.param == "projection":
        return draw(project(networks["persons-ministries"], "Ressort"))
    return draw(_shapes().get(request.param) or networks[request.param])


def test_every_tool_reads_the_same(drawing: Drawing, tmp_path: Path) -> None:
    """NetworkX, python-igraph, rustworkx and a reader of CSV find the nodes, edges and attributes that were written."""
    for name, path in _write(drawing, tmp_path):
        expected = _expected(drawing)
        for reader in READERS[name]:
            _agree(
                reader(path),
                _gexf_form(expected) if name == "gexf" else expected,
                text=_as_in_xml if name in ("gexf", "graphml") else str,
            )


def _as_in_xml(text: str) -> str:
    """Return a text as XML can have it."""
    return "".join(
        character
        if character in "\t\n\r"
        or "\x20" <= character <= "\ud7ff"
        or "\ue000" <= character <= "\ufffd"
        or character > "\uffff"
        else "\ufffd"
        for character in text
    )


@pytest.fixture(scope="module")
def modules(request: pytest.FixtureRequest) -> Path:
    """Return the folder of the packages of graphology, installed once into pytest's cache."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node and npm are not here, so the files are not read by graphology")
    folder = request.config.cache.mkdir("graphology-0.26.0")
    if not (folder / "node_modules" / "graphology-graphml").exists():
        arguments = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), *PACKAGES]
        if subprocess.run([npm, *arguments], check=False, capture_output=True, timeout=200).returncode:
            pytest.skip("the npm registry cannot be reached, so the files are not read by graphology")
    return folder / "node_modules"


def test_graphology_reads_the_same(networks: dict[str, Network], modules: Path, tmp_path: Path) -> None:
    """Graphology finds the same in the GEXF and GraphML of every network."""
    all_networks = {**networks, **{name: made for name, made in _shapes().items() if made.nodes}}
    all_networks["projection"] = project(networks["persons-ministries"], "Ressort")
    expected = {}
    for name, made in all_networks.items():
        drawing = draw(made)
        for form in ("gexf", "graphml"):
            path = tmp_path / f"{name}.{form}"
            path.write_bytes(network_format(form).write(drawing))
            expected[str(path)] = _expected(drawing)
    found = graphology(str(shutil.which("node")), modules, map(Path, expected))
    for file, read in expected.items():
        # It makes positions attributes, and leaves the dates of edges out.
        wanted = _without(_gexf_form(read) if file.endswith("gexf") else read, "x", "y", "start", "end")
        _agree(_without(found[file], "x", "y"), wanted, text=_as_in_xml)


def _without(read: Read, *names: str) -> Read:
    nodes = {
        key: {name: value for name, value in values.items() if name not in names} for key, values in read.nodes.items()
    }
    edges = {
        key: {name: value for name, value in values.items() if name not in names} for key, values in read.edges.items()
    }
    return Read(nodes, edges, read.directed)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(min_size=1), min_size=2, max_size=4))
def test_any_label_survives(tmp_path: Path, labels: list[str]) -> None:
    """Umlauts, quotes, line breaks and control characters come back; XML has U+FFFD for what it cannot say."""
    made = network(["a-b", "b-c", "c-d"], labels=dict(zip("abcd", labels, strict=False)))
    drawing = draw(made)
    for name, path in _write(drawing, tmp_path):
        expected = {node.iri: node.label("de") for node in made.nodes}
        if name in ("gexf", "graphml"):
            expected = {key: _as_in_xml(label) for key, label in expected.items()}
        for reader in READERS[name]:
            assert {key: values["label"] for key, values in reader(path).nodes.items()} == expected


@pytest.mark.parametrize("form", [form.name for form in NETWORK_FORMATS])
def test_the_same_bytes_again(networks: dict[str, Network], form: str) -> None:
    """The same network gives the same file."""
    write = network_format(form).write
    assert write(draw(networks["persons"])) == write(draw(networks["persons"]))


def test_names_of_attributes() -> None:
    """Attributes differ in more than case, and none is called `id`."""
    for attributes in (NODE_ATTRIBUTES, EDGE_ATTRIBUTES):
        folded = [name.casefold() for name in attributes]
        assert len(set(folded)) == len(folded)
        assert "id" not in folded


def test_names_of_edges_are_unique(networks: dict[str, Network], tmp_path: Path) -> None:
    """No edge is called as another edge or node of the file."""
    drawing = draw(networks["actors"])
    path = tmp_path / "actors.graphml"
    path.write_bytes(network_format("graphml").write(drawing))
    read = networkx_graphml(path)
    assert len(read.edges) == len(drawing.network.edges)
    assert not read.edges.keys() & read.nodes.keys()


def test_labels_in_english(networks: dict[str, Network], tmp_path: Path) -> None:
    """The label is in the language asked for, where there is one."""
    path = tmp_path / "ministries.zip"
    path.write_bytes(network_format("csv").write(draw(networks["ministries"], "en")))
    labels = {key: values["label"] for key, values in table(path).nodes.items()}
    assert labels == {node.iri: node.label("en") for node in networks["ministries"].nodes}


@pytest.mark.parametrize(("name", "found"), [("graphml", "graphml"), ("zip", "csv"), ("cyjs", "cytoscape")])
def test_formats_by_name(name: str, found: str) -> None:
    """A format is found by its name and by the suffix of its files."""
    assert network_format(name).name == found


def test_an_unknown_format() -> None:
    """The error names the formats that there are."""
    with pytest.raises(NotAcceptableError, match="no format “pajek”; it has: graphml, gexf, csv, json, cytoscape"):
        network_format("pajek")


def test_an_empty_network_says_why(tmp_path: Path) -> None:
    """GraphML, GEXF and JSON of nothing say that nothing fits."""
    del tmp_path
    for form in ("graphml", "gexf", "json", "cytoscape"):
        assert "passt nichts zu allen" in network_format(form).write(draw(network([]))).decode()
        assert "passt nichts" not in network_format(form).write(draw(network([], alone=["a"]))).decode()
    assert iri("a") == iri("person/a")
