"""Tests of the look at what queries and updates would fetch: calls are found, and honest text is never refused."""

import pytest
from pyoxigraph import Store

from ruhrgraph.ontology.errors import QueryRefusedError
from ruhrgraph.server.engine.inspection import inspect, inspect_update

ENDPOINTS = ("https://a.example/sparql", "http://b.example/")
ALLOWED = {endpoint: endpoint for endpoint in ENDPOINTS}
NOWHERE = "<urn:ruhrgraph:refused>"

HONEST = {
    "in a text": 'ASK { ?s ?p "SERVICE <http://a/> {}" }',
    "in a long text": "ASK { ?s ?p '''SERVICE <http://a/> {}''' }",
    "in a comment": "ASK { # SERVICE <http://a/> {}\n}",
    "in an IRI": "ASK { ?s <http://example.org/SERVICE> <http://example.org/#service> }",
    "in a relative IRI": "BASE <http://x/> ASK { <service> <#service> <it's> . FILTER(?x IN (<#service>)) }",
    "a variable": "ASK { ?service ?p $SERVICE }",
    "a prefix": "PREFIX service: <a:> ASK { service:a ?p service:b . GRAPH service:g { service:c a service: } }",
    "a prefix and the empty one": "PREFIX : <a:> PREFIX service: <a:> ASK { GRAPH service:g {} ?s :p service:o {} }",
    "local names": "PREFIX dcat: <a:> ASK { ?s dcat:service ?x ; dcat:servesDataset dcat:Service.load }",
    "a language": "ASK { ?s ?p 'x'@service }",
    "a blank node": "ASK { _:service ?p _:load }",
    "behind an operator": "ASK { ?s ?p ?o FILTER(?o<'service' || ?o<?service) }",
    "a graph": "PREFIX service: <a:> SELECT * FROM service:g FROM NAMED service:h { GRAPH service:h { ?s ?p ?o } }",
}
HIDDEN = {
    "no blanks": "SELECT * { SERVICESILENT<%s>{} }",
    "behind a number": "SELECT * { ?s ?p 1SERVICE<%s>{} }",
    "behind a truth value": "SELECT * { ?s ?p trueSERVICE<%s>{} }",
    "behind a bracket": "SELECT * { FILTER(true)SERVICE<%s>{} }",
    "behind a name": "PREFIX e: <e:> SELECT * { ?s ?p e:.SERVICE<%s>{} }",
    "before a name": "PREFIX p: <%s> SELECT * { ?s ?p 1 . SERVICEp:{} }",
    "before the empty prefix": "PREFIX : <%s> SELECT * { SERVICE:x{} }",
    "in what looks like an IRI": "PREFIX x: <%s> SELECT * { BIND(1 AS ?a) FILTER(?a<?b)SERVICE#c>\nx:{} }",
    "in what looks like a text": "SELECT * { ?x ?y ?a FILTER(?a<'x>') SERVICE <%s> {} #'\n}",
    "in what looks like a comment": 'SELECT * { FILTER(?a<?b#>"""\n) SERVICE <%s> {} #"""\n}',
    "SILENT before a name": "PREFIX p: <%s> SELECT * { SERVICE SILENTp: {} }",
}


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
@pytest.mark.parametrize("allowed", [{}, ALLOWED])
def test_honest_queries_are_left_alone(text: str, allowed: dict[str, str]) -> None:
    """The word is no call where it is no code."""
    Store().query(text)
    assert inspect(text, allowed) == (text, False)


