"""The page of the query editor, for browsers that come to the endpoint without a query.

In: a request. Out: the page, on which one may change a query, run it, take a link or code along, or open an example.
"""

from collections.abc import Iterator
from functools import cache
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from ruhrgraph.ontology.errors import QueryNotFoundError
from ruhrgraph.queries import CannedQuery, names, read
from ruhrgraph.queries.examples import examples
from ruhrgraph.queries.header import without_header
from ruhrgraph.queries.labels import TOPICS
from ruhrgraph.server.engine.prologue import missing_prefixes
from ruhrgraph.server.http.templates import page_response
from ruhrgraph.server.http.urls import root_url
from ruhrgraph.server.language import in_language, language
from ruhrgraph.server.sparql.client_code import ClientCode, client_code

_FIRST = "forum-titles"


def first_page(request: Request, base: str) -> HTMLResponse:
    """Return the page with the example that the address names, or else the first one.

    Args:
        request: The request.
        base: The base IRI of the graph, for the examples.

    Raises:
        QueryNotFoundError: There is no such example.

    """
    name = request.query_params.get("example", "")
    text = without_header(_example(name or _FIRST, base).text)
    return _page(request, base, text, {"example": name} if name else {}, chosen=name)


def code_page(request: Request, base: str, query: str) -> HTMLResponse:
    """Return the page with a query and the code that asks it from elsewhere.

    Args:
        request: The request.
        base: The base IRI of the graph, for prefixes and examples.
        query: The query; those of our prefixes that it does not declare are declared in the code.

    """
    query = query.replace("\r\n", "\n")  # as forms write the ends of lines
    codes = client_code(f"{missing_prefixes(query, base)}{query}", f"{root_url(request)}sparql")
    return _page(request, base, query, {"query": query}, codes=codes)


def _page(
    request: Request,
    base: str,
    text: str,
    address: dict[str, str],
    *,
    chosen: str = "",
    codes: tuple[ClientCode, ...] = (),
) -> HTMLResponse:
    """Return the page with a query; `address` has the parameters that it depends on."""
    spoken = language(request)
    return page_response(
        request,
        "sparql.html",
        query=urlencode(address),
        query_text=text,
        chosen=chosen,
        codes=codes,
        topics=[(in_language(spoken, *TOPICS[topic]), found) for topic, found in _by_topic(base)],
        section="sparql",
    )


def _example(name: str, base: str) -> CannedQuery:
    """Return an example or a canned query by its name."""
    found = next((query for _, queries in _by_topic(base) for query in queries if query.name == name), None)
    if found is None:
        raise QueryNotFoundError(f"there is no example “{name[:100]}”; the page /sparql lists all that there are")
    return found


@cache
def _by_topic(base: str) -> tuple[tuple[str, tuple[CannedQuery, ...]], ...]:
    """Return the examples and then the canned queries of each topic."""
    return tuple((topic, tuple(_about(topic, base))) for topic in TOPICS)


def _about(topic: str, base: str) -> Iterator[CannedQuery]:
    found = (*examples(base), *(read(name, base) for name in names()))
    return (query for query in found if query.topic == topic)
