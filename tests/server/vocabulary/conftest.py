"""The page of the ontology."""

import re

import httpx
import pytest

from tests.server.resources.answers import BROWSER


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