@pytest.mark.parametrize("honest", HONEST.values(), ids=HONEST)
def test_honest_text_beside_a_call(honest: str) -> None:
    """A query may have the word elsewhere and call an endpoint that is allowed."""
    text = f"{honest.rpartition('}')[0]} SERVICE <{ENDPOINTS[0]}> {{}} }}"
    assert inspect(text, ALLOWED) == (text, True)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://a/> {} }",
        "SELECT * { service\t<http://a/>{} }",
        "SELECT * { SERVICE ?x {} }",
        "SELECT * { SERVICE # a comment\n<http://a/> {} }",
        "PREFIX p: <http://a/> SELECT * { SERVICE p:x {} }",
        "SELECT * { VALUES ?x { 'a' } SERVICE <http://a/> {} }",
        'SELECT * { ?s ?p "a" # "\n VALUES ?x { 1 } SERVICE <http://a/> {} }',
        "BASE <https://a.example/> SELECT * { SERVICE <SPARQL> {} }",
        "SELECT * { SERVICE <https://a.example/sparql?x> {} }",
        "SELECT * { SERVICE <https://A.example/sparql> {} }",
        "SELECT * { SERVICE <https://a.example/sparql> {} SERVICE <http://a/> {} }",
    ],
)
@pytest.mark.parametrize("allowed", [{}, ALLOWED])
def test_calls_are_refused(text: str, allowed: dict[str, str]) -> None:
    """SERVICE is refused for what is not on the list, and for a variable, which may stand for anything."""
    with pytest.raises(QueryRefusedError, match="SERVICE is refused"):
        inspect(text, allowed)
    with pytest.raises(QueryRefusedError, match="SERVICE is refused"):
        inspect_update(f"INSERT {{}} WHERE {{ {text.partition('{')[2]}".replace("p:x", "<p:x>"), allowed)


@pytest.mark.parametrize(
    ("prologue", "target", "endpoint"),
    [
        ("", "<http://b.example/>", ENDPOINTS[1]),
        ("BASE <http://b.example/a>", "<.>", ENDPOINTS[1]),
        ("PREFIX b: <http://b.e> PREFIX b: <http://b.example/>", "b:", ENDPOINTS[1]),
        ("PREFIX a: <https://a.example/>", "a:sparql", ENDPOINTS[0]),
        ("BASE <https://a.example/x/> PREFIX : <../>", ":sparql", ENDPOINTS[0]),
        ("", "<https://a.example/\\u0073parql>", ENDPOINTS[0]),
    ],
)
@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_allowed_endpoints_are_called(prologue: str, target: str, endpoint: str, silent: str) -> None:
    """An endpoint on the list is called, however it is written: by a prefix, relative to a base, or with escapes."""
    query = f"{prologue} SELECT * {{ SERVICE {silent}%s {{}} }}"
    assert inspect(query % target, ALLOWED) == (query % f"<{endpoint}>", True)


def test_silent_calls_reach_nothing() -> None:
    """SERVICE SILENT to what is not allowed gives the empty solution, also beside a call that is allowed."""
    text = "SELECT * { SERVICE SILENT <https://c.example/> { ?s ?p ?o } SERVICE SILENT ?x {} SERVICESILENT<a>{} }"
    expected = text.replace("<https://c.example/>", NOWHERE).replace("?x {}", f"{NOWHERE} {{}}").replace("<a>", NOWHERE)
    assert inspect(text) == (expected, False)
    assert len(list(Store().query(expected))) == 1  # type: ignore[arg-type]  # a SELECT has solutions
    both = f"{text[:-1]} SERVICE <{ENDPOINTS[0]}> {{}} }}"
    assert inspect(both, ALLOWED) == (f"{expected[:-1]} SERVICE <{ENDPOINTS[0]}> {{}} }}", True)


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN)
def test_what_hides_opens_no_connection(text: str) -> None:
    """A call in a spelling that only the engine finds is refused, or no connection may be opened for it."""
    target = "http://c.example/"
    hidden = text.replace("%s", target)
    try:
        _, calls = inspect(hidden, ALLOWED)
    except QueryRefusedError:
        calls = False
    assert not calls
    beside = hidden.rpartition("}")[0] + f" SERVICE <{ENDPOINTS[0]}> {{}} }}"
    try:
        evaluated, calls = inspect(beside, ALLOWED)
    except QueryRefusedError:
        return
    assert not calls or target not in evaluated.replace(f"PREFIX p: <{target}>", "")


