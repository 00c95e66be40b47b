"""Characters that say nothing are cleaned before reading; spans stay those of the file."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruhrgraph.graph.mapping.reading_report import report_on
from ruhrgraph.loaders import load
from ruhrgraph.loaders.characters import cleaned
from ruhrgraph.loaders.document import Document, ReadValue, parse_document
from ruhrgraph.loaders.records import Reading

FORUM = """Themen

Klicken Sie auf den Titel

Neue Wege in der Region

Wie kommen wir finanziell voran?

Wir gehen neue Wege, offen und gemeinsam.

Moderationsteam
Minister Dr. Joachim Stamp
Eckhard Forst, Vorstandsvorsitzender der NRW.BANK

Teilnehmerkreis
Kommunen, Verbände (ADAC, VDV) und Stiftung Mercator

Veranstaltungen

1. Workshop am 08.04.2019 von 12:00 bis 18:00 Uhr im Signal Iduna Park Dortmund
Ziel: Offene Darstellung
Teilnehmende: ca. 40 bis 50 Akteure

Ressort: MKFFI (weitere beteiligte Ressorts: MSB und Stk/Sport)
"""
PROJECT = """# Projekte

## 1 Handlungsfelder mit 1 Projekten

<b>Feld: Eins – zwei</b> .....\t<b>2</b>
Neue Wege finden (VM, 01-01) .....\t3

## Feld: Eins – zwei

Eine offene Einleitung.

### Neue Wege finden (VM, 01-01)

