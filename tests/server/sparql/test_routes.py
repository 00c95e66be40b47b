"""The endpoint without a query: what it says of itself."""

import httpx
from rdflib import Graph


def test_without_query_the_endpoint_describes_itself(server: httpx.Client) -> None:
    """A GET without query gives the service description, a form to browsers, and a hint to those who want results."""
    described = Graph().parse(data=server.get("/sparql", headers={"accept": "text/turtle"}).text, format="turtle")
    service = "http://www.w3.org/ns/sparql-service-description#"
    endpoints = {str(value) for value in described.objects(None, None) if str(value).endswith("/sparql")}
    assert endpoints == {str(server.base_url.join("/sparql"))}
    assert any(str(value) == f"{service}UnionDefaultGraph" for value in described.objects(None, None))
    page = server.get("/sparql", headers={"accept": "text/html,*/*;q=0.8"})
    assert '<textarea id="query"' in page.text
    hint = server.get("/sparql", headers={"accept": "application/sparql-results+json"})
    assert (hint.status_code, hint.text) == (400, "the request brings no query; send one as parameter `query`\n")
