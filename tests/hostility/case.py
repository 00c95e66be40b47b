"""What a terrible request is: its bytes, how it is sent, and which answers are proper.

In: text of a query. Out: a `Case`. Whatever is asked, an answer is whole or the connection is broken off.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.benchmarks.wire import FORM, JSON, address, get, post

ENDPOINT = "/sparql"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
ACCEPT = f"{JSON}, application/n-triples;q=0.5, */*;q=0.1"

TOO_MUCH = frozenset({400, 413, 414, 431})
"""Refused for its form, before anything is evaluated."""
COSTLY = frozenset({200, 400, 413, 503})
"""Answered if that can be done within the limits, else refused."""
FORBIDDEN = frozenset({400, 403})
"""Would reach out; refused as such, or as no query at all."""
FORBIDDEN_WRITE = frozenset({400, 401, 403, 404, 405, 415})
"""The same for writes, whose addresses need not be there."""
_LONGEST_ADDRESS = 4000


@dataclass(frozen=True, slots=True)
class Case:
    """One terrible request."""

    name: str
    request: bytes = field(repr=False)
    expected: frozenset[int]
    manner: str = "ask"
    """How it is sent: `ask`, `drip`, `half-close`, `leave`, `stall`, `endless`, `hold`, `idle`; see the clients."""
    rows: int | None = None
    """How many rows a 200 has, where that is known."""
    more: bytes = field(default=b"", repr=False)
    """What follows without end, where it is sent so."""


def asked(
    name: str, text: str, expected: frozenset[int], *, way: int = 0, manner: str = "ask", rows: int | None = None
) -> Case:
    """Return the case of a query.

    Args:
        name: What is terrible in it.
        text: The query.
        expected: The proper statuses.
        way: 0 sends it as a body, 1 as a form, 2 in the address where that is not too long.
        manner: How it is sent.
        rows: How many rows it has, if it is to be answered.

    """
    headers = {"Accept": ACCEPT}
    in_address = address(ENDPOINT, text)
    if way == 2 and len(in_address) < _LONGEST_ADDRESS:
        request = get(in_address, accept=ACCEPT)
    elif way == 1:
        request = post(ENDPOINT, in_address.partition("?")[2].encode(), FORM, headers)
    else:
        request = post(ENDPOINT, text.encode("utf-8", "surrogatepass"), QUERY, headers)
    return Case(name, request, expected, manner, rows)


def all_ways(texts: Mapping[str, str], expected: frozenset[int]) -> tuple[Case, ...]:
    """Return the cases of queries by name, sent in the three ways in turn."""
    return tuple(asked(name, text, expected, way=place % 3) for place, (name, text) in enumerate(texts.items()))
