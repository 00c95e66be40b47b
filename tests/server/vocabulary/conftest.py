"""The pages of the ontology."""

import re
from collections.abc import Callable
from functools import cache

import httpx
import pytest

from tests.server.resources.answers import BROWSER


@pytest.fixture(scope="module")
def page(client: httpx.Client) -> str:
    """Return the overview of the ontology."""
    return client.get("/ontology", headers=BROWSER).text


@pytest.fixture(scope="module")
def sections(page: str) -> dict[str, str]:
    """Return the section of each term in the overview, by name."""
    found = re.findall(r'<section class="term" id="(\w+)">(.*?)</section>', page, re.DOTALL)
    assert len({name for name, _ in found}) == len(found)
    return dict(found)


@pytest.fixture(scope="module")
def term_page(client: httpx.Client) -> Callable[[str], str]:
    """Return the function that returns the page of a term by its name."""

    @cache
    def page_of(name: str) -> str:
        answer = client.get(f"/ontology?term={name}", headers=BROWSER)
        assert answer.status_code == 200
        return answer.text

    return page_of
