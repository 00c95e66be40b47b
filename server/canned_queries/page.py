"""The pages of the canned queries: the list by topic, and one for each with its form and its result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from ruhrgraph.ontology.errors import ChoiceError
from ruhrgraph.queries import CannedQuery
from ruhrgraph.queries.header import without_header
from ruhrgraph.queries.labels import NAMES, TOPICS, label
from ruhrgraph.queries.things import Things
from ruhrgraph.server.canned_queries.form import form_fields
from ruhrgraph.server.http.citation import citation
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.templates import page_response
from ruhrgraph.server.language import language
from ruhrgraph.server.result_pages.page import AnswerPlace
from ruhrgraph.server.result_pages.terms import Link
from ruhrgraph.server.sparql.html_answers import AnswerPage
from ruhrgraph.server.sparql.result_page import editor_link

SHOWN = ("sort", "page", "view")
"""Parameters of the page and not of a query: they say how its result is shown."""
_FORMATS = ("csv", "tsv", "json", "xml")


@dataclass(frozen=True, slots=True)
class QueryPage:
    """The page of a query for values of its parameters; `shown` are the parameters of the page itself."""

    query: CannedQuery
    values: Mapping[str, str]
    shown: Mapping[str, str]
    where: PageContext
    things: Things

    @property
    def at(self) -> str:
        """Return the address of the page without its parameters."""
        return f"{self.where.home}queries/{self.query.name}"


def list_page(request: Request, queries: Sequence[CannedQuery]) -> HTMLResponse:
    """Return the page that lists the queries by topic.

    Args:
        request: The request for it.
        queries: The queries.

    """
    spoken = language(request)
    topics = [(label(TOPICS, topic, spoken), [query for query in queries if query.topic == topic]) for topic in TOPICS]
    return page_response(request, "canned_queries.html", section="queries", topics=topics)


def form_page(request: Request, page: QueryPage, status: HTTPStatus, fault: ChoiceError | None = None) -> HTMLResponse:
    """Return the page of a query without a result: something is still missing, or a value names nothing.

    Args:
        request: The request for it.
        page: The query and what was given.
        status: The status of the answer.
        fault: What is wrong with one of the values.

    """
    context = _context(page, page.query.text, fault)
    return page_response(request, "canned_query.html", urlencode(page.values), status, result=None, **context)


def result_page(request: Request, page: QueryPage, bound: str) -> AnswerPage:
    """Return the page of a query with its result.

    Args:
        request: The request for it.
        page: The query and what was given.
        bound: The text of the query with the values in it.

    """
    place = AnswerPlace(
        at=page.at,
        values={**page.values, **page.shown},
        download=f"{page.where.root}queries/{page.query.name}.{{suffix}}",
        download_values=page.values,
        is_canned=True,
    )
    address = "?".join(filter(None, (f"queries/{page.query.name}", urlencode(page.values))))
    cited = citation(request, page.query.titles[page.where.language], address)
    context = {**_context(page, bound), "citation": cited}
    return AnswerPage("canned_query.html", place, lambda _view, _things: context)


def _context(page: QueryPage, text: str, fault: ChoiceError | None = None) -> dict[str, Any]:
    """Return what the template shows besides the result."""
    spoken, plain = page.where.language, without_header(text)
    example = f"{page.where.home}sparql?example={page.query.name}"
    return {
        "section": "queries",
        "canned": page.query,
        "at": page.at,
        "fields": form_fields(page.query, page.values, page.things, spoken, fault),
        "columns": [(name, label(NAMES, name, spoken)) for name in page.query.columns],
        "text": plain,
        "editor": editor_link(page.where.home, plain) if page.values else example,
        "fault": fault,
        "near": _near(page, fault),
        "formats": _FORMATS,
        "parameters": urlencode(page.values),
    }


def _near(page: QueryPage, fault: ChoiceError | None) -> tuple[Link, ...]:
    """Return the links to the same question about what comes near a name."""
    if fault is None:
        return ()
    return tuple(
        Link(choice, f"{page.at}?{urlencode({**page.values, fault.parameter: choice})}") for choice in fault.choices
    )
