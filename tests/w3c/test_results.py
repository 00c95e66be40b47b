"""The W3C's tests of the result formats CSV, TSV and JSON, over HTTP."""

import pytest

from tests.w3c.backends import Server
from tests.w3c.endpoints import Endpoints
from tests.w3c.expectations import of_section
from tests.w3c.manifest import Case
from tests.w3c.runner import play


@pytest.mark.parametrize("case", of_section("results"))
def test_results(case: Case, playground: Server, endpoints: Endpoints) -> None:
    """An answer in a format holds the rows that the W3C expects."""
    play(case, playground, endpoints)
