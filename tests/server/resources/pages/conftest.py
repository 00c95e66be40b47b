"""`tell` gives what the page of a thing of the shipped documents tells, `ties` its ties."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries import bind, read
from ruhrgraph.server.engine.evaluation import fill_default_graph
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.language import Language
from ruhrgraph.server.resources.page import resource_page
from ruhrgraph.server.resources.pages.kinds import KINDS
from ruhrgraph.server.resources.pages.records import Tie
from ruhrgraph.server.resources.pages.sections import select
from ruhrgraph.server.resources.pages.story import Findings, Story, story
from ruhrgraph.server.resources.pages.ties import Wording, tie_in

Tell = Callable[..., Story]
Ties = Callable[[str, str], tuple[Tie, ...]]
LABELS = """SELECT ?s ?l { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l FILTER(LANG(?l) = "en") }"""
ACRONYMS = f"SELECT ?s ?a {{ ?s <{DEFAULT_BASE}ontology#kuerzel> ?a }}"
BELEGE = f"SELECT ?b ?q ?p {{ ?b <{DEFAULT_BASE}ontology#zitat> ?q ; <http://www.w3.org/ns/prov#wasQuotedFrom> ?p }}"


@pytest.fixture(scope="session")
def union(version: Version) -> ox.Store:
    """Return the shipped documents as a store whose default graph is the union of all."""
    return fill_default_graph(load_store(version))


@pytest.fixture(scope="session")
def ties(union: ox.Store) -> Ties:
    """Return a function that gives the ties of a thing, by its class and the end of its IRI."""

    def ask(kind: str, key: str) -> tuple[Tie, ...]:
        query = KINDS[kind].query
        found = union.query(bind(read(query), {query: f"{DEFAULT_BASE}id/{key}"}))
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        return tuple(
            tie_in({name: ResultTerm(row[name].value, is_iri=False) for name in names if row[name] is not None})
            for row in found
        )

    return ask


@pytest.fixture(scope="session")
def wording(union: ox.Store) -> Wording:
    """Return the English names of all things, the acronyms, and the wording of all Belege."""
    names, acronyms, belege = union.query(LABELS), union.query(ACRONYMS), union.query(BELEGE)
    assert isinstance(acronyms, ox.QuerySolutions)
    assert isinstance(names, ox.QuerySolutions)
    assert isinstance(belege, ox.QuerySolutions)
    return Wording(
        {row["s"].value: row["l"].value for row in names},
        {row["s"].value: row["a"].value for row in acronyms},
        {row["b"].value: (row["q"].value, row["p"].value) for row in belege},
    )


@pytest.fixture(scope="session")
def tell(union: ox.Store, ties: Ties, wording: Wording) -> Tell:
    """Return a function that gives the story of a thing, by its class, the end of its IRI and a language."""

    def told(kind: str, key: str, language: Language = "de") -> Story:
        thing = ox.NamedNode(f"{DEFAULT_BASE}id/{key}")
        triples = tuple(quad.triple for quad in union.quads_for_pattern(thing, None, None, ox.DefaultGraph()))
        found = ties(kind, key)
        page = PageContext(language=language)
        findings = Findings(KINDS[kind], found, select(KINDS[kind], found), wording)
        view = resource_page(thing.value, triples, DEFAULT_BASE, page.home, language)
        answer = story(thing.value, triples, findings, view, DEFAULT_BASE, page)
        assert answer is not None
        return answer

    return told
