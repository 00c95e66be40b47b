"""Ministries in running texts."""

import pytest

from ruhrgraph.loaders.grammar.named_ministries import find_named_ministries

NAMED = [
    ("Experten des MWIDE", ["MWIDE"]),
    ("das MSB und das Ministerium der Finanzen", ["MSB", "FM"]),
    ("des Ministeriums für Schule und Bildung", ["MSB"]),
    ("des Justizministeriums", ["JM"]),
    ("Ressorts (MKFFI, MSB, JM, FM)", ["MKFFI", "MSB", "JM", "FM"]),
    ("im IM", ["IM"]),
    ("MAGS-Vertreter", ["MAGS"]),
    ("im MAGS NRW", ["MAGS"]),
    ("die Staatskanzlei des Landes Nordrhein-Westfalen", ["Stk"]),
    ("das Ministerium für Verkehr und MSB", ["VM", "MSB"]),
    ("Ministerium für Verkehr des Landes Nordrhein-Westfalen", ["VM"]),
]
NOT_NAMED = [
    *("IM Einsatz", "VM Ware", "der FM-Sender", "Ministerium für Verkehr und Infrastruktur", "Bundesfinanzministerium"),
    *("hessisches Finanzministerium", "Finanzministerium des Bundes", "Ministerium für Verkehr Baden-Württemberg"),
    *("Bayerische Staatskanzlei", "Staatskanzlei Hessen", "Staatskanzlei des Saarlandes", "die Ministerien"),
    *("Bundesministerium der Justiz", "Innenministerium des Landes Hessen", "Ministerium des Innern und für Sport"),
]


@pytest.mark.parametrize(("text", "acronyms"), NAMED)
def test_named(text: str, acronyms: list[str]) -> None:
    """Ministries are found by acronym and by name, in the genitive as well."""
    assert [acronym for _, _, acronym in find_named_ministries(text)] == acronyms


@pytest.mark.parametrize("text", NOT_NAMED)
def test_not_named(text: str) -> None:
    """Ministries of others, longer names, and two letters without an article are none."""
    assert list(find_named_ministries(text)) == []
