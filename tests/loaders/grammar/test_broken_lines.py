"""Moderators' lines that are broken over several."""

import pytest

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.broken_lines import join_broken_lines


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Anne Heselhaus-Schröer\n, Polizeipräsidentin Gelsenkirchen", 1),
        ("Stefanie Janne\nKlar, Leiterin Personal", 1),
        ("Anne Heselhaus-\nSchröer", 1),
        ("Max Muster,\nGeschäftsführer der Muster GmbH", 1),
        ("Max Muster, Geschäftsführer der\nMuster GmbH", 1),
        ("Max Muster\nGeschäftsführer der Muster GmbH", 1),
        ("Max Muster\nStadt Essen", 1),
        ("Dr. Uwe Bork und\nDr. Eva Klein", 1),
        ("Minister Hendrik\nWüst", 1),
        ("Minister\nHendrik Wüst", 1),
        ("Christoph Metzelder\nChristian Kullmann, Evonik", 2),
        ("N.N.\nMax Muster", 2),
        ("Eva Klein, RVR\nMüller, Stadt Essen", 2),
        ("Max Muster\nGelsenwasser, Essen", 2),
        ("Minister Stamp\nMinister Herbert Reul", 2),
        ("Müller\nEva Klein, RVR", 2),
        ("Oberbürgermeister Max Muster\nVorsitzende des Vorstands: Eva Klein", 2),
        ("Staatssekretärin Eva Klein\nStadt Bochum: Max Muster", 2),
        ("Max Muster\nN.N.", 2),
        ("angefragt\nMax Muster, Stadt Essen", 2),
    ],
)
def test_broken_lines(text: str, count: int) -> None:
    """Lines that one person's line was broken into are joined, those of two persons are not."""
    passage = Passage(text, 0)
    assert len(join_broken_lines(list(passage.lines()), passage)) == count
