"""What requests for networks have in common."""

from typing import Annotated, Any, TypeAlias

from fastapi import Depends, Request

from ruhrgraph.graph.networks.parameters import PARAMETERS
from ruhrgraph.ontology.errors import ParameterError
from ruhrgraph.server.engine.request import parameters
from ruhrgraph.server.language import language
from ruhrgraph.server.networks.network_service import NetworkService


async def network_service_of(request: Request) -> NetworkService:
    """Return the service that answers with networks."""
    service: NetworkService = request.app.state.networks
    return service


NetworkServiceDep: TypeAlias = Annotated[NetworkService, Depends(network_service_of)]


_LISTS = ("type", "relation")
"""The parameters that take several values; a form repeats them, an address may have commas instead."""


def given_values(request: Request) -> dict[str, str]:
    """Return the parameters of a request by name, those of lists with commas between their values.

    Below `/en/`, labels are English if the request does not say otherwise.

    Raises:
        ParameterError: One that takes a single value is given twice.

    """
    values = {"lang": "en"} if language(request) == "en" else {}
    seen: set[str] = set()
    for name, value in parameters(request.scope["query_string"]):
        if name not in seen:
            values[name] = value
        elif name in _LISTS:
            values[name] = f"{values[name]},{value}"
        else:
            raise ParameterError(f"parameter {name} is given twice; it takes one value")
        seen.add(name)
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
