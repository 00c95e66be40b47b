"""The query editor: completion, faults, running, links, code, and all of it without scripts."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE
from tests.browser.conftest import Reader, Visit

CONTENT = ".query-editor .cm-content"
WITHOUT_SCRIPTS = Reader(has_scripts=False)


def _open(visit: Visit, path: str = "sparql", reader: Reader | None = None) -> Page:
    """Return the page with the editor in place of the text area."""
    page = visit(path, reader or Reader())
    page.locator(CONTENT).wait_for()
    return page


def _write(page: Page, text: str) -> None:
    """Type a query in place of the one that is there."""
    page.locator(CONTENT).click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def _choose(page: Page) -> None:
    """Take the first suggestion; in the first 75 ms none is taken, so that who types on gets no surprise."""
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")


def _query(page: Page) -> str:
    return page.locator("#query").input_value()


def test_names_are_completed(visit: Visit) -> None:
    """A class comes with what it means and declares its prefix; a thing comes from the graph, as its IRI."""
    page = _open(visit)
    _write(page, "SELECT * { ?field a rk:Handl")
    option = page.get_by_role("option", name=re.compile("rk:Handlungsfeld"))
    expect(option).to_be_visible()
    expect(page.locator(".cm-completionInfo")).to_contain_text("Ruhr-Konferenz")
    _choose(page)
    page.keyboard.type(" ; rdfs:label ?name . <urn:x> <urn:y> Wüs")
    expect(page.get_by_role("option", name=re.compile("Hendrik Wüst"))).to_be_visible()
    _choose(page)
    query = _query(page)
    assert re.match(r"PREFIX rdfs: <\S+>\nPREFIX rk: <\S+ontology#>\nSELECT", query)
    assert query.endswith(
        "a rk:Handlungsfeld ; rdfs:label ?name . <urn:x> <urn:y> <https://w3id.org/ruhrgraph/id/person/hendrik-wuest>}"
    )


def test_labels_are_completed_in_english(visit: Visit) -> None:
    """Who types a word finds the term whose label has it."""
    page = _open(visit, "en/sparql")
    _write(page, "SELECT * { ?x a ministr")
    expect(page.get_by_role("option", name=re.compile("^rk:Ressort"))).to_be_visible()


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("SELECT * {\n?s ?p . ?o ", "Zeile 2, Spalte 7: „.“ passt hier nicht"),
        ("SELECT * { ?s meins:x ?o ", "Zeile 1, Spalte 15: Das Präfix meins: ist nicht deklariert."),
        ("SELECT * { ?s a rk:Person ; foaf:name ?name ", ""),
    ],
)
def test_faults_are_marked(visit: Visit, query: str, fault: str) -> None:
    """What the grammar sees and what only the server knows is told with line and column, and underlined."""
    page = _open(visit)
    _write(page, "SELECT * { x")
    expect(page.locator("#query-problem")).to_contain_text("Zeile 1")
    _write(page, query)
    problem = page.locator("#query-problem")
    expect(problem).to_have_text(re.compile(re.escape(fault) if fault else "^$"))
    expect(page.locator(".cm-lintRange-error, .cm-lintPoint-error")).to_have_count(1 if fault else 0)


def test_queries_are_run_and_remembered(visit: Visit) -> None:
    """Ctrl+Enter runs; the browser remembers the query until the list is cleared."""
    page = _open(visit)
    _write(page, "SELECT ?name { ?field a rk:Handlungsfeld ; rdfs:label ?name ")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Ergebnis", exact=True)).to_be_visible()
    expect(page.locator("table.answer tbody tr")).to_have_count(5)
    page.goto("en/sparql")
    page.get_by_role("button", name=re.compile(r"SELECT \?name")).click()
    assert "rk:Handlungsfeld" in _query(page)
    page.get_by_role("button", name="Clear the list").click()
    expect(page.locator("#recent")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('ruhrgraph.queries')") == "[]"


def test_faults_of_a_run_are_marked(visit: Visit) -> None:
    """The page of an error has the editor with the place marked."""
    page = visit(f"sparql?query={quote('SELECT (MIN(?x) AS ?y) ?z { ?z ?p ?x }')}", status=400)
    expect(page.locator(".cm-lintRange-error, .cm-lintPoint-error")).to_have_count(1)


def test_keyboard_leaves_the_editor(visit: Visit) -> None:
    """Escape closes the suggestions, and Tab goes on to the button; text typed over a selection needs no style."""
    page = _open(visit)
    _write(page, "SEL")
    expect(page.get_by_role("option", name="SELECT")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Ausführen")).to_be_focused()


def test_links_carry_long_queries(visit: Visit) -> None:
    """A link has a short query in the address and a long one in the fragment, and opens it."""
    page = _open(visit, "sparql", Reader(screen=PHONE))
    _write(page, "ASK {")
    page.get_by_role("button", name="Link kopieren").click()
    assert page.get_by_label("Link zu dieser Abfrage").input_value().endswith("sparql?query=ASK%20%7B%7D")
    page.goto(f"sparql#query={quote('ASK { }' + ' #' * 3000)}")
    page.reload()
    page.locator(CONTENT).wait_for()
    assert _query(page).startswith("ASK { } # #")


def test_javascript_runs(visit: Visit) -> None:
    """The code in JavaScript gives the answer where it is run."""
    query = quote("ASK { ?s a rk:Person ; rdfs:label 'Hendrik Wüst' }")
    page = visit(f"sparql/code?query={query}")
    code = page.locator("#javascript + pre code").text_content()
    with page.expect_console_message() as printed:
        page.evaluate(f"async () => {{ {code} }}")
    assert printed.value.text == "true"


def test_without_scripts(visit: Visit) -> None:
    """Examples, running, views and code need none."""
    page = visit("sparql", WITHOUT_SCRIPTS)
    page.get_by_role("link", name="Veranstaltungen je Gemeinde").click()
    page.get_by_role("button", name="Ausführen").click()
    expect(page.get_by_role("link", name="Gelsenkirchen")).to_be_visible()
    page.get_by_role("button", name="Karte").click()
    expect(page.locator("svg").last).to_be_attached()
    page.get_by_role("button", name="Code zeigen").click()
    expect(page.locator("#curl + pre")).to_contain_text("--data-urlencode")
