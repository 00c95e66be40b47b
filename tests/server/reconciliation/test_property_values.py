"""Values of properties: how they are asked for, and what becomes of them in a cell."""

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.similarity import normalise
from ruhrgraph.queries.things import Entity
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.reconciliation.index import Index
from ruhrgraph.server.reconciliation.property_values import Value, _subject_patterns, cell

XSD = "http://www.w3.org/2001/XMLSchema#"


def _entity(id_: str, name: str) -> Entity:
    return Entity(id_, "Ort", name, (name,), (normalise(name),))


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (ResultTerm("7", is_iri=False, datatype=f"{XSD}integer"), {"int": 7}),
        (ResultTerm("2020", is_iri=False, datatype=f"{XSD}gYear"), {"int": 2020}),
        (ResultTerm("51.5", is_iri=False, datatype=f"{XSD}decimal"), {"float": 51.5}),
        (ResultTerm("viele", is_iri=False, datatype=f"{XSD}integer"), {"str": "viele"}),
        (ResultTerm("NaN", is_iri=False, datatype=f"{XSD}double"), {"str": "NaN"}),
        (ResultTerm("2019-03-25", is_iri=False, datatype=f"{XSD}date"), {"date": "2019-03-25T00:00:00Z"}),
        (
            ResultTerm("2019-03", is_iri=False, datatype="http://id.loc.gov/datatypes/edtf/EDTF"),
            {"str": "2019-03"},
        ),
        (ResultTerm("Saal", is_iri=False, language="de"), {"str": "Saal"}),
        (ResultTerm(f"{DEFAULT_BASE}id/ort/saal", is_iri=True), {"id": "ort/saal", "name": "Saal"}),
        (ResultTerm("https://example.org/", is_iri=True), {"str": "https://example.org/"}),
    ],
)
def test_cells(term: ResultTerm, expected: dict[str, object]) -> None:
    """Numbers, days, things and texts are told apart; what is no number in spite of its datatype is text."""
    index = Index(DEFAULT_BASE, {"ort/saal": _entity("ort/saal", "Saal")})
    value: Value = {"o": term}
    assert cell(value, index) == expected


def test_no_query_is_too_long() -> None:
    """However many things are asked for, no pattern is too long for a query, and no thing is left out."""
    ids = [f"ort/{'x' * 60}-{number}" for number in range(2000)]
    index = Index(DEFAULT_BASE, {id_: _entity(id_, id_) for id_ in ids})
    patterns = list(_subject_patterns([*ids, "ort/unknown"], index))
    assert max(map(len, patterns)) < 36_000
    assert sum(text.count("<") for text in patterns) == len(ids)
