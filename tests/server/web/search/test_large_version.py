"""The search in a large version, where looking through all texts takes long."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import QueryTimeoutError
from ruhrgraph.server.engine.canned_rows import CannedRows
from ruhrgraph.server.engine.limits import LARGE, SHORT_SECONDS
from ruhrgraph.server.engine.things_cache import ThingsCache
from ruhrgraph.server.web.search import routes


def _canned(triples: int) -> CannedRows:
    async def facts(_: float) -> tuple[str, object]:
        return "d", SimpleNamespace(triples=triples)

    return CannedRows(cast("Any", SimpleNamespace(facts=facts)), DEFAULT_BASE, 30.0, ThingsCache())


def test_texts_that_take_long_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The query has little time, and there are no hits instead of an error; of a small version it is one."""
    asked: list[float] = []

    async def get(canned: CannedRows, *_: object) -> list[dict[str, str]]:
        asked.append(canned.seconds)
        raise QueryTimeoutError("too long")

    monkeypatch.setattr(CannedRows, "get", get)
    assert asyncio.run(routes._hits("Ruhr", _canned(LARGE + 1))) is None
    with pytest.raises(QueryTimeoutError):
        asyncio.run(routes._hits("Ruhr", _canned(LARGE)))
    assert asked == [SHORT_SECONDS, 30.0]
