"""The representations of a document, and the links in its header."""

import json

import httpx
import pytest

from ruhrgraph.server.resources.links import rdf_representations, representations, split_suffix
from tests.server.resources.answers import SUFFIXES, links

BASE = "https://w3id.org/ruhrgraph/"
FORUM = f"{BASE}id/themenforum/13"


def test_signposts(server: httpx.Client) -> None:
    """The header links forms, licence, author, type, collection and the IRI to cite, and the linkset says the same."""
    page = server.get("/doc/themenforum/13")
    found = links(page)
    assert found["cite-as"] == [(FORUM, "")]
    assert found["author"] == [(f"{BASE}#maintainers", "")]
    assert found["collection"] == [(f"{BASE}dataset", "")]
    assert len(found["license"]) == 1
    assert ("https://schema.org/AboutPage", "") in found["type"]
    assert (f"{BASE}ontology#Themenforum", "") in found["type"]
    assert {media_type for _, media_type in found["alternate"]} == {media_type for media_type, _ in SUFFIXES.values()}
    assert found["describedby"] == found["alternate"]
    for target, media_type in found["alternate"] + found["linkset"]:
        assert server.get(target).headers["content-type"].startswith(media_type)
    (linkset,) = json.loads(server.get(found["linkset"][0][0]).content)["linkset"]
    assert linkset["anchor"] == str(server.base_url.join("/doc/themenforum/13"))
    assert {relation for relation in linkset if relation != "anchor"} == set(found) - {"linkset"}
    turtle = links(server.get("/doc/themenforum/13.ttl"))
    assert turtle["describes"] == [(FORUM, "")]
    assert ("/doc/themenforum/13.html", "text/html") in turtle["alternate"]


@pytest.mark.parametrize(
    ("path", "split"),
    [
        ("doc/projekt/13-01.ttl", ("doc/projekt/13-01", "ttl")),
        ("doc/projekt/13-01.jsonld", ("doc/projekt/13-01", "jsonld")),
        ("doc/projekt/13-01.html", ("doc/projekt/13-01", "html")),
        ("doc/projekt/13-01", ("doc/projekt/13-01", None)),
        ("doc/ding/a.b", ("doc/ding/a.b", None)),
        ("doc/ding/a.b.rdf", ("doc/ding/a.b", "rdf")),
        (".ttl", (".ttl", None)),
        ("doc/ding.ttl/a", ("doc/ding.ttl/a", None)),
    ],
)
def test_suffixes(path: str, split: tuple[str, str | None]) -> None:
    """Only the name of a format behind the last dot is a suffix; other dots belong to the name."""
    assert split_suffix(path) == split


def test_representations_below_a_slash() -> None:
    """An address that ends in a slash names its representations by `format`, the others by suffix; both keep a page."""
    assert [item.address for item in representations("/", "")][:2] == ["/?format=html", "/?format=ttl"]
    assert representations("/", "?page=2")[1].address == "/?page=2&format=ttl"
    assert representations("/doc/a", "?page=2")[1].address == "/doc/a.ttl?page=2"
    assert [item.suffix for item in rdf_representations("/doc/a")] == ["ttl", "nt", "jsonld", "rdf", "trig", "nq"]
