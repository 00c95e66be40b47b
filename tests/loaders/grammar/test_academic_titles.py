"""Academic titles before and behind names, in every usual form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage
from ruhrgraph.loaders.grammar.academic_titles import (
    begins_with_title,
    end_of_degrees,
    end_of_titles,
    is_titles,
    titles_behind,
)

BEFORE = [
    "Dr.",
    "Prof. Dr.",
    "Prof. Dr. Dr. h.c.",
    "Prof. Dr.-Ing. Dr. h. c. mult.",
    "Dr. med. univ.",
    "Dr. rer. pol. habil.",
    "apl. Prof. Dr.",
    "Univ.-Prof. Dr.",
    "Jun.-Prof.",
    "Juniorprofessorin Dr.",
    "Honorarprofessor",
    "Prof.in Dr.in",
    "Prof. em. Dr.",
    "PD Dr.",
    "Priv.-Doz. Dr. med. habil.",
    "Dipl.-Ing. (FH)",
    "Dipl.-Ing. agr.",
    "Dipl.-Kfm.",
    "Dipl.-Soz.-Wiss.",
    "Dipl.-Kffr.",
    "Diplom-Volkswirtin",
    "Mag. rer. soc. oec.",
    "StD",
    "OStR'in",
    "OStD i. K.",
    "Ass. jur.",
    "RA Dr.",
    "Dres.",
    "DDr.",
    "Lic. theol.",
    "M.Sc.",
    "Ph.D.",
]
BEHIND = [
    "MSc",
    "M.Sc.",
    "M. Sc.",
    "BSc",
    "B.A.",
    "M. A.",
    "MA",
    "LL.M.",
    "LLM",
    "MBA",
    "EMBA",
    "PhD",
    "Ph. D.",
    "MPH",
    "MPA",
    "M.Eng.",
    "B.Ed.",
    "Dipl.-Ing. (FH)",
    "Master of Arts",
    "Magister Artium",
    "CFA",
]


@pytest.mark.parametrize("titles", BEFORE)
def test_before(titles: str) -> None:
    """Titles before a name end where the name begins."""
    assert end_of_titles(f"{titles} Max Muster") == len(titles)
    assert begins_with_title(titles)


@pytest.mark.parametrize("titles", BEHIND)
def test_behind(titles: str) -> None:
    """Titles behind a name are none of its words, with and without a comma."""
    name, found = titles_behind(Passage(f"Max Muster {titles}", 0))
    assert found is not None
    assert (name.text, found.text) == ("Max Muster", titles)
    assert is_titles(Passage(titles, 0))
    assert end_of_degrees(f"{titles}, Stadt Essen") == len(titles)


@pytest.mark.parametrize("text", ["M. A. Muster", "Max Muster", "Drees", "Profil", "RAG AG", "Mayer"])
def test_none(text: str) -> None:
    """Initials, names and companies are no titles before a name."""
    assert end_of_titles(text) == 0
    assert not is_titles(Passage(text, 0))


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of titles fail."""
    assert 0 <= end_of_titles(text) <= len(text)
    titles_behind(Passage(text, 0))
