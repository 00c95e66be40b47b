"""The way for a route to what answers queries, to the facts about the version in use, and to the settings."""

from typing import Annotated, TypeAlias

from fastapi import Depends, Request

from ruhrgraph.server.resources.documents import Documents
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.sparql.service import QueryService


async def service_of(request: Request) -> QueryService:
    """Return what answers the queries of this server."""
    service: QueryService = request.app.state.service
    return service


async def settings_of(request: Request) -> Settings:
    """Return the settings of this server."""
    settings: Settings = request.app.state.settings
    return settings


async def documents_of(request: Request) -> Documents:
    """Return what makes and keeps the descriptions of things."""
    documents: Documents = request.app.state.documents
    return documents


QueryServiceDep: TypeAlias = Annotated[QueryService, Depends(service_of)]
SettingsDep: TypeAlias = Annotated[Settings, Depends(settings_of)]
DocumentsDep: TypeAlias = Annotated[Documents, Depends(documents_of)]