UPDATES = {
    "names": "PREFIX load: <urn:> INSERT DATA { load:a load:b <http://example.org/#load>, <http://x/DOWNLOAD> }",
    "graphs": "PREFIX load: <urn:> WITH load:g DELETE { ?load ?p 1 } WHERE { GRAPH load:g { ?load ?p 1 } }",
    "targets": "PREFIX load: <urn:> CLEAR SILENT GRAPH load:g ; COPY load:a TO load:b ; MOVE load:b TO GRAPH load:c",
    "an empty prefix": "PREFIX : <u:> PREFIX service: <u:> INSERT DATA { GRAPH service:g { service:x a :load } }",
    "texts": 'INSERT DATA { <a:a> <a:b> \'LOAD <x>\', """; LOAD <x>""", <http://a/LOAD> } # LOAD <x>',
    "IRIs": "COPY <a:x> TO <a:LOAD>",
    "relative IRIs": "BASE <a:> INSERT DATA { <#load> <it's> 'service' }",
    "operators": "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o<'load' && ?o<?service) }",
    "much data": "INSERT DATA { " + "<a:a> <a:b> 'download service' . " * 5000 + "}",
    "an unknown function": "INSERT { ?s <a:a> ?x } WHERE { ?s ?p ?o BIND(<a:load>(?o) AS ?x) }",
    "an error of its own": "DROP GRAPH <a:load>",
    "no update": "INSERT DATA { <a:load> }",
}


@pytest.mark.parametrize("text", UPDATES.values(), ids=UPDATES)
def test_honest_updates_are_left_alone(text: str) -> None:
    """The words are no keywords where they are no code; what cannot be read is left to the engine to tell."""
    assert inspect_update(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://c.example/>",
        "load<http://c.example/>",
        "LOAD <http://c.example/> INTO GRAPH <a:g>",
        "PREFIX ex: <http://c.example/> LOAD ex:a",
        "PREFIX ex: <http://c.example/> LOADex:a",
        "PREFIX : <http://c.example/> LOAD:a",
        "PREFIX ex: <http://c.example/> LOADSILENTex:a",
        "BASE <http://c.example/> LOAD <a>",
        "INSERT DATA {} ; LOAD <http://c.example/>",
        "INSERT DATA {};LOAD#\n<http://c.example/>",
        "CREATE GRAPH <a:g>;PREFIX ex: <http://c.example/>",
    ],
)
def test_loads_are_refused(text: str) -> None:
    """LOAD is refused in every spelling that the engine knows."""
    if "LOAD" not in text.upper():
        assert inspect_update(text) == text
        return
    with pytest.raises(QueryRefusedError, match="LOAD"):
        inspect_update(text, ALLOWED)


@pytest.mark.parametrize("scheme", ["http", "https", "HTTPS"])
@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN)
def test_what_hides_in_an_update_is_refused(text: str, scheme: str) -> None:
    """A call in a spelling that only the engine finds is refused, also a silent one."""
    prologue, _, group = text.partition("SELECT *")
    update = f"{prologue}INSERT {{}} WHERE {group}".replace("%s", f"{scheme}://c.example/")
    with pytest.raises(QueryRefusedError):
        inspect_update(update)


def test_silent_loads_do_nothing() -> None:
    """LOAD SILENT may do nothing (SPARQL 1.1 Update §3.1.4), and the operations around it are carried out."""
    text = "INSERT DATA { <a:a> <a:b> 'load' } ; LOAD SILENT <http://c.example/> INTO GRAPH <a:g> ; LOADSILENT<a:a>"
    expected = text.replace("<http://c.example/>", NOWHERE).replace("LOADSILENT<a:a>", f"LOADSILENT{NOWHERE}")
    assert inspect_update(text, ALLOWED) == expected
    store = Store()
    store.update(expected)
    assert len(store) == 1


def test_updates_may_call_what_is_allowed() -> None:
    """SERVICE in an update calls an endpoint that is allowed."""
    text = f"DELETE {{}} WHERE {{ SERVICE <{ENDPOINTS[0]}> {{}} }}"
    assert inspect_update(text, ALLOWED) == text
