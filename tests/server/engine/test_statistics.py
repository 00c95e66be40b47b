"""The statistics of the named graphs, from a real pool."""

from collections.abc import Callable
from typing import Any

import pytest

from ruhrgraph.graph.catalog.void import GraphCount
from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.ontology.errors import QueryTimeoutError
from ruhrgraph.server.engine import statistics
from ruhrgraph.server.engine.pool.pool import Pool
from ruhrgraph.server.engine.statistics import Counts
from tests.server.engine.conftest import Numbered

QUADS = b"""<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:Project> <urn:g> .
<urn:a> <urn:code> "1" <urn:g> .
<urn:a> <urn:code> "1"@de <urn:g> .
<urn:a> <urn:forum> <urn:b> <urn:g> .
<urn:b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:Forum> <urn:g> .
<urn:a> <urn:note> "n" <urn:h> .
"""


def test_classes_properties_and_types_of_values(play: Callable[..., Any], numbered: Numbered) -> None:
    """Each graph has its triples, the things of each class, and for each property its triples and types of values."""
    data = numbered(1)
    publish(data, QUADS, b"{}")
    found: dict[str, GraphCount] = play(lambda pool: Counts().of(pool, 20), data=data)
    assert {name: graph.triples for name, graph in found.items()} == {"urn:g": 5, "urn:h": 1}
    project = found["urn:g"].classes["urn:Project"]
    assert project.entities == 1
    assert {name: count.triples for name, count in project.properties.items() if name.startswith("urn:")} == {
        "urn:code": 2,
        "urn:forum": 1,
    }
    assert project.properties["urn:forum"].classes == ["urn:Forum"]
    assert sorted(name.partition("#")[2] for name in project.properties["urn:code"].datatypes) == [
        "langString",
        "string",
    ]
    assert not found["urn:h"].classes


def test_they_are_counted_once_for_a_version(play: Callable[..., Any], numbered: Numbered) -> None:
    """As long as the version stays in use its counts are kept; another one is counted anew."""
    data = numbered(1)

    async def work(pool: Pool) -> None:
        counts = Counts()
        first = await counts.of(pool, 20)
        assert await counts.of(pool, 20) is first
        publish(data, QUADS, b"{}")
        assert set(await counts.of(pool, 20)) == {"urn:g", "urn:h"}

    play(work, data=data)


def test_of_a_large_version_classes_are_counted(
    play: Callable[..., Any], numbered: Numbered, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its graphs and classes have their counts, its properties none; where counting takes long, there is nothing."""
    monkeypatch.setattr(statistics, "LARGE", 1)
    data = numbered(1)
    publish(data, QUADS, b"{}")
    found: dict[str, GraphCount] = play(lambda pool: Counts().of(pool, 20), data=data)
    assert {name: graph.triples for name, graph in found.items()} == {"urn:g": 5, "urn:h": 1}
    assert found["urn:g"].classes["urn:Project"].entities == 1
    assert not found["urn:g"].classes["urn:Project"].properties

    async def too_long(*_: object) -> None:
        raise QueryTimeoutError("too long")

    monkeypatch.setattr(statistics, "rows", too_long)
    assert play(lambda pool: Counts().of(pool, 20), data=data) == {}
