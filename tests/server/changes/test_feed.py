"""The feed over HTTP: a client of our own, and one of the field, make the dataset of it, whole and from a date on."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from ruhrgraph.graph.changes.event_stream import PAGE
from ruhrgraph.graph.changes.lifecycle import rollback
from ruhrgraph.graph.versions.history import history
from ruhrgraph.ontology import DEFAULT_BASE
from tests.server.changes.ldes_client import Activity, Client, replay, union

Serving = tuple[subprocess.Popen[str], httpx.Client]
TOKEN = "a-token-for-tests"  # noqa: S105  # it opens nothing else
NPM_PACKAGE = "ldes-client@0.3.0"
_SHORT = re.compile(rb"(?m)^(\S+ \S+) (?:([+-]?\d+)|([+-]?\d*\.\d+)|(true|false))(?= (?:<[^ ]*> )?\.$)")
THING = f"{DEFAULT_BASE}id/projekt/13-01"


@pytest.fixture(scope="module")
def folder(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder of our own with the shipped documents published."""
    copy = tmp_path_factory.mktemp("feed") / "data"
    shutil.copytree(data, copy, symlinks=True)
    return copy


@pytest.fixture(scope="module")
def http(folder: Path, serving: Callable[..., AbstractContextManager[Serving]]) -> Iterator[httpx.Client]:
    """Return a client of a server on that folder that may write."""
    with serving("--data", str(folder), RUHRGRAPH_TOKEN=TOKEN, RUHRGRAPH_KEEP_VERSIONS="2") as (_, client):
        client.headers["authorization"] = f"Bearer {TOKEN}"
        yield client


def update(http: httpx.Client, text: str) -> None:
    """Carry out an update."""
    answer = http.post("/sparql/update", content=text, headers={"content-type": "application/sparql-update"})
    assert answer.status_code == 204, answer.text


def dataset(http: httpx.Client) -> set[str]:
    """Return the union of the graphs as the endpoint has it now."""
    answer = http.get(
        "/sparql",
        params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"},
        headers={"accept": "application/n-triples", "cache-control": "no-cache"},
    )
    return {str(triple) for triple in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)}


def change_this_and_that(http: httpx.Client) -> None:
    """Change, add, remove and move some statements."""
    update(http, f'INSERT DATA {{ GRAPH <urn:g> {{ <{THING}> <urn:p> "ä \\"\\n" . <urn:new> <urn:p> 1 }} }}')
    update(http, "DELETE WHERE { GRAPH ?g { <urn:new> ?p ?o } } ; INSERT DATA { <urn:other> <urn:p> [ <urn:p> 2 ] }")
    http.put(
        "/store", params={"graph": "urn:g"}, content="<urn:x> <urn:p> 3 .", headers={"content-type": "text/turtle"}
    )


def test_a_client_replays_the_dataset(http: httpx.Client, folder: Path) -> None:
    """After the first build, after writes whose versions are pruned, and after going back, the feed is the dataset."""
    client = Client(http)
    first = client.members()
    assert {item.type for item in first} == {"Create"}
    state = replay(first)
    assert union(state) == dataset(http)
    change_this_and_that(http)
    assert len(history(folder)) == 2
    later = client.members(after=first[-1].published)
    assert {(item.type, item.object) for item in later} == {
        ("Update", THING),
        ("Create", "urn:new"),
        ("Delete", "urn:new"),
        ("Create", "urn:other"),
        ("Create", "urn:x"),
    } | {("Update", THING)}
    state = replay(later, state)
    assert without_blanks(union(state)) == without_blanks(dataset(http))
    assert len(union(state)) == len(dataset(http))
    rollback(folder)
    state = replay(client.members(after=later[-1].published), state)
    assert without_blanks(union(state)) == without_blanks(dataset(http))
    assert "urn:x" not in state


def without_blanks(triples: set[str]) -> set[str]:
    """Return triples without those about blank nodes, whose labels differ from page to page."""
    return {triple for triple in triples if "_:" not in triple}


