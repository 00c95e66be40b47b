"""The W3C's tests of SPARQL 1.1 Update, over HTTP."""

import pytest

from tests.w3c.backends import Server
from tests.w3c.endpoints import Endpoints
from tests.w3c.expectations import of_section
from tests.w3c.manifest import Case
from tests.w3c.runner import play


@pytest.mark.parametrize("case", of_section("update"))
def test_update(case: Case, playground: Server, endpoints: Endpoints) -> None:
    """An update leaves the dataset that the W3C expects."""
    play(case, playground, endpoints)
