"""The page with a form for a query of one's own, for browsers that come to the endpoint."""

from starlette.responses import HTMLResponse

from ruhrgraph.server.http.templates import page_response

_EXAMPLE = """PREFIX rk: <{base}ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?nummer ?themenforum
WHERE {{ ?forum a rk:Themenforum ; rk:nummer ?nummer ; rdfs:label ?themenforum }}
ORDER BY ?nummer"""


def query_form_page(base: str, root: str) -> HTMLResponse:
    """Return the page.

    Args:
        base: The base IRI of the graph, for the example.
        root: The path of the server's root.

    """
    return page_response("query_form.html", root=root, example=_EXAMPLE.format(base=base))
