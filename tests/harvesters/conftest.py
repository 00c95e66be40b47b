"""Fixtures of the harvesters: `catalogue` is a real server with the shipped documents, and the files that it has."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from ruhrgraph.graph.dumps.dumps import ensure_dumps
from ruhrgraph.graph.versions.repository import published
from ruhrgraph.ontology import DEFAULT_BASE
from tests.server.conftest import _serving


@dataclass(frozen=True)
class Catalogue:
    """The data folder of a server, its root, a client of it, and the addresses of its dumps."""

    folder: Path
    root: str
    client: httpx.Client
    files: frozenset[str]


@pytest.fixture(scope="session")
def catalogue(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """Return a real server that has its dumps."""
    folder = Path(shutil.copytree(data, tmp_path_factory.mktemp("harvesters") / "data", symlinks=True))
    made = ensure_dumps(published(folder), DEFAULT_BASE)
    with _serving("--data", str(folder)) as (_, client):
        client.get("/ready").raise_for_status()
        root = f"{str(client.base_url).rstrip('/')}/"
        yield Catalogue(folder, root, client, frozenset(f"{root}dumps/{file.name}" for file in made.files))
