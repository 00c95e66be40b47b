"""Terms as cells: labels, links, numbers and dates, whatever the data hold."""

import pytest
from pyoxigraph import Store

from ruhrgraph.graph.rdf.namespaces import EDTF, XSD
from ruhrgraph.graph.versions.things_maker import things_of
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.things import Things
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.language import Language
from ruhrgraph.server.result_pages.terms import TermText

ID = f"{DEFAULT_BASE}id/"


@pytest.fixture(scope="module")
def things() -> Things:
    """Return the things of a few statements."""
    store = Store()
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    store.update(
        f"INSERT DATA {{ GRAPH <g:> {{ <{ID}person/a> a <{DEFAULT_BASE}ontology#Person> ; {label} 'Änne \u202e<A>' . "
        f"<{ID}moderation/1-a> a <{DEFAULT_BASE}ontology#Moderation> }} }}"
    )
    return things_of(store, DEFAULT_BASE)


def _texts(things: Things, language: Language = "de", home: str = "/") -> TermText:
    return TermText(things, DEFAULT_BASE, home, language)


@pytest.mark.parametrize(
    ("iri", "text", "href"),
    [
        (f"{ID}person/a", "Änne \u202e<A>", "/en/doc/person/a"),
        (f"{ID}person/nobody", "person/nobody", "/en/doc/person/nobody"),
        (f"{ID}moderation/1-a", "moderation 1-a", "/en/doc/moderation/1-a"),
        (f"{ID}beleg/themenforen-10-25-x-y", "Themenforen, 10–25", "/en/source/themenforen#char=10,25"),
        (f"{DEFAULT_BASE}ontology#Ort", "venue", "/en/ontology#Ort"),
        (f"{DEFAULT_BASE}source/themenforen", "source/themenforen", "/en/source/themenforen"),
        (
            "http://www.w3.org/2004/02/skos/core#notation",
            "skos:notation",
            "http://www.w3.org/2004/02/skos/core#notation",
        ),
        ("https://x.org/a?b=<c>", "https://x.org/a?b=<c>", "https://x.org/a?b=<c>"),
        ("javascript:alert(1)", "javascript:alert(1)", ""),
        (" javascript:alert(1)", " javascript:alert(1)", ""),
        ("data:text/html,<script>", "data:text/html,<script>", ""),
        ("urn:x:y", "urn:x:y", ""),
        ("HTTPS://X/", "HTTPS://X/", "HTTPS://X/"),
    ],
)
def test_iris(things: Things, iri: str, text: str, href: str) -> None:
    """An IRI reads as the label of what it names and leads to the page about it; only the web is linked to."""
    cell = _texts(things, "en", "/en/").cell(ResultTerm(iri, is_iri=True))
    assert (cell.text, cell.href) == (text, href)


@pytest.mark.parametrize(
    ("value", "datatype", "german", "english"),
    [
        ("7", "integer", "7", "7"),
        ("2019", "integer", "2019", "2019"),
        ("57060", "integer", "57.060", "57,060"),
        ("-57060", "integer", "-57.060", "-57,060"),
        ("1.50", "decimal", "1,50", "1.50"),
        ("1.0E3", "double", "1.0E3", "1.0E3"),
        ("NaN", "double", "NaN", "NaN"),
        ("INF", "double", "INF", "INF"),
        ("9" * 400, "integer", "9" * 400, "9" * 400),
        ("<script>", "integer", "<script>", "<script>"),
    ],
)
def test_numbers(things: Things, value: str, datatype: str, german: str, english: str) -> None:
    """Numbers read as in the reader's language; what is none is shown as it is."""
    term = ResultTerm(value, is_iri=False, datatype=f"{XSD}{datatype}")
    assert _texts(things).cell(term).text == german
    assert _texts(things, "en").cell(term).text == english


@pytest.mark.parametrize(
    ("term", "role", "text", "note"),
    [
        (ResultTerm("x", is_iri=False, language="ar"), "", "x", "@ar"),
        (ResultTerm("x", is_iri=False, datatype="urn:mine"), "", "x", "urn:mine"),
        (ResultTerm("2019-34", is_iri=False, datatype=f"{EDTF}EDTF"), "", "2. Quartal 2019", "edtf:EDTF"),
        (ResultTerm("2019-04-08", is_iri=False, datatype=f"{XSD}date"), "", "8. April 2019", ""),
        (ResultTerm("2019-04-08", is_iri=False), "date", "8. April 2019", ""),
        (ResultTerm("soon", is_iri=False), "date", "soon", ""),
        (ResultTerm("2019-04-08", is_iri=False), "", "2019-04-08", ""),
        (ResultTerm("lead", is_iri=False), "relation", "federführend", ""),
        (ResultTerm("mine", is_iri=False), "relation", "mine", ""),
        (ResultTerm("forum 13, lead", is_iri=False), "detail", "Themenforum 13, federführend", ""),
        (ResultTerm("Innovation, Digitales", is_iri=False), "detail", "Innovation, Digitales", ""),
        (ResultTerm("Ort", is_iri=False), "class", "Veranstaltungsort", ""),
        (ResultTerm("Ort", is_iri=False), "", "Ort", ""),
        (ResultTerm("a\x00b\x1b\n", is_iri=False), "", "a\ufffdb\ufffd\n", ""),
        (ResultTerm(f"{ID}person/a", is_iri=False, datatype="urn:mine"), "", f"{ID}person/a", "urn:mine"),
    ],
)
def test_texts(things: Things, term: ResultTerm, role: str, text: str, note: str) -> None:
    """A text is shown with its language or datatype in small print; what a column holds decides how it reads."""
    cell = _texts(things).cell(term, role=role)
    assert (cell.text, cell.note) == (text, note)


def test_several_things_in_one_cell(things: Things) -> None:
    """A text of IRIs with blanks between them is a list of links, and says how many more there are."""
    cell = _texts(things).cell(ResultTerm(" ".join([f"{ID}person/a"] * 6), is_iri=False))
    assert ([link.href for link in cell.links], cell.more) == (["/doc/person/a"] * 4, 2)
    assert not _texts(things).cell(ResultTerm(f"{ID}person/a http://x/", is_iri=False)).links
    evidence = _texts(things).cell(ResultTerm(f"{ID}beleg/d-1-2-a {ID}beleg/d-3-4-b", is_iri=False))
    assert [(link.text, link.href) for link in evidence.links] == [
        ("Beleg 1", "/source/d#char=1,2"),
        ("Beleg 2", "/source/d#char=3,4"),
    ]
