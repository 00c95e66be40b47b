"""Twelve things that new users come for, done from the first page by what they see there.

Each is done on a wide screen with scripts, and on a phone without.
"""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import PHONE
from tests.browser.conftest import Reader, Visit


@pytest.fixture(params=[Reader(), Reader(PHONE, has_scripts=False)], ids=["wide", "phone-no-script"])
def start(visit: Visit, request: pytest.FixtureRequest) -> Page:
    """Return the first page, as one of two readers sees it."""
    return visit("", request.param)


def main(page: Page) -> Locator:
    """Return the page without its menu and footer."""
    return page.get_by_role("main")


def follow(page: Page, name: str | re.Pattern[str]) -> None:
    """Follow the first link of a name."""
    main(page).get_by_role("link", name=name).first.click()


def look_for(page: Page, text: str, label: str = "Suche", button: str = "Suchen") -> None:
    """Use the search of the page, which suggests names where scripts run."""
    field = main(page).get_by_role("combobox", name=label).or_(main(page).get_by_role("searchbox", name=label))
    field.fill(text)
    main(page).get_by_role("button", name=button).click()


def see(page: Page, section: str, *names: str) -> None:
    """See that a section of a page names these."""
    for name in names:
        expect(main(page).get_by_role("region", name=section).get_by_role("link", name=name).first).to_be_visible()


def test_forums_of_a_ministry(start: Page) -> None:
    """Which forums does the Ministry of Labour lead, and in which does it take part?"""
    follow(start, re.compile("^Ressorts"))
    follow(start, "Ministerium für Arbeit, Gesundheit und Soziales")
    see(start, "Federführend in Themenforen", "Zukunftswert Arbeit", "Potenziale der Metropolregion")
    see(start, "Beteiligt an Themenforen", "Bekämpfung der Clan-Kriminalität", "Grüne Infrastruktur", "Talentschulen")


def test_co_moderators(start: Page) -> None:
    """With whom does Hendrik Wüst moderate a forum?"""
    look_for(start, "Hendrik Wüst")
    follow(start, "Hendrik Wüst")
    see(start, "Moderierte gemeinsam mit", "Ronald Pofalla")


def test_ministries_of_a_venue(start: Page) -> None:
    """Which ministries share the Wissenschaftspark?"""
    question = start.get_by_role("heading", name="Welche Ministerien teilen sich den Wissenschaftspark?")
    story = main(start).get_by_role("article").filter(has=question)
    story.get_by_role("link", name=re.compile("Zeilen|Ganze Tabelle")).click()
    for acronym in ("IM", "JM", "MKFFI", "MKW", "MSB", "MULNV"):
        expect(main(start).get_by_role("cell", name=acronym, exact=True)).to_be_visible()


def test_projects_of_a_field(start: Page) -> None:
    """The projects of one field of action, to take along as CSV."""
    follow(start, re.compile("^Projekte"))
    filters = main(start).get_by_role("region", name="Filter")
    field = filters.get_by_role("link", name=re.compile("^Vernetzte Mobilität – kurze Wege"))
    if not field.is_visible():
        filters.get_by_text("Handlungsfeld", exact=True).click()
    field.click()
    expect(start).to_have_url(re.compile("handlungsfeld="))
    with start.expect_download() as download:
        follow(start, re.compile("CSV"))
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6
    assert {row["Handlungsfeld"] for row in rows} == {"Vernetzte Mobilität – kurze Wege"}


def test_example_query(start: Page) -> None:
    """An example runs as it is, and again when it has been changed."""
    start.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="SPARQL").click()
    follow(start, "Alle Themenforen mit Nummer und Titel")
    main(start).get_by_role("button", name="Ausführen").click()
    expect(main(start).get_by_role("cell", name="Neue Mobilität")).to_be_visible()
    query = main(start).get_by_role("textbox", name="Abfrage in SPARQL")
    query.fill(
        'SELECT ?name WHERE { ?thing a rk:Themenforum ; rk:nummer 13 ; rdfs:label ?name FILTER(LANG(?name) = "de") }'
    )
    main(start).get_by_role("button", name="Ausführen").click()
    expect(main(start).get_by_role("row")).to_have_count(2)
    expect(main(start).get_by_role("cell", name="Neue Mobilität")).to_be_visible()


