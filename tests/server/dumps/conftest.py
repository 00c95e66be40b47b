"""Fixtures of the dumps over HTTP."""

from pathlib import Path

import httpx
import pytest

from ruhrgraph.graph.versions.repository import published


@pytest.fixture(scope="session")
def content(server: httpx.Client, small_data: Path) -> bytes:
    """Return the N-Quads of the served dataset, whose dumps the server has made."""
    assert server.get("/dumps/").status_code == 200
    return published(small_data).dataset.read_bytes()
