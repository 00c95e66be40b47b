"""Suggestions while somebody types."""

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.web.search.suggestions import suggestions
from tests.queries.test_lookup import THINGS


def test_suggestions() -> None:
    """A suggestion has the name, the class in the reader's language, and the address of the page."""
    assert suggestions("hendrik", "", THINGS, "en", "/en/")["suggestions"] == [
        {
            "iri": f"{DEFAULT_BASE}id/person/hendrik-wuest",
            "label": "Hendrik Wüst",
            "shortName": "Hendrik Wüst",
            "kind": "Person",
            "kindLabel": "person",
            "url": "/en/doc/person/hendrik-wuest",
        }
    ]


def test_kinds_and_likeness() -> None:
    """A class narrows them, whatever its case; where no name begins so, those alike are suggested."""
    assert {item["kind"] for item in suggestions("m", "ressort", THINGS, "de", "/")["suggestions"]} == {"Ressort"}
    assert suggestions("Hendrick Wust", "", THINGS, "de", "/")["suggestions"][0]["label"] == "Hendrik Wüst"
    assert suggestions("  ", "", THINGS, "de", "/") == {"suggestions": []}
    assert suggestions("m", "nothing", THINGS, "de", "/") == {"suggestions": []}
