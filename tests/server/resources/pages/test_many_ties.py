"""Pages of things of a large version that have more ties than a page can tell of."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import OverloadedError, QueryTimeoutError
from ruhrgraph.server.engine.limits import LARGE, MOST_TIES, SHORT_SECONDS
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.resources.pages import ties
from ruhrgraph.server.resources.pages.kinds import KINDS

_ROW = {"relation": ResultTerm("moderates", is_iri=False)}


def _found(
    monkeypatch: pytest.MonkeyPatch, triples: int, answer: int | Exception
) -> tuple[int | None, list[tuple[str, float]]]:
    """Return how many ties are found of a person, and what was asked with how many seconds."""
    asked: list[tuple[str, float]] = []

    async def rows(_: object, query: str, seconds: float) -> tuple[str, list[Any]]:
        asked.append((query, seconds))
        if isinstance(answer, Exception):
            raise answer
        return "d", [_ROW] * answer

    async def facts(_: float) -> tuple[str, object]:
        return "d", SimpleNamespace(triples=triples)

    monkeypatch.setattr(ties, "rows", rows)
    settings = SimpleNamespace(base=DEFAULT_BASE, query_timeout=30.0)
    service = cast("Any", SimpleNamespace(engine=SimpleNamespace(facts=facts), settings=settings))
    found = asyncio.run(ties.ties_of(service, KINDS["Person"], f"{DEFAULT_BASE}id/person/a"))
    return None if found is None else len(found), asked


@pytest.mark.parametrize(
    ("answer", "expected"), [(MOST_TIES, MOST_TIES), (MOST_TIES + 1, None), (QueryTimeoutError("too long"), None)]
)
def test_ties_of_a_large_version(
    monkeypatch: pytest.MonkeyPatch, answer: int | Exception, expected: int | None
) -> None:
    """They are asked for with a limit and little time, and told all or not at all."""
    found, asked = _found(monkeypatch, LARGE + 1, answer)
    assert found == expected
    assert [(query.endswith(f"\nLIMIT {MOST_TIES + 1}"), seconds) for query, seconds in asked] == [
        (True, SHORT_SECONDS)
    ]


def test_ties_of_a_small_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them are asked for, and a failure is one."""
    found, asked = _found(monkeypatch, LARGE, MOST_TIES + 1)
    assert found == MOST_TIES + 1
    assert [("LIMIT" in query, seconds) for query, seconds in asked] == [(False, 30.0)]
    with pytest.raises(QueryTimeoutError):
        _found(monkeypatch, LARGE, QueryTimeoutError("too long"))


def test_other_failures_of_a_large_version_are_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what takes long is left out."""
    with pytest.raises(OverloadedError):
        _found(monkeypatch, LARGE + 1, OverloadedError("full"))


@pytest.mark.parametrize(("language", "said"), [("", "mehr Verbindungen"), ("/en", "more ties")])
def test_the_page_says_what_it_leaves_out(large_server: httpx.Client, language: str, said: str) -> None:
    """The page has the statements of the thing, and leads to the table of all its ties, which there is."""
    page = large_server.get(f"{language}/doc/projekt/13-01", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert said in page.text
    query = f"project?project={DEFAULT_BASE.replace(':', '%3A').replace('/', '%2F')}id%2Fprojekt%2F13-01"
    assert f'href="{language}/queries/{query}"' in page.text
    assert large_server.get(f"/queries/{query.replace('?', '.csv?')}").status_code == 200
