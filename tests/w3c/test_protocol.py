"""The W3C's tests of the SPARQL 1.1 Protocol and of the service description."""

import pytest

from tests.w3c.backends import Server
from tests.w3c.description import CHECKS, DescriptionCase, description_cases
from tests.w3c.exchanges import HttpCase, protocol_cases
from tests.w3c.expectations import parameters
from tests.w3c.wire import play_alone


@pytest.mark.parametrize("case", parameters(protocol_cases()))
def test_protocol(case: HttpCase, playground: Server) -> None:
    """The requests of a test get the responses that the W3C expects."""
    play_alone(case, playground)


@pytest.mark.parametrize("case", parameters(description_cases()))
def test_service_description(case: DescriptionCase, playground: Server) -> None:
    """The endpoint describes itself as the W3C expects."""
    CHECKS[case.name](playground)
