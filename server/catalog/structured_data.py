"""The dataset as JSON-LD of schema.org, for the first page, where search engines look for it."""

from fastapi import Request

from ruhrgraph.graph.catalog.schema_org import as_script, schema_org
from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.catalog.catalog_service import CatalogService
from ruhrgraph.server.http.urls import root_url


async def structured_data(request: Request) -> str | None:
    """Return the dataset as a script of a page; None where queries are not answered, as the page comes even then."""
    catalog: CatalogService = request.app.state.catalog
    try:
        return as_script(schema_org(await catalog.available_content(root_url(request))))
    except RuhrgraphError:
        return None
