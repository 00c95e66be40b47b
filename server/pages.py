"""The few plain pages that there are so far: what this is, the canned queries, a form for one's own.

In: what to show. Out: HTML without scripts and without anything from elsewhere, in German, for light and dark screens.
"""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from ruhrgraph.queries import CannedQuery

_STYLE = """
:root { color-scheme: light dark; font: 1.05rem/1.55 system-ui, sans-serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
textarea { box-sizing: border-box; width: 100%; font: 0.95rem/1.4 ui-monospace, monospace; }
button, select { font: inherit; }
dt { margin-top: 1rem; font-weight: 600; }
dd { margin-left: 0; }
""".strip()

_STYLE_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""The Content-Security-Policy of the pages: their own style, and nothing else."""

_EXAMPLE = """PREFIX rk: <{base}ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?nummer ?themenforum
WHERE {{ ?forum a rk:Themenforum ; rk:nummer ?nummer ; rdfs:label ?themenforum }}
ORDER BY ?nummer"""

_FORMATS = ("csv", "json", "tsv", "xml")


def home() -> str:
    """Return the first page."""
    return _page(
        "Ruhrgraph",
        """<h1>Ruhrgraph</h1>
<p>Die Ruhr-Konferenz als Wissensgraph: Themenforen, Veranstaltungen, Handlungsfelder und Projekte,
jede Aussage mit ihrem Beleg in den Dokumenten.</p>
<ul>
<li><a href="/queries">Fertige Abfragen</a>, auch als Tabelle zum Herunterladen</li>
<li><a href="/sparql">Eigene Abfragen</a> in SPARQL</li>
<li><a href="/openapi.json">Beschreibung der Schnittstelle</a> (OpenAPI)</li>
<li><a href="/health">Zustand des Dienstes</a></li>
</ul>""",
    )


def form(base: str) -> str:
    """Return the page with a form for one's own query.

    Args:
        base: The base IRI of the graph, for the example.

    """
    example = escape(_EXAMPLE.format(base=base))
    return _page(
        "SPARQL",
        f"""<h1>SPARQL</h1>
<form action="/sparql" method="get">
<p><label for="query">Abfrage</label></p>
<p><textarea id="query" name="query" rows="14" spellcheck="false" required>{example}</textarea></p>
<p><label for="format">Form der Antwort</label>
<select id="format" name="format"><option value="">wie der Browser sie möchte</option>
<option value="json">JSON</option><option value="csv">CSV</option><option value="tsv">TSV</option></select>
<button type="submit">Abfragen</button></p>
</form>
<p><a href="/queries">Fertige Abfragen</a> · <a href="/">Startseite</a></p>""",
    )


def query_list(queries: Iterable[CannedQuery]) -> str:
    """Return the page that lists the canned queries."""
    entries = "\n".join(_entry(query) for query in queries)
    body = f'<h1>Fertige Abfragen</h1>\n<dl>\n{entries}\n</dl>\n<p><a href="/">Startseite</a></p>'
    return _page("Fertige Abfragen", body)


def _entry(query: CannedQuery) -> str:
    """Return the entry of one query, with links to its results unless it needs a value first."""
    name = escape(query.name)
    needed = urlencode({item.name: item.example for item in query.parameters if item.required})
    value = f"?{escape(needed)}" if needed else ""
    links = " · ".join(f'<a href="/queries/{name}.{kind}{value}">{kind.upper()}</a>' for kind in _FORMATS)
    values = "; ".join(f"{item.name}: {item.description}" for item in query.parameters)
    told = f'<dd lang="en">Parameter {escape(values)}</dd>' if values else ""
    return f'<dt>{name}</dt><dd lang="en">{escape(query.summary)}</dd>{told}<dd>{links}</dd>'


def response(page: str) -> HTMLResponse:
    """Return a page as a response that a browser lets do nothing but show it."""
    return HTMLResponse(page, headers={"content-security-policy": POLICY})


def _page(title: str, body: str) -> str:
    """Return a whole page."""
    return f"""<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
