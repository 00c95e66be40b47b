"""What the tests of the dumps over HTTP share."""

import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager

import httpx
from pyoxigraph import Literal, NamedNode, Quad

from ruhrgraph.graph.mapping.dataset import canonical

Serve = Callable[..., AbstractContextManager[tuple[subprocess.Popen[str], httpx.Client]]]

REPORT = b'{"documents": []}\n'
NAME = "ruhrgraph.nq"
PACKED = f"{NAME}.gz"
MEDIA_TYPES = {
    "ruhrgraph.nq": "application/n-quads",
    "ruhrgraph.trig": "application/trig",
    "ruhrgraph.ttl": "text/turtle; charset=utf-8",
    "ruhrgraph.nt": "application/n-triples",
    "ruhrgraph.jsonld": "application/ld+json",
    "ruhrgraph.rdf": "application/rdf+xml",
    "ruhrgraph-tables.zip": "application/zip",
    "ruhrgraph.ttl.gz": "application/gzip",
    "ruhrgraph-facts.nq.gz": "application/gzip",
}


def raw(client: httpx.Client, path: str, coding: str) -> tuple[httpx.Response, bytes]:
    """Return an answer to a client that takes a content coding, and its content as it is sent."""
    with client.stream("GET", path, headers={"accept-encoding": coding}) as answer:
        return answer, b"".join(answer.iter_raw())


def statement(number: int) -> bytes:
    """Return a dataset of one statement."""
    return canonical([Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal(str(number)), NamedNode("urn:g"))])
