"""The page of a document in a large version, where looking for all that it proves takes long."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from ruhrgraph.ontology.errors import QueryTimeoutError
from ruhrgraph.server.engine.limits import LARGE, SHORT_SECONDS
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.sources import evidence


def test_what_is_proved_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The document itself is described all the same; of a small version it is an error."""
    asked: list[float] = []

    async def rows(_: object, __: str, seconds: float) -> tuple[str, list[Any]]:
        asked.append(seconds)
        if len(asked) % 2 == 0:
            raise QueryTimeoutError("too long")
        return "d", [{"p": ResultTerm("urn:p", is_iri=True), "o": ResultTerm("o", is_iri=False)}]

    def read(triples: int) -> evidence.SourceEvidence:
        async def facts(_: float) -> tuple[str, object]:
            return "d", SimpleNamespace(triples=triples)

        engine = cast("Any", SimpleNamespace(facts=facts))
        return asyncio.run(evidence.read_evidence(engine, "urn:source", 30.0))

    monkeypatch.setattr(evidence, "rows", rows)
    found = read(LARGE + 1)
    assert (found.left_out, found.value("urn:p"), found.statements) == (True, "o", ())
    assert asked == [30.0, SHORT_SECONDS]
    with pytest.raises(QueryTimeoutError):
        read(LARGE)
