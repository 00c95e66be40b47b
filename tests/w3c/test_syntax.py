"""The W3C's tests of the syntax of queries and updates, over HTTP."""

import pytest

from tests.w3c.backends import Server
from tests.w3c.endpoints import Endpoints
from tests.w3c.expectations import of_section
from tests.w3c.manifest import Case
from tests.w3c.runner import play


@pytest.mark.parametrize("case", of_section("syntax"))
def test_syntax(case: Case, playground: Server, endpoints: Endpoints) -> None:
    """A text is read or refused as the W3C's grammar has it."""
    play(case, playground, endpoints)
