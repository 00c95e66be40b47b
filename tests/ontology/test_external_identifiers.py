"""Identifiers in other registers: what the file says, and lines that are refused."""

import datetime as dt

import pytest

from ruhrgraph.ontology.errors import DocumentError
from ruhrgraph.ontology.external_identifiers import COLUMNS, ExternalIdentifier, external_identifiers, parse

HEAD = "\t".join(COLUMNS) + "\n"
LINE = "organisation\tnrw-bank\twikidata\tQ1\thttps://a.example/ (page 3)\t2026-11-21"


def test_the_file_is_read() -> None:
    """The file that ships is well formed."""
    assert all(item.source and item.checked for item in external_identifiers())


def test_a_line() -> None:
    """A line is an identifier with its source and the day it was checked; a register may have an IRI for it."""
    (found,) = parse(HEAD + LINE + "\n")
    assert found == ExternalIdentifier(
        "organisation", "nrw-bank", "wikidata", "Q1", "https://a.example/ (page 3)", dt.date(2026, 11, 21)
    )
    assert found.iri == "http://www.wikidata.org/entity/Q1"
    (other,) = parse(HEAD + LINE.replace("wikidata\tQ1", "lobbyregister\tR001234"))
    assert other.iri is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (LINE.replace("nrw-bank", "nrw"), "no curated record organisation/nrw"),
        (LINE.replace("organisation", "verein"), "no curated record verein/nrw-bank"),
        (LINE.replace("wikidata", "viaf"), "none of the schemes"),
        (LINE.replace("Q1", "1"), "no identifier of wikidata"),
        (LINE.replace("wikidata\tQ1", "ror\thttps://ror.org/04tsk2644"), "no identifier of ror"),
        (LINE.replace("https://a.example/ (page 3)", ""), "where the identifier was checked"),
        (LINE.replace("2026-11-21", "21.11.2026"), "no day"),
        (LINE.replace("2026-11-21", "2026-11-31"), "no day"),
        (LINE.replace("2026-11-21", "20261121"), "no day"),
        (LINE.replace("\tQ1", ""), "has 5 cells"),
        ("", "has 0 cells"),
        (f"{LINE}\n{LINE.replace('Q1', 'Q2')}", "two identifiers of wikidata"),
    ],
)
def test_a_malformed_line(line: str, reason: str) -> None:
    """A line that cannot be used is refused by its number."""
    with pytest.raises(DocumentError, match=reason) as caught:
        parse(f"{HEAD}{line}\n")
    assert f"identifiers.tsv:{2 + line.count(chr(10))}: " in str(caught.value)


@pytest.mark.parametrize("head", ["", "kind\tkey\n"])
def test_a_malformed_head(head: str) -> None:
    """The first line names the columns."""
    with pytest.raises(DocumentError, match=r"identifiers.tsv:1: the columns are kind"):
        parse(head)
