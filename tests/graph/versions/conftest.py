"""Data folders for the tests of versions."""

from pathlib import Path

import pytest

from ruhrgraph.graph.versions.repository import publish
from tests.graph.versions.examples import ONE


@pytest.fixture(params=["in memory", "on disk"])
def data(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a data folder with one statement in a named graph; small datasets are large in one of two runs."""
    if request.param == "on disk":
        monkeypatch.setattr("ruhrgraph.graph.versions.write.SMALL_BYTES", -1)
        monkeypatch.setattr("ruhrgraph.graph.versions.write._SMALL_QUADS", -1)
    publish(tmp_path, ONE, b'{"documents": [1]}')
    return tmp_path
