"""Place phrases: venue, municipality and host."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.places import read_place

# phrase, venue, municipality
CASES: list[tuple[str, str | None, str | None]] = [
    ("in Duisburg", None, "Duisburg"),
    ("im Wissenschaftspark Gelsenkirchen", "Wissenschaftspark Gelsenkirchen", "Gelsenkirchen"),
    ("in der Veltins Arena in Gelsenkirchen", "Veltins Arena", "Gelsenkirchen"),
    ("im Haus der Technik, Essen", "Haus der Technik", "Essen"),
    ("auf Zollverein, Zentrale RAG Immobilien", "Zollverein, Zentrale RAG Immobilien", None),
    (
        "im Erich Brost-Pavillon, UNESCO-Welterbe Zollverein in Essen",
        "Erich Brost-Pavillon, UNESCO-Welterbe Zollverein",
        "Essen",
    ),
    ("in der Kamener Stadthalle", "Kamener Stadthalle", "Kamen"),
    ("im Bochumer Bergbaumuseum", "Bochumer Bergbaumuseum", "Bochum"),
    ("in der Stadthalle Mülheim", "Stadthalle Mülheim", "Mülheim"),
    ("im MAGS NRW", "MAGS NRW", None),
    ("in wewole WERKEN gGmbH, Castrop-Rauxel", "wewole WERKEN gGmbH", "Castrop-Rauxel"),
    ("in Essen im Haus der Technik", "Haus der Technik", "Essen"),
    ("in Hintertupfingen", None, "Hintertupfingen"),
    ("im Rathaus in Hintertupfingen", "Rathaus", "Hintertupfingen"),
    ("im Ruhrgebiet", None, None),
]


@pytest.mark.parametrize(("phrase", "venue", "municipality"), CASES)
def test_phrase(phrase: str, venue: str | None, municipality: str | None) -> None:
    """A phrase gives the venue as written, and the municipality that it or its name says."""
    found = read_place(Passage(phrase, 0))
    assert (found.ort and found.ort.value, [town.value for town in found.gemeinden]) == (
        venue,
        [municipality] if municipality else [],
    )


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of places fail."""
    read_place(Passage(text, 0))
