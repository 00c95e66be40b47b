"""The quick glance at queries: it lets nothing through that the long look refuses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ruhrgraph.ontology.errors import QueryRefusedError, QuerySyntaxError
from ruhrgraph.server.engine import inspection as guard
from ruhrgraph.server.engine.tokens import tokens

_SIGNS = "(){}[]<>;,./+|^!=?$@:#'\"&*-_% \n\u00a0\u00e4\u00b2"
_WORDS = "a 1 1a 1e5a @de\u0663x ?a ||?b <a:b> <' '> a:b PREFIX INSERT FROM IN( VALUES EXISTS{ 'x'@en"
_PIECES = st.sampled_from([*_SIGNS, *_WORDS.split(" ")])
_BEFORE = st.sampled_from(["SELECT*{", "ASK {", "SELECT * {FILTER(?x<1&&EXISTS{(", "ASK {FILTER(?a<", "ask{FILTER('<'"])
_UNITS = st.lists(_PIECES, min_size=1, max_size=6).map("".join)
_TEXTS = st.builds(
    lambda before, parts: before + "".join(unit * count for unit, count in parts),
    _BEFORE,
    st.lists(st.tuples(_UNITS, st.integers(1, 900)), min_size=1, max_size=3),
)


def _look_long(text: str) -> None:
    """Look at a query as is done where a glance is not enough."""
    found = list(tokens(text))
    guard._check_size(text, found)
    guard._check_doubtful(found, text, "SERVICE")
    guard._check_services(found, ())


@given(text=_TEXTS)
@settings(max_examples=1500, deadline=None)
def test_a_glance_accepts_no_more(text: str) -> None:
    """What passes at a glance passes the long look."""
    if guard._is_plain(text[:1990]):
        _look_long(text[:1990])


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { FILTER(?a<?b" + "||?b" * 450 + ">1) }",
        "SELECT * {FILTER(?x<1&&EXISTS{(" + "?a" * 900 + ")?p?o}&&1>0)}",
        "ASK { FILTER('<'" + "+1" * 700 + "+'>') }",
        "ASK {" + "1a+" * 430 + "}",
        "ASK {" + "\u00a0" * 1500 + "}",
        "ASK {" + "@d\u0663x" * 440 + "}",
    ],
)
def test_what_hides_from_a_glance(text: str) -> None:
    """Chains that look like an IRI, and words that are several, get the long look."""
    assert len(text) <= 2000
    with pytest.raises(QuerySyntaxError):
        guard.inspect(text)


@pytest.mark.parametrize(
    "text", ["SELECT * { ?s ?p ?o } LIMIT 10", "PREFIX e: <http://e/> ASK { e:a <http://x/y> 'z' }"]
)
def test_ordinary_queries_need_no_more(text: str) -> None:
    """A glance is enough for ordinary queries."""
    assert guard._is_plain(text)


def test_updates_get_the_long_look() -> None:
    """An update is told as such."""
    with pytest.raises(QueryRefusedError):
        guard.inspect("INSERT DATA {}")
