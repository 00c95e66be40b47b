"""A server on the shipped documents."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest


@pytest.fixture(scope="module")
def refine(data: Path, serving: Callable[..., AbstractContextManager[Any]]) -> Iterator[httpx.Client]:
    """Return a client of a server on the shipped documents."""
    with serving("--data", str(data), "--workers", "1") as (_, client):
        yield client