def test_sentence_behind_a_number(start: Page) -> None:
    """From a number in a table to the sentence of the document that proves it."""
    follow(start, re.compile("^Veranstaltungen"))
    row = main(start).get_by_role("row").filter(has_text="Große Präsenzveranstaltung")
    expect(row.get_by_role("cell", name="200")).to_be_visible()
    row.get_by_role("link", name="Große Präsenzveranstaltung").click()
    fact = main(start).locator("dl > div").filter(has_text="Teilnehm").first
    fact.get_by_text("Beleg").first.click()
    fact.get_by_role("link", name=re.compile("Zeichen")).first.click()
    expect(start).to_have_url(re.compile("/source/themenforen#char="))
    expect(main(start).get_by_text("200").first).to_be_visible()


def test_how_to_cite(start: Page) -> None:
    """How to cite the dataset, with its version, and for a bibliography."""
    start.get_by_role("contentinfo").get_by_role("link", name="Wie zitieren").click()
    expect(main(start).get_by_role("heading", name="Wie zitieren")).to_be_visible()
    expect(main(start).locator("blockquote").first).to_contain_text(re.compile(r"Version vom \d+\. \w+ \d{4}"))
    expect(main(start).get_by_role("link", name="BibTeX")).to_be_visible()


def test_in_english(start: Page) -> None:
    """The same in English: with whom does Hendrik Wüst moderate a forum?"""
    start.get_by_role("link", name="English").click()
    expect(start.locator("html")).to_have_attribute("lang", "en")
    look_for(start, "Hendrik Wüst", "Search", "Search")
    follow(start, "Hendrik Wüst")
    see(start, "Moderated together with", "Ronald Pofalla")
    expect(start).to_have_url(re.compile("/en/doc/person/hendrik-wuest$"))


def test_typing_error(start: Page) -> None:
    """A name that is not spelt right leads to the person."""
    look_for(start, "Wüstt")
    expect(main(start).get_by_text("Meinten Sie")).to_be_visible()
    follow(start, "Wüst")
    follow(start, "Hendrik Wüst")
    expect(main(start).get_by_role("heading", name="Hendrik Wüst", level=1)).to_be_visible()


def test_events_of_a_town(start: Page) -> None:
    """All events in Gelsenkirchen, from the map to the timeline."""
    follow(start, "Gelsenkirchen: 5")
    expect(start).to_have_url(re.compile("gemeinde=gelsenkirchen"))
    main(start).get_by_role("link", name="Zeitstrahl", exact=True).click()
    expect(start).to_have_url(re.compile("ansicht=zeitstrahl"))
    drawn = main(start).get_by_role("listitem").filter(has_text="Gelsenkirchen")
    for day in ("25. März 2019", "2. Mai 2019", "9. Mai 2019", "27. Mai 2019"):
        expect(drawn.filter(has_text=day).first).to_be_attached()


def test_path_of_a_network(start: Page) -> None:
    """What connects a person with a venue, and where that is written."""
    start.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="Netzwerke").click()
    follow(start, "Alle Akteure und ihre Verbindungen")
    path = main(start).locator("form").filter(has=start.get_by_role("button", name="Weg suchen"))
    path.get_by_label("Von").fill("Hendrik Wüst")
    path.get_by_label("nach").fill("Wissenschaftspark Gelsenkirchen")
    path.get_by_role("button", name="Weg suchen").click()
    expect(main(start).get_by_role("heading", level=1)).to_contain_text("Hendrik Wüst")
    expect(main(start).locator("blockquote").first).to_be_visible()


@pytest.mark.parametrize("reader", [Reader(), Reader(PHONE, has_scripts=False)], ids=["wide", "phone-no-script"])
def test_wrong_address(visit: Visit, reader: Reader) -> None:
    """A wrong address says so, and leads to what was meant."""
    page = visit("doc/person/hendrik-wust", reader, 404)
    expect(main(page).get_by_role("heading", level=1)).to_be_visible()
    follow(page, "Hendrik Wüst")
    expect(main(page).get_by_role("heading", name="Hendrik Wüst", level=1)).to_be_visible()
