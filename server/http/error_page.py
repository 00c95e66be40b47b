"""The page that a browser gets for an error: what happened, where in the query, what to do, and what was perhaps meant.

In: a request, and what went wrong. Out: HTML in the reader's language.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import unquote

from starlette.requests import Request

from ruhrgraph.ontology.errors import ChoiceError, NetworkNotFoundError, QueryNotFoundError, RuhrgraphError
from ruhrgraph.queries import read
from ruhrgraph.queries.networks import read_network
from ruhrgraph.server.http.error_texts import error_text
from ruhrgraph.server.http.language_path import error_language
from ruhrgraph.server.http.page_context import PageContext, page_context
from ruhrgraph.server.http.templates import render
from ruhrgraph.server.http.urls import path_below_root

QUERY_KEY = "ruhrgraph.query"
"""The key in a request's scope of the query that it brings, for the page of an error in it."""
_TOKEN = re.compile(r"[\w:?$-]{1,100}|\S|$")
_AROUND, _WIDEST = 12, 400
"""Lines shown before and after the marked one, and characters of each."""
_MOST = 5
_LONGEST_QUERY = 16_000
_LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class NearPage:
    """A page that was perhaps meant; its address is below the root, without the language."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A part of a query with the place of the error: the text before, at and after it, and a line with a caret."""

    before: str
    marked: str
    after: str
    caret: str
    line: int
    column: int


def error_page(
    request: Request,
    status: HTTPStatus,
    detail: str,
    error: RuhrgraphError | None = None,
    near: Sequence[NearPage] = (),
) -> str:
    """Return the page.

    Args:
        request: The request that failed; its app has the settings.
        status: The status of the answer.
        detail: The message for programs.
        error: The error, where it is one of ours.
        near: What was perhaps meant.

    """
    language = error_language(request)
    page = replace(page_context(request, request.url.query), language=language)
    query = str(request.scope.get(QUERY_KEY, ""))
    fault = marked_text(query, getattr(error, "line", None), getattr(error, "column", None)) if query else None
    return render(
        page,
        "error.html",
        status=status,
        detail=detail,
        text=error_text(error, status),
        near=[*_of_choices(error, page), *near],
        query_text=query if len(query) <= _LONGEST_QUERY else "",
        place=fault,
        fault={"line": fault.line, "column": fault.column, "message": detail} if fault else None,
        is_missing=status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE),
        asked=last_words(request),
        writer=getattr(error, "writer", ""),
    )


def marked_text(query: str, line: int | None, column: int | None) -> MarkedText | None:
    """Return the lines around a place of a query, which is counted from 1; None where the query has no such place."""
    lines = query.split("\n")
    if not line or not column or not 1 <= line <= len(lines):
        return None
    text = lines[line - 1]
    begin = min(column - 1, len(text))
    first = max(0, begin - _WIDEST)
    found = _TOKEN.match(text, begin)
    end = max(found.end() if found else begin, begin)
    upper = "".join(f"{each[:_WIDEST]}\n" for each in lines[max(0, line - 1 - _AROUND) : line - 1])
    lower = "".join(f"{each[:_WIDEST]}\n" for each in lines[line : line + _AROUND])
    start = text[first:begin]
    caret = re.sub(r"[^\t]", " ", start) + "^"
    return MarkedText(f"{upper}{start}", text[begin:end], text[end : end + _WIDEST], f"{caret}\n{lower}", line, column)


def last_words(request: Request) -> str:
    """Return the last part of an address as words to search for."""
    segment = unquote(path_below_root(request)).rstrip("/").rpartition("/")[2]
    return " ".join(re.split(r"[\W_]+", segment.partition(".")[0]))[:_LONGEST_WORD].strip()


def _of_choices(error: RuhrgraphError | None, page: PageContext) -> list[NearPage]:
    """Return the pages of what an error says to write instead, and the page to choose on."""
    if not isinstance(error, ChoiceError):
        return []
    if isinstance(error, QueryNotFoundError):
        found = [NearPage(read(name).titles[page.language], f"queries/{name}") for name in error.choices[:_MOST]]
        return [*found, NearPage("/queries", "queries")]
    if isinstance(error, NetworkNotFoundError):
        found = [NearPage(read_network(name).title[page.language], f"network/{name}") for name in error.choices]
        return [*found, NearPage("/network", "network")]
    form = page.path.partition("?")[0].partition(".")[0]
    return [NearPage(f"/{form}", form)]
