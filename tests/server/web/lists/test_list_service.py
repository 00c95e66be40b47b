"""The contents of lists, made once for each version."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from ruhrgraph.ontology.errors import OverloadedError
from ruhrgraph.queries.things import Things
from ruhrgraph.server.web.lists import list_service
from ruhrgraph.server.web.lists.definitions import LISTS
from ruhrgraph.server.web.lists.list_service import ListService


def _service(asked: list[str]) -> ListService:
    """Return a service whose rows come after a while."""

    async def get(name: str) -> list[dict[str, str]]:
        asked.append(name)
        await asyncio.sleep(0)
        if len(asked) > 100:
            raise OverloadedError("full")
        return []

    async def digest() -> str:
        return "1"

    async def things() -> Things:
        return Things("https://example.org/")

    return ListService(cast("Any", SimpleNamespace(get=get, digest=digest, things=things)))


def test_a_list_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests that come together share the content, and one that was read ahead is not made again."""
    asked: list[str] = []
    service = _service(asked)

    async def english(_self: ListService) -> dict[str, str]:
        return {}

    monkeypatch.setattr(list_service.ListService, "_english", english)

    async def ask() -> None:
        first, second = await asyncio.gather(service.content(LISTS[0]), service.content(LISTS[0]))
        assert first is second
        await service.read_ahead(LISTS)
        count = len(asked)
        await service.content(LISTS[-1])
        assert len(asked) == count

    asyncio.run(ask())


def test_what_cannot_be_read_ahead_is_left() -> None:
    """Nobody has asked yet, so an error concerns nobody."""
    asyncio.run(_service(["before"] * 100).read_ahead(LISTS))
