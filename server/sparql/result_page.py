"""The page with the answer to a query of one's own."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from starlette.requests import Request

from ruhrgraph.server.engine.prologue import missing_prefixes
from ruhrgraph.server.engine.request import SparqlRequest
from ruhrgraph.server.http.citation import citation
from ruhrgraph.server.http.page_context import page_context
from ruhrgraph.server.language import in_language
from ruhrgraph.server.result_pages.page import AnswerPlace, Values
from ruhrgraph.server.sparql.html_answers import AnswerPage

_KEPT = ("default-graph-uri", "named-graph-uri", "timeout")
_SHOWN = ("sort", "page", "view")
_LONGEST_CITED = 1000
"""Characters of parameters up to which a result is cited by its address."""


def answer_page(request: Request, asked: SparqlRequest, pairs: Sequence[tuple[str, str]], base: str) -> AnswerPage:
    """Return the page for the answer to a query.

    Args:
        request: The request.
        asked: The query.
        pairs: The parameters of the address, or of the form.
        base: The base IRI of the graph, whose prefixes the downloads have to declare.

    """
    where = page_context(request)
    dataset: Values = {name: [value for key, value in pairs if key == name] for name in _KEPT}
    shown = {name: next((value for key, value in pairs if key == name), "") for name in _SHOWN}
    declared = f"{missing_prefixes(asked.query, base)}{asked.query}"
    place = AnswerPlace(
        at=f"{where.home}sparql",
        values={"query": asked.query, **dataset, **shown},
        download=f"{where.root}sparql",
        download_values={"query": declared, **dataset},
    )
    values = urlencode({"query": asked.query, **{name: value for name, value in dataset.items() if value}}, doseq=True)
    title = in_language(where.language, "Ergebnis einer SPARQL-Abfrage", "Result of a SPARQL query")
    cited = citation(request, title, f"sparql?{values}") if len(values) <= _LONGEST_CITED else None
    context = {"query_text": asked.query, "section": "sparql", "citation": cited}
    return AnswerPage("sparql_result.html", place, lambda _view, _things: context)


def editor_link(home: str, query: str) -> str:
    """Return the address at which a query can be changed, with its answer below."""
    return f"{home}sparql?query={quote(query, safe='')}"
