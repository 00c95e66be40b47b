"""A client of Linked Data Event Streams: follows the relations of a feed, and makes the dataset of its members."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import httpx
import pyoxigraph as ox

AS = "https://www.w3.org/ns/activitystreams#"
LDES = "https://w3id.org/ldes#"
TREE = "https://w3id.org/tree#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@dataclass(frozen=True)
class Activity:
    """A member: its IRI, time, type, object, and the triples of its graph as N-Triples."""

    iri: str
    published: str
    type: str
    object: str
    payload: frozenset[str]


@dataclass
class Client:
    """Follows a feed; `fetched` notes the pages that were asked for."""

    http: httpx.Client
    accept: str = "application/trig"
    fetched: list[str] = field(default_factory=list)

    def store(self, address: str) -> ox.Store:
        """Return a page as a store."""
        self.fetched.append(address)
        answer = self.http.get(address, headers={"accept": self.accept})
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == self.accept
        store = ox.Store()
        store.load(answer.content, ox.RdfFormat.from_media_type(self.accept))
        return store

    def members(self, after: str = "") -> list[Activity]:
        """Return all members later than a time, in order; pages that can have none are left out."""
        first = self.store("/feed")
        found: list[Activity] = []
        for page, bounds in sorted(_relations(first).items()):
            if not after or bounds.get("LessThanRelation", "~") > after:
                found += _members(self.store(page))
        return sorted((item for item in found if item.published > after), key=lambda item: item.published)


def replay(activities: list[Activity], before: dict[str, frozenset[str]] | None = None) -> dict[str, frozenset[str]]:
    """Return the triples of each object after some activities."""
    state = dict(before or {})
    for item in activities:
        if item.type == "Delete":
            del state[item.object]
        else:
            assert (item.type == "Update") == (item.object in state)
            state[item.object] = item.payload
    return state


def union(state: dict[str, frozenset[str]]) -> set[str]:
    """Return all triples of a replayed state."""
    return set().union(*state.values())


def _relations(store: ox.Store) -> dict[str, dict[str, str]]:
    """Return the pages of a feed, each with the bounds of its times."""
    pages: dict[str, dict[str, str]] = {}
    for quad in store.quads_for_pattern(None, ox.NamedNode(f"{TREE}relation"), None):
        relation = quad.object
        assert isinstance(relation, ox.NamedNode)
        assert _one(store, relation, f"{TREE}path") == f"{AS}published"
        kind = _one(store, relation, TYPE.value).removeprefix(TREE)
        pages.setdefault(_one(store, relation, f"{TREE}node"), {})[kind] = _time(store, relation, f"{TREE}value")
    return pages


def _members(store: ox.Store) -> Iterator[Activity]:
    """Yield the members of a page."""
    for quad in store.quads_for_pattern(None, ox.NamedNode(f"{TREE}member"), None):
        activity = quad.object
        assert isinstance(activity, ox.NamedNode)
        triples = (str(item.triple) for item in store.quads_for_pattern(None, None, None, activity))
        yield Activity(
            activity.value,
            _time(store, activity, f"{AS}published"),
            _one(store, activity, TYPE.value).removeprefix(AS),
            _one(store, activity, f"{AS}object"),
            frozenset(triples),
        )


def _time(store: ox.Store, subject: ox.NamedNode, predicate: str) -> str:
    """Return a time so that it can be compared: the store shortens fractions of seconds."""
    return datetime.fromisoformat(_one(store, subject, predicate)).isoformat(timespec="microseconds")


def _one(store: ox.Store, subject: ox.NamedNode, predicate: str) -> str:
    """Return the one value of a property in the default graph."""
    [quad] = store.quads_for_pattern(subject, ox.NamedNode(predicate), None, ox.DefaultGraph())
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.object.value
