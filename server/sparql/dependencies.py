"""The service that answers queries and the settings, as dependencies of routes."""

from typing import Annotated, TypeAlias

from fastapi import Depends, Request

from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.query_service import QueryService


async def service_of(request: Request) -> QueryService:
    """Return the service that answers queries."""
    service: QueryService = request.app.state.service
    return service


async def settings_of(request: Request) -> Settings:
    """Return the settings of this server."""
    settings: Settings = request.app.state.settings
    return settings


QueryServiceDep: TypeAlias = Annotated[QueryService, Depends(service_of)]
SettingsDep: TypeAlias = Annotated[Settings, Depends(settings_of)]
