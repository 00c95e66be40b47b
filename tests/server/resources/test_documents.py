"""The documents that describe things, asked of a real server process."""

import re
from pathlib import Path

import httpx

Writable = tuple[httpx.Client, Path]
BASE = "https://w3id.org/ruhrgraph/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def test_turtle_has_only_the_prefixes_that_it_uses(server: httpx.Client) -> None:
    """Each prefix that is declared is used, the vocabulary's own is `rk`, and data keep the canonical IRIs."""
    turtle = server.get("/doc/themenforum/13.ttl").text
    declared = re.findall(r"@prefix (\w+): <", turtle)
    body = re.sub(r"@prefix .*\n", "", turtle)
    assert "rk" in declared
    assert all(re.search(rf"(?<![\w:<]){prefix}:\w", body) for prefix in declared if prefix != "rdf")
    assert str(server.base_url) not in turtle


def test_what_is_gone(writable: Writable) -> None:
    """What only earlier versions speak of is 410, in all forms; what comes back is 200 again."""
    client, _ = writable
    iri, path = f"{BASE}id/ding/vergangen", "/doc/ding/vergangen"
    for _ in range(2):
        assert client.post("/sparql/update", data={"update": f'INSERT DATA {{ <{iri}> <{LABEL}> "A"@de }}'}).is_success
        assert client.get(path).status_code == 200
        assert client.post("/sparql/update", data={"update": f"DELETE WHERE {{ <{iri}> ?p ?o }}"}).is_success
        assert client.get(path).status_code == 410
        assert client.get(f"{path}.ttl").status_code == 410