def test_a_client_skips_pages(http: httpx.Client) -> None:
    """The relations say which pages can have members later than a time, so only those are fetched."""
    client = Client(http)
    members = client.members()
    assert len(client.fetched) == -(-len(members) // PAGE) + 1
    client.fetched.clear()
    later = client.members(after=members[PAGE + 10].published)
    assert [item.iri for item in later] == [item.iri for item in members[PAGE + 11 :]]
    assert len(client.fetched) == -(-len(members) // PAGE)


def test_times_and_names_are_unique(http: httpx.Client) -> None:
    """No two members have the same IRI or the same time, and the IRIs lie below the base."""
    members = Client(http).members()
    assert len({item.iri for item in members}) == len({item.published for item in members}) == len(members)
    assert all(item.iri.startswith(f"{DEFAULT_BASE}feed/") for item in members)


@pytest.mark.parametrize("accept", ["application/n-quads", "application/ld+json"])
def test_all_formats_say_the_same(http: httpx.Client, accept: str) -> None:
    """N-Quads and JSON-LD have the same members as TriG."""
    ours, theirs = Client(http).members(), Client(http, accept).members()
    assert [item.iri for item in ours] == [item.iri for item in theirs]
    assert [without_blanks(set(item.payload)) for item in ours] == [
        without_blanks(set(item.payload)) for item in theirs
    ]


def test_full_pages_never_change(http: httpx.Client) -> None:
    """A full page may be kept for ever; the first and the last are asked for again, which costs nothing if the same."""
    client = Client(http)
    count = len(client.members())
    full, last = http.get(client.fetched[1]), client.fetched[-1]
    assert "immutable" in full.headers["cache-control"]
    before = {}
    for address in ("/feed", last):
        before[address] = http.get(address).headers["etag"]
        assert http.get(address).headers["cache-control"] == "public, no-cache"
        again = http.get(address, headers={"if-none-match": before[address]})
        assert (again.status_code, again.content) == (304, b"")
    update(http, "INSERT DATA { <urn:n> <urn:seen> <urn:m> }")
    assert len(client.members()) == count + 1
    assert all(http.get(address).headers["etag"] != etag for address, etag in before.items())
    assert http.get(client.fetched[1]).content == full.content


def test_members_can_be_looked_up(http: httpx.Client) -> None:
    """Each member's IRI leads to the member alone, in all formats, and it may be kept for ever."""
    member = Client(http).members()[PAGE + 1]
    address = member.iri.removeprefix(DEFAULT_BASE)
    answer = http.get(address, headers={"accept": "application/trig"})
    assert "immutable" in answer.headers["cache-control"]
    graph = ox.NamedNode(member.iri)
    quads = {
        str(quad.triple) for quad in ox.parse(answer.content, format=ox.RdfFormat.TRIG) if quad.graph_name == graph
    }
    assert quads == set(member.payload)
    for suffix, type_ in (("nq", "application/n-quads"), ("jsonld", "application/ld+json")):
        assert http.get(f"{address}.{suffix}").headers["content-type"] == type_


@pytest.mark.parametrize(
    "path", ["/feed/pages/1", "/feed/pages/20010101T000000000000Z", "/feed/20010101T000000000000Z/1", "/feed/1/1"]
)
def test_what_is_not_there(http: httpx.Client, path: str) -> None:
    """Pages and members that there are not are not found."""
    assert http.get(path).status_code == 404


def test_formats_without_graphs_are_refused(http: httpx.Client) -> None:
    """Members need named graphs, so Turtle cannot be had."""
    assert http.get("/feed", headers={"accept": "text/turtle"}).status_code == 406
    assert http.get("/feed.ttl").status_code == 406


def test_browsers_see_the_changes(http: httpx.Client) -> None:
    """A browser gets a page in German with the latest changes."""
    answer = http.get("/feed", headers={"accept": "text/html,*/*;q=0.8"})
    assert answer.headers["content-type"].startswith("text/html")
    assert "Änderungen" in answer.text
    assert "zurück zu einer früheren Version" in answer.text or "Bau aus den Dokumenten" in answer.text
    english = http.get("/en/feed", headers={"accept": "text/html"}).text
    assert "<h1>Changes</h1>" in english
    assert "build from the documents" in english or "back to an earlier version" in english


def test_the_feed_says_what_it_is(http: httpx.Client) -> None:
    """The first page names stream, paths, shape, retention and dataset; addresses are those of the server at hand."""
    answer = http.get("/feed", headers={"accept": "application/n-quads"})
    here = f"http://{answer.request.url.netloc.decode()}/"
    stream = f"<{DEFAULT_BASE}feed#stream>"
    assert f"{stream} <https://w3id.org/tree#view> <{here}feed> ." in answer.text
    assert (
        f"{stream} <https://w3id.org/ldes#timestampPath> <https://www.w3.org/ns/activitystreams#published> ."
        in answer.text
    )
    assert (
        f"{stream} <https://w3id.org/ldes#versionOfPath> <https://www.w3.org/ns/activitystreams#object> ."
        in answer.text
    )
    assert f"{stream} <http://purl.org/dc/terms/source> <{DEFAULT_BASE}dataset> ." in answer.text
    assert "retentionPolicy" in answer.text
    assert "NodeShape" in answer.text
    assert 'rel="about"' in answer.headers["link"]


@pytest.fixture(scope="module")
def ldes_client(request: pytest.FixtureRequest) -> Path:
    """Return the command of the client from npm, installed once into pytest's cache."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not here, so the feed is not read by ldes-client")
    folder = request.config.cache.mkdir(NPM_PACKAGE)
    command = folder / "node_modules" / ".bin" / "ldes-client"
    if not command.exists():
        arguments = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), NPM_PACKAGE]
        done = subprocess.run([npm, *arguments], check=False, capture_output=True, timeout=200)
        if done.returncode:
            pytest.skip("the npm registry cannot be reached, so the feed is not read by ldes-client")
    return command


def _long(found: re.Match[bytes]) -> bytes:
    """Return a statement with the datatype of its number, which the client from npm leaves out as in Turtle."""
    name = b"integer" if found[2] else b"decimal" if found[3] else b"boolean"
    value = found[2] or found[3] or found[4]
    return b'%b "%b"^^<http://www.w3.org/2001/XMLSchema#%b>' % (found[1], value, name)


def emitted(command: Path, http: httpx.Client, *arguments: str) -> list[Activity]:
    """Return the members that the client from npm writes, in the order in which it does."""
    called = [str(command), f"{str(http.base_url).rstrip('/')}/feed", "--ordered", "ascending", *arguments]
    done = subprocess.run(called, check=True, capture_output=True, timeout=120, env={**os.environ, "NO_COLOR": "1"})
    parts: dict[str, dict[str, str]] = {}
    payloads: dict[str, set[str]] = {}
    for quad in ox.parse(_SHORT.sub(_long, done.stdout), format=ox.RdfFormat.N_QUADS):
        assert isinstance(quad, ox.Quad)
        if isinstance(quad.graph_name, ox.DefaultGraph):
            assert isinstance(quad.object, ox.NamedNode | ox.Literal)
            name = quad.predicate.value.rpartition("#")[2]
            parts.setdefault(str(quad.subject)[1:-1], {})[name] = (
                quad.object.value.rpartition("#")[2] if name == "type" else quad.object.value
            )
        else:
            payloads.setdefault(str(quad.graph_name)[1:-1], set()).add(str(quad.triple))
    return [
        Activity(
            iri, _to_microseconds(facts["published"]), facts["type"], facts["object"], frozenset(payloads.get(iri, ()))
        )
        for iri, facts in parts.items()
    ]


def _to_microseconds(time: str) -> str:
    """Return a time as our own client writes it."""
    return datetime.fromisoformat(time).isoformat(timespec="microseconds")


def test_ldes_client_replays_the_dataset(ldes_client: Path, http: httpx.Client) -> None:
    """The client of the field gets the same members, and their latest make the same dataset."""
    found = emitted(ldes_client, http)
    ours = Client(http).members()
    assert {item.iri for item in found} == {item.iri for item in ours}
    assert without_blanks(union(replay(found))) == without_blanks(dataset(http))


def test_ldes_client_from_a_date(ldes_client: Path, http: httpx.Client) -> None:
    """From a date on it gets what came since, which brings a replay of before up to date."""
    before = Client(http).members()
    state = replay(before)
    update(http, f'INSERT DATA {{ <{THING}> <urn:p> "later" . <urn:later> <urn:p> 1 }}')
    found = emitted(ldes_client, http, "--after", before[-1].published)
    assert {item.object for item in found} == {THING, "urn:later"}
    assert without_blanks(union(replay(found, state))) == without_blanks(dataset(http))


def test_ldes_client_takes_only_the_latest(ldes_client: Path, http: httpx.Client) -> None:
    """Asked for the latest of each object it gets one member each, which are the dataset."""
    found = emitted(ldes_client, http, "--last-version-only")
    assert len({item.object for item in found}) == len(found)
    there = {item.object: item.payload for item in found if item.type != "Delete"}
    assert without_blanks(union(there)) == without_blanks(dataset(http))
