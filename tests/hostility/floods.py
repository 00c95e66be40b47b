"""What floods a server instead of asking it: heads without end, clients that do not read, idle ones, wrong tokens.

In: a number that tells one flood from the next. Out: `Case`s, none of which may be noticed by anybody else.
"""

from collections.abc import Iterator
from urllib.parse import quote

from tests.benchmarks.wire import post
from tests.hostility.case import COSTLY, ENDPOINT, TOO_MUCH, UPDATE, Case

_TOKENS = 14
"""More than the ten that are answered at once, even where two processes count them."""
_LARGE = {
    "everything": "SELECT * { ?s ?p ?o }",
    "many rows": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000",
}
_FIELD = COSTLY | TOO_MUCH | {406}


def floods(number: int = 0) -> Iterator[Case]:
    """Yield all of them; answers to questions with one number are not kept for those with another."""
    heads = {
        "short lines": b"a:b\r\n",
        "long lines": b"X-Long: " + b"x" * 4000 + b"\r\n",
        "folded lines": b"X-Folded: a\r\n b\r\n\tc\r\n",
        "one line": b"x",
        "blanks": b" ",
    }
    for name, part in heads.items():
        yield Case(f"a head without end, of {name}", _get("/catalog"), TOO_MUCH | {408}, "endless", more=part)
    for client, (name, query) in enumerate([*_LARGE.items()] * 3):
        head = _get(f"{ENDPOINT}?query={quote(f'{query} # {number} {client}')}") + b"Accept: text/csv\r\n"
        yield Case(f"does not read {name}, {client}", head + b"\r\n", frozenset(), "hold")
        yield Case(f"{name} in br, {client}", head + b"Accept-Encoding: br\r\n\r\n", COSTLY)
    yield Case("200 idle connections", b"", frozenset(), "idle")
    yield Case("200 connections that begin", b"GET /", frozenset(), "idle")
    yield from _fields()
    for token in range(_TOKENS):
        headers = {"Authorization": f"Bearer wrong-{token}"}
        request = post("/sparql/update", b"INSERT DATA {}", UPDATE, headers)
        yield Case(f"a wrong token, {token}", request, frozenset({401, 429}), "stall")


def _fields() -> Iterator[Case]:
    """Yield fields that take long to split where that takes the square of their length."""
    for name, field in {
        "8,000 blanks": f"Accept-Encoding: gzip{' ' * 8000}x",
        "8,000 tabs": "Accept-Language: de" + "\t" * 8000 + ";q=1",
        "60 KB to accept": "Accept: " + "a/b;c=d," * 7500,
        "60 KB of quotes": 'Accept: a/b;c="' + '\\"' * 30_000,
        "60 KB of tags": "If-None-Match: " + '"a", ' * 12_000,
        "60 KB of ranges": "Range: bytes=" + "0-0," * 15_000,
    }.items():
        yield Case(f"a field with {name}", _get("/catalog") + f"{field}\r\n\r\n".encode(), _FIELD, "stall")


def _get(path: str) -> bytes:
    """Return the begin of a head."""
    return f"GET {path} HTTP/1.1\r\nHost: x\r\n".encode()
