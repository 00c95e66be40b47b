"""The index of names: of the version in use, and by identifiers in any composition."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

from ruhrgraph.ontology import DEFAULT_BASE
from tests.server.reconciliation.openrefine import ask

RDFS = "http://www.w3.org/2000/01/rdf-schema#"


def test_decomposed_identifiers(writable: tuple[httpx.Client, Path]) -> None:
    """A thing is found by its identifier whether the umlauts in its IRI and in the request are composed or not."""
    client, _ = writable
    stored = {"gemeinde/käß": "gemeinde/ka\u0308ß", "gemeinde/o\u0308l": "gemeinde/öl"}
    types = " . ".join(
        f'<{DEFAULT_BASE}id/{id_}> a <{DEFAULT_BASE}ontology#Gemeinde> ; <{RDFS}label> "x"' for id_ in stored
    )
    update = f"INSERT DATA {{ GRAPH <urn:g> {{ {types} }} }}"
    assert client.post("/sparql/update", data={"update": update}).is_success
    for id_, other in stored.items():
        for given in (id_, other, f"{DEFAULT_BASE}id/{other}"):
            assert [item["id"] for item in ask(client, query=given) if item["match"]] == [id_]
            assert client.get("/reconcile/view", params={"id": given}).headers["location"].endswith(quote(id_))
            extend = json.dumps({"ids": [given], "properties": [{"id": f"{RDFS}label"}]})
            answer = client.post("/reconcile", data={"extend": extend}).json()
            assert answer["rows"] == {given: {f"{RDFS}label": [{"str": "x"}]}}


def test_another_version(serving: Callable[..., AbstractContextManager[Any]], tmp_path: Path) -> None:
    """What a write adds is found at once, as the names of the version in use are read anew."""
    term = f"{DEFAULT_BASE}ontology#Person"
    thing = f"{DEFAULT_BASE}id/person/erika-muster"
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    update = f'INSERT DATA {{ GRAPH <urn:g> {{ <{thing}> a <{term}> ; <{label}> "Erika Muster"@de }} }}'
    with serving("--data", str(tmp_path), "--workers", "1", RUHRGRAPH_TOKEN="t") as (_, client):  # noqa: S106  # no secret
        assert not any(item["match"] for item in ask(client, query="Erika Muster"))
        client.post("/sparql/update", data={"update": update}, headers={"authorization": "Bearer t"}).raise_for_status()
        assert ask(client, query="Muster, Erika")[0]["match"]
