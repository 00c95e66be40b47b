"""The W3C's tests of the SPARQL 1.1 Query Language, over HTTP; and whose fault it is where one fails."""

import pytest

from tests.w3c.backends import Engine, Server
from tests.w3c.endpoints import Endpoints
from tests.w3c.expectations import failing, of_section
from tests.w3c.manifest import Case
from tests.w3c.runner import Mismatch, play


@pytest.mark.parametrize("case", of_section("query"))
def test_query(case: Case, playground: Server, endpoints: Endpoints) -> None:
    """A query gets the answer that the W3C expects."""
    play(case, playground, endpoints)


@pytest.mark.parametrize("case", failing())
def test_engine_fails_alone(case: Case, engine: Engine, endpoints: Endpoints) -> None:
    """A test that is known to fail does so in the engine without any server around it."""
    with pytest.raises(Mismatch):
        play(case, engine, endpoints)
