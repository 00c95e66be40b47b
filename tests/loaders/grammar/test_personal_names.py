"""Names of persons: particles, nobility, initials, hyphens, and the words that end a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.personal_names import name_length, words_of


@pytest.mark.parametrize(
    "name",
    [
        "Konrad Freiherr von Elverfeldt",
        "Karl Theodor von und zu Guttenberg",
        "Eva Gräfin von Hardenberg",
        "Ana de la Cruz",
        "Jan van der Velde",
        "Maria da Silva Santos",
        "Eva Müller-Lüdenscheid",
        "Sean O'Neill",
        "Martin King Jr.",
        "H.-P. Noll",
        "Abdul-Rahman al-Masri",
        "Max M. Muster",
        "A. Muster",
        "Halil İbrahim Kaya Öztürk",
        "Nguyễn Văn An",
        "Michael Freitag",
        "Peter Meister",
        "Frank Richter",
        "Eva Valentin",
        "Björn Hartung",
        "Ana Lucía Cabrera de Vogt",
    ],
)
def test_whole(name: str) -> None:
    """All words of a name are its words."""
    words = words_of(Passage(name, 0))
    assert name_length(words) == len(words)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Max Muster von der Signal AG", 2),
        ("Max Muster von Evonik", 2),
        ("Max Muster Geschäftsführer der Signal AG", 2),
        ("Max Muster Stadt Essen", 2),
        ("Max Muster Signal AG", 0),
        ("Stadt Essen", 0),
        ("Ruhr-Universität Bochum", 0),
        ("Externe Moderation", 0),
        ("Vertreter der Stadt", 0),
        ("MAX MUSTER", 0),
        ("max muster", 0),
        ("Max", 0),
        ("Max M.", 0),
        ("von Muster", 0),
        ("Wir freuen uns", 0),
        ("Unser Moderator Max", 0),
        ("Geschwister Kai", 0),
        ("Eheleute Hansen", 0),
        ("Stifterehepaar Klein", 0),
        ("Familie Hansen", 0),
        ("", 0),
    ],
)
def test_end(text: str, length: int) -> None:
    """A name ends before what no name holds, and one word is no full name."""
    assert name_length(words_of(Passage(text, 0))) == length


@given(st.lists(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Z", "C"])), max_size=8))
def test_any_words(words: list[str]) -> None:
    """No words make the reading of names fail."""
    passages = words_of(Passage(" ".join(words), 0))
    assert 0 <= name_length(passages) <= len(passages)
