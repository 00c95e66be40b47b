"""What requests for networks have in common."""

from typing import Annotated, Any, TypeAlias

from fastapi import Depends, Request

from ruhrgraph.graph.networks.parameters import PARAMETERS
from ruhrgraph.ontology.errors import ParameterError
from ruhrgraph.server.engine.request import parameters
from ruhrgraph.server.networks.network_service import NetworkService


async def network_service_of(request: Request) -> NetworkService:
    """Return the service that answers with networks."""
    service: NetworkService = request.app.state.networks
    return service


NetworkServiceDep: TypeAlias = Annotated[NetworkService, Depends(network_service_of)]


def given_values(request: Request) -> dict[str, str]:
    """Return the parameters of a request by name.

    Raises:
        ParameterError: One is given twice.

    """
    values: dict[str, str] = {}
    for name, value in parameters(request.scope["query_string"]):
        if name in values:
            raise ParameterError(f"parameter {name} is given twice; separate several values by commas")
        values[name] = value
    return values


def described_parameter(name: str, description: str, example: str, *, required: bool = False) -> dict[str, Any]:
    """Return the OpenAPI description of a parameter."""
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": description,
        "schema": {"type": "string"},
        "example": example,
    }


def described_selection() -> list[dict[str, Any]]:
    """Return the OpenAPI descriptions of the parameters that every network has."""
    return [described_parameter(item.name, item.description, item.example) for item in PARAMETERS]
