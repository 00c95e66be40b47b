"""Fixtures of the other engines: `engine` is one after the other, with the shipped documents in it.

An engine is started once in a session; one that cannot be had on this machine is skipped, with a word why.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.server.engine.remote.publication import publish_remotely
from ruhrgraph.server.settings import from_environment
from tests.engines.local_engines import ENGINES, LocalEngine
from tests.engines.maven_artifacts import MissingEngineError

_QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Options of Java for a short life: most of its time went into compiling what is hardly run again."""

_PATIENCE = 600
"""Seconds that one test may take, as the first one of an engine may have to fetch it before."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run these tests in one process, so that each engine is started once."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("engines"))
            item.add_marker(pytest.mark.timeout(_PATIENCE))


@pytest.fixture(scope="session", params=ENGINES)
def empty_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalEngine]:
    """Return an engine that runs, without data."""
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("JAVA_TOOL_OPTIONS", _QUICK_START)
        try:
            engine = stack.enter_context(ENGINES[request.param](tmp_path_factory.mktemp(request.param)))
        except MissingEngineError as error:
            pytest.skip(f"{request.param}: {error}")
        yield engine


@pytest.fixture(scope="session")
def engine(empty_engine: LocalEngine, data: Path, version: Version) -> LocalEngine:
    """Return an engine that has the shipped documents."""
    settings = from_environment({"RUHRGRAPH_DATA": str(data), **empty_engine.settings})
    assert publish_remotely(version, settings, lambda _: None)
    return empty_engine
