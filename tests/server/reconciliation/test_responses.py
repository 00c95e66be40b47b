"""The responses of the API, made of an index by hand."""

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.similarity import normalise
from ruhrgraph.queries.things import Entity
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.reconciliation.index import Index
from ruhrgraph.server.reconciliation.requests import DataExtension
from ruhrgraph.server.reconciliation.responses import extension_response


def _index(*names: str) -> Index:
    return Index(DEFAULT_BASE, {name: Entity(name, "Ort", name, (name,), (normalise(name),)) for name in names})


def test_extension() -> None:
    """Each thing has its row under the name by which it was asked for, and a cell for each property."""
    asked = DataExtension(("ort/saal", f"{DEFAULT_BASE}id/ort/saal", "ort/none"), ("seats", "roof"))
    found = {("ort/saal", "seats"): [{"o": ResultTerm("7", is_iri=False)}]}
    answer = extension_response(asked, found, _index("ort/saal"))
    assert answer["meta"] == [{"id": "seats", "name": "seats"}, {"id": "roof", "name": "roof"}]
    row = {"seats": [{"str": "7"}], "roof": []}
    assert answer["rows"] == {
        "ort/saal": row,
        f"{DEFAULT_BASE}id/ort/saal": row,
        "ort/none": {"seats": [], "roof": []},
    }


def test_extension_in_nfd() -> None:
    """A thing that was named with decomposed umlauts has its row under just that name."""
    asked = DataExtension(("ort/halle-ko\u0308ln",), ("seats",))
    found = {("ort/halle-köln", "seats"): [{"o": ResultTerm("7", is_iri=False)}]}
    answer = extension_response(asked, found, _index("ort/halle-köln"))
    assert answer["rows"] == {"ort/halle-ko\u0308ln": {"seats": [{"str": "7"}]}}
