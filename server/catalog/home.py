"""The first page, `/`: links for people, and the dataset as schema.org describes it for search engines."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from ruhrgraph.graph.catalog.schema_org import as_script, schema_org
from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.catalog.catalog_service import CatalogService
from ruhrgraph.server.http.negotiation import HTML, choose
from ruhrgraph.server.http.responses import with_etag
from ruhrgraph.server.http.templates import page_response
from ruhrgraph.server.http.urls import root_url
from ruhrgraph.server.resources.dependencies import DescriptionsDep
from ruhrgraph.server.resources.links import DESCRIPTION_FORMATS
from ruhrgraph.server.resources.responses import description_response

router = APIRouter()


@router.get("/", include_in_schema=False)
async def home(request: Request, descriptions: DescriptionsDep) -> Response:
    """Return the first page; as RDF, the description of those who maintain the data (`#maintainers`)."""
    chosen = choose(request.headers.get("accept"), DESCRIPTION_FORMATS, request.query_params.get("format"))
    if chosen.format is HTML:
        return with_etag(request, page_response(request, "home.html", structured=await _structured(request)))
    topic = f"{descriptions.service.settings.base}#maintainers"
    return await description_response(request, descriptions, topic, "", None)


async def _structured(request: Request) -> str | None:
    """Return the dataset as JSON-LD of schema.org; None where queries are not answered, as the page comes even then."""
    catalog: CatalogService = request.app.state.catalog
    try:
        return as_script(schema_org(await catalog.available_content(root_url(request))))
    except RuhrgraphError:
        return None
