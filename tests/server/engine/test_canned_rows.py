"""Rows of canned queries, kept for as long as a version is in use."""

import asyncio
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.engine import canned_rows
from ruhrgraph.server.engine.canned_rows import CannedRows
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.engine.things_cache import ThingsCache


def test_rows_are_kept_for_a_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same question is asked once, another one and one to another version again; empty cells are empty text."""
    asked: list[str] = []
    version = ["1"]

    async def facts(_seconds: float) -> tuple[str, None]:
        return version[0], None

    async def rows(_pool: object, query: str, _seconds: float) -> tuple[str, list[Mapping[str, ResultTerm]]]:
        asked.append(query)
        return version[0], [{"code": ResultTerm("13-01", is_iri=False)}]

    monkeypatch.setattr(canned_rows, "rows", rows)
    known = CannedRows(cast("Any", SimpleNamespace(facts=facts)), DEFAULT_BASE, 1.0, ThingsCache())

    async def ask() -> None:
        assert (await known.get("measures"))[0] == {"code": "13-01", "position": "", "measure": ""}
        await known.get("measures")
        await known.get("search", {"text": "a"})
        version[0] = "2"
        await known.get("measures")

    asyncio.run(ask())
    assert len(asked) == 3