Projektbeschreibung\tDas Netzwerk der Stiftung Mercator findet Wege.
Maßnahmen\t<ul><li>Erste Maßnahme</li><li>Zweite Maßnahme</li></ul>
Laufzeit\t2020 bis 2021
"""
BESIDE_BLANKS = "\xa0\u2003\u2009\u202f\u200b\u200c\u2060\ufeff\xad\u00ad\t"


def _clean(text: str) -> str:
    read = cleaned(Document("x", text, ""))
    return text if read is None else read.text


def _read(text: str) -> Reading:
    return load(parse_document("x", text.encode(), "x"))


def _values(record: Any) -> Iterator[ReadValue[Any]]:  # noqa: ANN401  # records of all kinds
    """Yield all values of a record and of those in it, in order."""
    if isinstance(record, ReadValue):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from _values(item)
    elif is_dataclass(record) and not isinstance(record, Document):
        for each in fields(record):
            yield from _values(getattr(record, each.name))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\xa0b\u2009c\u202fd\u3000e", "a b c d e"),
        ("a\u2028b\u2029c\x85d\x0be\x0cf\rg\r\nh", "a\nb\nc\nd\ne\nf\ng\r\nh"),
        ("Ver\xadein\u200bs\ufeffheim\u2060", "Vereinsheim"),
        ("Ver\xad\nein, Ver\xad \r\n  ein", "Verein, Verein"),
        ("Ziel: Ver\xad\nTeilnehmende", "Ziel: Ver\nTeilnehmende"),
        ("a  b \t c\n  d  \ne\xa0 f", "a b\tc\n  d  \ne f"),
        ("Laufzeit\t2020\tbis 2021", "Laufzeit\t2020 bis 2021"),
        ("### A (Stk\tSport, 19-07)", "### A (Stk Sport, 19-07)"),
        ("E\u2011Mail, 10\u221212", "E-Mail, 10–12"),
        ("\ufb01nden, Scha\ufb00en, O\ufb03zier, Sti\ufb02", "finden, Schaffen, Offizier, Stifl"),
        ("Teilneh-\nmende", "Teilnehmende"),
        ("Teilneh- \r\n mende", "Teilnehmende"),
        ("deutsch-\nfranzösisch, deutsch-französisch", "deutsch-französisch, deutsch-französisch"),
        ("Verkehrs-\nund Logistik", "Verkehrs-\nund Logistik"),
        ("Max-Planck-\nGesellschaft München", "Max-Planck-Gesellschaft München"),
        ("Verkehrs-\nTeilnehmende: 20", "Verkehrs-\nTeilnehmende: 20"),
        ("Verkehrs-\nVeranstaltungen\n", "Verkehrs-\nVeranstaltungen\n"),
        ("eins -\nzwei", "eins -\nzwei"),
        ("eins-\n\nzwei", "eins-\n\nzwei"),
        ("2019-\n2020", "2019-\n2020"),
    ],
)
def test_clean(text: str, clean: str) -> None:
    """Blanks, hyphens and line ends are the usual ones, what is invisible is gone, broken words are joined."""
    assert _clean(text) == clean


@pytest.mark.parametrize(
    ("text", "severity"),
    [("Teilneh-\nmende, Teilnehmende", "note"), ("Teilneh-\nmende", "warning"), ("Tisch-\nund Stuhl", None)],
)
def test_joined_words_are_reported(text: str, severity: str | None) -> None:
    """That a word was joined is a note if the document has it elsewhere, and else a warning."""
    read = cleaned(Document("x", f"\xa0\n{text}", ""))
    assert read is not None
    assert [(issue.severity, issue.code, issue.line) for issue in read.repairs] == (
        [(severity, "word-joined", 2)] if severity else []
    )


@pytest.mark.parametrize("text", ["", "a b", "a\n\r\nb c", "Straße – „so“"])
def test_usual_text(text: str) -> None:
    """A document without unusual characters is read as it is."""
    assert cleaned(Document("x", text, "")) is None


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x85", "\x0b", "\x0c"])
@pytest.mark.parametrize("form", [FORUM, PROJECT], ids=["themenforen", "handlungsfelder"])
def test_line_ends(form: str, end: str) -> None:
    """Whatever ends the lines, the same is read."""
    plain, other = _read(form), _read(form.replace("\n", end))
    assert [item.value for item in _values(other)] == [item.value for item in _values(plain)]
    assert report_on(other)["notUnderstood"] == []


def _with(text: str, additions: dict[int, str]) -> str:
    """Return a text with characters added before the blanks with these numbers."""
    words = text.split(" ")
    return words[0] + "".join(f"{additions.get(number, '')} {word}" for number, word in enumerate(words[1:]))


ADDITIONS = st.dictionaries(st.integers(0, 90), st.text(alphabet=BESIDE_BLANKS, min_size=1, max_size=30), max_size=8)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([FORUM, PROJECT]), ADDITIONS)
def test_nothing_changes(form: str, additions: dict[int, str]) -> None:
    """Such characters between words change no value, and what each value says stands in its place."""
    if form == PROJECT:  # where a tab ends a cell of a table
        additions = {number: text.replace("\t", "") for number, text in additions.items()}
    plain, other = _read(form), _read(_with(form, additions))
    assert [issue.code for issue in other.issues] == [issue.code for issue in plain.issues]
    for before, after in zip(_values(plain), _values(other), strict=True):
        assert after.value == before.value
        quotes = [_clean(other.document.text[span.start : span.end]).split() for span in after.spans]
        assert quotes == [plain.document.text[span.start : span.end].split() for span in before.spans]
    assert report_on(other)["notUnderstood"] == []


@settings(max_examples=30, deadline=None)
@given(st.sampled_from([FORUM, PROJECT]), st.sets(st.integers(0, 2000), max_size=20))
def test_within_words(form: str, places: set[int]) -> None:
    """Soft hyphens within words change no value either."""
    text = "".join(
        f"{letter}\xad" if number in places and (letter + form[number + 1 :][:1]).isalpha() else letter
        for number, letter in enumerate(form)
    )
    assert [item.value for item in _values(_read(text))] == [item.value for item in _values(_read(form))]


@pytest.mark.parametrize("word", ["Terbr\ufffdggen", "TerbrÃ¼ggen", "WeiÃŸ", "Ruhr\xc2\xa0Hub", "â€žRuhr"])
def test_damaged_letters(word: str) -> None:
    """Letters that were lost or decoded wrongly are an error at their line, since the values are wrong."""
    text = FORUM.replace("Eckhard Forst", f"Eckhard {word}")
    found = [issue for issue in _read(text).issues if issue.code == "text-damaged"]
    line = FORUM[: FORUM.index("Eckhard")].count("\n") + 1
    assert [(issue.severity, issue.line) for issue in found] == [("error", line)]


def test_full_width() -> None:
    """Letters and digits of full width are read as the usual ones."""
    assert [item.value for item in _values(_read(FORUM.replace("08.04.2019", "０８．０４．２０１９")))] == [
        item.value for item in _values(_read(FORUM))
    ]
