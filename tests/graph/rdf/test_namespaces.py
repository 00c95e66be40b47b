"""Tests of the table of namespaces."""

import re
from pathlib import Path

import pyoxigraph as ox

import ruhrgraph.graph
from ruhrgraph.graph.rdf.namespaces import PREFIXES

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
        if path.name not in ("namespaces.py", "jelly.py")
        for text in spelt.findall(path.read_text("utf-8"))
    }
    assert found == set()
