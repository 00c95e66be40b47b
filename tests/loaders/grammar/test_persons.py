"""Moderators' lines: form of address, titles, name, role and organisation in every arrangement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.persons import find_person, join_broken_lines

# line, address, titles, name, role, organisation
CASES: list[tuple[str, str | None, str | None, str, str | None, str | None]] = [
    ("Minister Dr. Joachim Stamp", "Minister", "Dr.", "Joachim Stamp", "Minister", None),
    ("Staatssekretär Nathanael Liminski, Chef der Staatskanzlei",
     "Staatssekretär", None, "Nathanael Liminski", "Chef der Staatskanzlei", None),
    ("Eckhard Forst, Vorstandsvorsitzender der NRW.BANK",
     None, None, "Eckhard Forst", "Vorstandsvorsitzender", "NRW.BANK"),
    ("Prof. Dr. Martina Havenith, Ruhr-Universität Bochum, Sprecherin des Exzellenzclusters RESOLV",
     None, "Prof. Dr.", "Martina Havenith", "Sprecherin des Exzellenzclusters RESOLV", "Ruhr-Universität Bochum"),
    ("Hildegard Müller, Vorstand Netz & Infrastruktur innogy SE",
     None, None, "Hildegard Müller", "Vorstand Netz & Infrastruktur", "innogy SE"),
    ("Oliver Burkhard, Vorstand Personal und Arbeitsdirektor ThyssenKrupp",
     None, None, "Oliver Burkhard", "Vorstand Personal und Arbeitsdirektor", "ThyssenKrupp"),
    ("Frank Richter, Polizeipräsident Essen", None, None, "Frank Richter", "Polizeipräsident Essen", None),
    ("Christoph Metzelder", None, None, "Christoph Metzelder", None, None),
    ("Christian Kullmann, Evonik", None, None, "Christian Kullmann", None, "Evonik"),
    ("Max Muster (Geschäftsführer, Kohlenglanz GmbH)", None, None, "Max Muster", "Geschäftsführer", "Kohlenglanz GmbH"),
    ("Frau PD Dr.-Ing. Anna von der Heide, Mitglied des Vorstands der RAG AG",
     "Frau", "PD Dr.-Ing.", "Anna von der Heide", "Mitglied des Vorstands", "RAG AG"),
    ("Prof. Dr. Dr. h.c. Uwe Ostermann, stellvertretender Vorsitzender des Regionalverbands Ruhr",
     None, "Prof. Dr. Dr. h.c.", "Uwe Ostermann", "stellvertretender Vorsitzender", "Regionalverband Ruhr"),
    ("Dr.-Ing. Ömer Çelik M.A., Geschäftsführer der Kohlenglanz GmbH",
     None, "Dr.-Ing. M.A.", "Ömer Çelik", "Geschäftsführer", "Kohlenglanz GmbH"),
    ("Ludger Ossenbrink, Ärztlicher Direktor Klinikum Vest",
     None, None, "Ludger Ossenbrink", "Ärztlicher Direktor", "Klinikum Vest"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "address", "titles", "name", "role", "organisation"), CASES)
def test_line(
    line: str, address: str | None, titles: str | None, name: str, role: str | None, organisation: str | None
) -> None:
    """A line is read into its parts, whatever stands in it and in which order."""
    found = find_person(Passage(line, 0))
    assert found is not None
    parts = (found.address, found.titles, found.name, found.role, found.organisation)
    assert tuple(part and part.value for part in parts) == (address, titles, name, role, organisation)


@pytest.mark.parametrize("line", ["", "Moderation", "Minister Stamp", "n.n.b."])
def test_no_person(line: str) -> None:
    """A line without first and last name is no person."""
    assert find_person(Passage(line, 0)) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Anne Heselhaus-Schröer\n, Polizeipräsidentin Gelsenkirchen", 1),
        ("Stefanie Janne\nKlar, Leiterin Personal", 1),
        ("Anne Heselhaus-\nSchröer", 1),
        ("Max Muster,\nGeschäftsführer der Muster GmbH", 1),
        ("Christoph Metzelder\nChristian Kullmann, Evonik", 2),
    ],
)
def test_broken_lines(text: str, count: int) -> None:
    """Lines that one person's line was broken into are joined, those of two persons are not."""
    passage = Passage(text, 0)
    assert len(join_broken_lines(list(passage.lines()), passage)) == count


NAMES = st.sampled_from(["Anna", "Björn", "Çelik", "Dörte", "Ömer", "Şahin", "Zoë", "Łukasz", "Müller-Lüdenscheidt"])


@given(st.lists(NAMES, min_size=2, max_size=4), st.sampled_from(["", "Dr. ", "Prof. Dr. ", "Dipl.-Ing. "]))
def test_any_name(names: list[str], titles: str) -> None:
    """Any name of two to four parts is read without its titles."""
    found = find_person(Passage(f"{titles}{' '.join(names)}, Leiterin der Muster GmbH", 0))
    assert found is not None
    assert found.name.value == " ".join(names)
    assert (found.titles.value if found.titles else "") == titles.strip()


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of persons fail."""
    find_person(Passage(text, 0))
