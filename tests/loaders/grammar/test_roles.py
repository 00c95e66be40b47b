"""Roles and the organisations that they are held in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.roles import is_role, split_role


@pytest.mark.parametrize(
    ("part", "role", "organisation"),
    [
        ("Vorstandsvorsitzender der NRW.BANK", "Vorstandsvorsitzender", "NRW.BANK"),
        ("Mitglied des Vorstands der RAG AG", "Mitglied des Vorstands", "RAG AG"),
        ("Mitglied des Vorstands RAG AG", "Mitglied des Vorstands", "RAG AG"),
        ("Mitglied des Vorstands", "Mitglied des Vorstands", None),
        ("Vorstand Technik der RAG AG", "Vorstand Technik", "RAG AG"),
        ("Vorstand für Technik der RAG AG", "Vorstand für Technik", "RAG AG"),
        ("Dezernentin für Bildung", "Dezernentin für Bildung", None),
        ("Beauftragte für das Ehrenamt", "Beauftragte für das Ehrenamt", None),
        ("Leiterin der Abteilung Verkehr der Stadt Essen", "Leiterin der Abteilung Verkehr", "Stadt Essen"),
        ("Dekanin der Fakultät für Raumplanung der TU Dortmund", "Dekanin der Fakultät für Raumplanung", "TU Dortmund"),
        (
            "Professor für Kriminologie an der Ruhr-Universität Bochum",
            "Professor für Kriminologie",
            "Ruhr-Universität Bochum",
        ),
        ("Sprecherin der Initiative", "Sprecherin der Initiative", None),
        ("Polizeipräsident Essen", "Polizeipräsident Essen", None),
        ("Oberbürgermeister von Essen", "Oberbürgermeister von Essen", None),
        ("Bürgermeister a. D.", "Bürgermeister a. D.", None),
        ("Präsident a. D. der IHK Essen", "Präsident a. D.", "IHK Essen"),
        ("2. Vorsitzende des DGB NRW", "2. Vorsitzende", "DGB NRW"),
        ("Gründer & CEO von startklar.ruhr", "Gründer & CEO", "startklar.ruhr"),
    ],
)
def test_split(part: str, role: str, organisation: str | None) -> None:
    """The organisation is what the last article leads to that neither a duty nor a unit stands behind."""
    found, held_in = split_role(Passage(part, 0))
    assert (found.text, held_in and held_in.text) == (role, organisation)
    assert is_role(Passage(part, 0))


@pytest.mark.parametrize("part", ["Partner AG", "Stadt Essen", "Universität Duisburg-Essen", ""])
def test_no_role(part: str) -> None:
    """An organisation is no role."""
    assert not is_role(Passage(part, 0))


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the splitting fail."""
    split_role(Passage(text, 0))
