"""Fixtures of the dumps."""

import pytest

from ruhrgraph.graph.dumps.dumps import Manifest, ensure_dumps
from ruhrgraph.graph.versions.repository import Version
from tests.graph.dumps.statements import BASE


@pytest.fixture(scope="session")
def dumped(version: Version) -> Manifest:
    """Return the dumps of the shipped documents."""
    return ensure_dumps(version, BASE)
