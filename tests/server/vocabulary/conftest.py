"""A server on the shipped documents, and the page of the ontology."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from subprocess import Popen

import httpx
import pytest

from tests.server.resources.answers import BROWSER

Serving = AbstractContextManager[tuple[Popen[str], httpx.Client]]


@pytest.fixture(scope="module")
def client(serving: Callable[..., Serving], data: Path) -> Iterator[httpx.Client]:
    """Return a client of a server of the shipped documents."""
    with serving("--data", str(data), "--workers", "1") as (_, found):
        yield found


@pytest.fixture(scope="module")
def page(client: httpx.Client) -> str:
    """Return the reference of the ontology."""
    return client.get("/ontology", headers=BROWSER).text


@pytest.fixture(scope="module")
def sections(page: str) -> dict[str, str]:
    """Return the section of each term in the reference, by name."""
    found = re.findall(r'<section class="term" id="(\w+)">(.*?)</section>', page, re.DOTALL)
    assert len({name for name, _ in found}) == len(found)
    return dict(found)
