"""The service that describes things, as a dependency of routes."""

from typing import Annotated, TypeAlias

from fastapi import Depends, Request

from ruhrgraph.server.resources.documents import DescriptionService


async def descriptions_of(request: Request) -> DescriptionService:
    """Return the service that makes and caches descriptions."""
    descriptions: DescriptionService = request.app.state.descriptions
    return descriptions


DescriptionsDep: TypeAlias = Annotated[DescriptionService, Depends(descriptions_of)]
