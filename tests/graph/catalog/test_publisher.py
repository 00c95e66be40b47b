"""The offer: what ships with the package, a file of one's own, and what is told of mistakes in it."""

from pathlib import Path

import pytest

from ruhrgraph.graph.catalog.publisher import Contact, Notice, read_offer, shipped
from ruhrgraph.ontology.errors import SettingError

GOOD = """
contributor = "http://dcat-ap.de/def/contributors/landNRW"
licence = "http://dcat-ap.de/def/licenses/cc-zero"
licence_of_texts = "http://dcat-ap.de/def/licenses/other-open"
[publisher]
name = "Amt für Daten"
iri = "https://amt.example/#id"
type = "RegionalAuthority"
[contact]
name = "Redaktion"
email = "redaktion@amt.example"
[imprint]
de = "Amt für Daten\\n\\nBochum"
en = "Office for data"
[privacy]
url = "https://amt.example/datenschutz"
"""


def test_what_ships_is_honest() -> None:
    """Facts are under Datenlizenz Deutschland Zero, texts under nothing free, and no contact or portal is made up."""
    offer = shipped()
    assert offer.licence == "http://dcat-ap.de/def/licenses/dl-zero-de/2.0"
    assert offer.licence_of_texts == "http://dcat-ap.de/def/licenses/other-closed"
    assert offer.publisher.name == "ruhrgraph maintainers"
    told = (offer.contact, offer.contributor, offer.imprint, offer.privacy, offer.accessibility)
    assert told == (None, None, None, None, None)


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    """A file says who publishes, whom to ask and which licence."""
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, encoding="utf-8")
    offer = read_offer(path)
    assert offer.publisher.name == "Amt für Daten"
    assert offer.publisher.type == "RegionalAuthority"
    assert offer.contact == Contact("Redaktion", email="redaktion@amt.example")
    assert offer.imprint == Notice("Amt für Daten\n\nBochum", "Office for data")
    assert offer.privacy == Notice(url="https://amt.example/datenschutz")
    assert offer.licence.endswith("/cc-zero")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("licence =", "license =", "`licence` is missing"),
        ("licenses/cc-zero", "licenses/cc0", "http://dcat-ap.de/def/licenses/cc0, which is not in the list"),
        ("http://dcat-ap.de/def/licenses/cc-zero", "https://www.govdata.de/dl-de/zero-2-0", "not in the list"),
        ("contributors/landNRW", "contributors/", "an IRI of the list http://dcat-ap.de/def/contributors"),
        ('"Amt für Daten"', '" "', "[publisher]: `name` has to be a text"),
        ('"Amt für Daten"', "7", "[publisher]: `name` has to be a text, not 7"),
        ('name = "Amt für Daten"', "", "[publisher]: `name` is missing"),
        ("RegionalAuthority", "Amt", "`type` has to be one of Academia"),
        ("https://amt.example/#id", "amt.example", "`iri` has to be an http(s) IRI"),
        ("redaktion@amt.example", "redaktion", "`email` has to be an e-mail address"),
        ("[contact]", "[contact]\nfax = 1", "[contact]: `fax` is not known here"),
        ("[contact]", "[kontakt]", "`kontakt` is not known here"),
        ('email = "redaktion@amt.example"', "", "[contact]: give `email`, `url` or both"),
        ('de = "Amt für Daten\\n\\nBochum"', "", "[imprint]: give either `de`"),
        ('de = "Amt für Daten\\n\\nBochum"', 'de = " "', "[imprint]: `de` has to be a text"),
        ("https://amt.example/datenschutz", "datenschutz", "[privacy]: `url` has to be an http(s) address"),
        ("[privacy]", '[privacy]\nde = "Text"', "[privacy]: give either `de`"),
        ("[privacy]", "[privacy]\ncolour = 1", "[privacy]: `colour` is not known here"),
        ("[contact]", "colour = 1\n[contact]", "`colour` is not known here"),
        ("[publisher]", 'publisher = "Amt"\n[people]', "[publisher] has to be a table"),
        ("[publisher]", "[publisher", "is no TOML in UTF-8"),
    ],
)  # fmt: skip
def test_mistakes(tmp_path: Path, before: str, after: str, told: str) -> None:
    """What is wrong in a file is said with the file's name and what it may be."""
    path = tmp_path / "mine.toml"
    assert before in GOOD
    path.write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(SettingError) as error:
        read_offer(path)
    assert str(path) in str(error.value)
    assert told in str(error.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A file that cannot be read is named, with the setting that names it."""
    with pytest.raises(SettingError, match="RUHRGRAPH_CATALOG names a TOML file"):
        read_offer(tmp_path / "none.toml")
