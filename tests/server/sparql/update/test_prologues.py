"""Declarations between the operations of an update: moved to its front, or refused where that changes a meaning."""

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.difference import TouchedTriples
from ruhrgraph.graph.versions.update import Update, apply
from ruhrgraph.ontology.errors import QuerySyntaxError
from ruhrgraph.server.sparql.update.prologues import with_prologue_in_front


def _written(text: str) -> set[str]:
    """Return what an update writes to an empty store."""
    store = ox.Store()
    store.update(with_prologue_in_front(text), base_iri="http://base/")
    return {str(quad.triple) for quad in store}


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA {<urn:a1> <urn:b> 1} ; PREFIX a: <urn:a> INSERT DATA {a:2 <urn:b> 2}",
        "PREFIX a: <urn:a> INSERT DATA {a:1 <urn:b> 1} ; PREFIX a: <urn:a> PREFIX b: <urn:> INSERT DATA {a:2 b:b 2}",
        "PREFIX a: <urn:a>INSERT DATA{a:1 <urn:b> 1};prefix:<urn:b>INSERT DATA{a:2 : 2}",
        "INSERT DATA {<urn:a1> <urn:b> 1} ; # PREFIX x: <x>\n PREFIX a: <urn:a> # so\n INSERT DATA {a:2 <urn:b> 2};",
        "INSERT DATA {<urn:a1> <urn:b> 1; <urn:b> 1} ; PREFIX a: <urn:a> INSERT DATA {a:2 <urn:b> 2} ; PREFIX z: <z>",
        "BASE <urn:x> INSERT DATA {<urn:a1> <urn:b> 1} ; BASE <urn:x> PREFIX a: <urn:a> INSERT DATA {a:2 <urn:b> 2}",
    ],
)
def test_moved(text: str) -> None:
    """Each operation may begin with declarations; the same one twice is still one."""
    whole = "http://www.w3.org/2001/XMLSchema#integer"
    assert _written(text) == {f'<urn:a{number}> <urn:b> "{number}"^^<{whole}>' for number in (1, 2)}


def test_relative_iris() -> None:
    """A prefix that is declared later with a relative IRI stands for the same as where it stood."""
    text = "BASE <http://one/> INSERT DATA {} ; PREFIX a: <x/> INSERT DATA { a:b a:b a:b }"
    assert _written(text) == {"<http://one/x/b> <http://one/x/b> <http://one/x/b>"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CLEAR ALL",
        "PREFIX a: <urn:a> INSERT DATA { a:b a:c a:d } ; CLEAR ALL",
        'INSERT DATA { <urn:a> <urn:b> "; PREFIX a: <urn:a>" }',
        "INSERT DATA { <urn:a> <urn:b> 1 ; <urn:prefix> 2 } # ; PREFIX",
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o ; ?base ?prefix }",
        "INSERT DATA {} ; PREFIX a <urn:a> CLEAR ALL",
    ],
)
def test_left_alone(text: str) -> None:
    """What declares nothing on the way stays as it is, to the letter; so does what is no declaration."""
    assert with_prologue_in_front(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "PREFIX a: <urn:a>\nCLEAR ALL ;\n PREFIX a: <urn:b> CLEAR ALL",
            "line 3, column 2: the prefix a: stands for <urn:a> already; take another prefix for <urn:b>",
        ),
        ("CLEAR ALL ; PREFIX a: <urn:a> CLEAR ALL ; PREFIX a: <urn:b> CLEAR ALL", "stands for <urn:a> already"),
        ("INSERT DATA { a:b a:b 1 } ; PREFIX a: <urn:a> CLEAR ALL", "line 1, column 15: the prefix a: is not declared"),
        ("CLEAR ALL ; BASE <urn:a> CLEAR ALL", "line 1, column 13: BASE is read only before the first operation"),
    ],
)
def test_refused(text: str, told: str) -> None:
    """A prefix with two meanings, one used too early and another base are refused, with the place."""
    with pytest.raises(QuerySyntaxError, match=told):
        with_prologue_in_front(text)


def test_places_stay() -> None:
    """An error behind a declaration is told with the line and column where it stands."""
    text = "CLEAR ALL ;\nPREFIX a:\n <urn:a> INSERT DATA { a:b WRONG }"
    store = ox.Store()
    with pytest.raises(QuerySyntaxError) as raised:
        apply(store, Update(with_prologue_in_front(text), "http://base/"), TouchedTriples(store))
    assert (raised.value.line, raised.value.column) == (3, text.splitlines()[2].index(" }") + 1)
