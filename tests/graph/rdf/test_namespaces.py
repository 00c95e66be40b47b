"""Tests of the table of namespaces."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

import ruhrgraph.graph
from ruhrgraph.graph.rdf.namespaces import PREFIXES, prefixed_name

ROOT = Path(ruhrgraph.graph.__file__).parents[1]


def test_each_prefix_can_be_declared() -> None:
    """All prefixes together stand before a query, each for a namespace of its own."""
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    assert bool(ox.Store().query(f"{declared} ASK {{}}"))
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_namespaces_stand_in_the_table_alone() -> None:
    """No other module of the graph and the server spells out a namespace of the table."""
    table = "|".join(map(re.escape, PREFIXES.values()))
    spelt = re.compile(rf'"(?:{table})[\w-]*"')
    modules = [path for floor in ("graph", "server") for path in (ROOT / floor).rglob("*.py")]
    found = {
        f"{path.relative_to(ROOT)}: {text}"
        for path in modules
        if path.name != "namespaces.py"
        for text in spelt.findall(path.read_text("utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("https://base.example/ontology#Projekt", "rk:Projekt"),
        ("http://www.w3.org/2004/02/skos/core#notation", "skos:notation"),
        ("http://purl.org/dc/terms/title", "dct:title"),
        ("http://purl.org/dc/terms/", None),
        ("http://purl.org/dc/terms/a/b", None),
        ("https://base.example/id/projekt/13-01", None),
        ("urn:x", None),
    ],
)
def test_prefixed_names(iri: str, name: str | None) -> None:
    """An IRI gets the prefix of its namespace if nothing but a local name follows it."""
    assert prefixed_name(iri, "https://base.example/") == name
