"""Ready code that asks a query from elsewhere: curl, Python, R and JavaScript.

In: a query and the address of the endpoint. Out: code to copy. Whatever the query holds, it stands in the code as a
text of that language, quoted by its rules.
"""

import json
import re
import shlex
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ruhrgraph.server.engine.prologue import first_keyword

Kind: TypeAlias = Literal["rows", "graph", "truth"]

_KINDS: dict[str, Kind] = {"CONSTRUCT": "graph", "DESCRIBE": "graph", "ASK": "truth"}
_ACCEPT: dict[Kind, str] = {"rows": "text/csv", "graph": "text/turtle", "truth": "application/sparql-results+json"}
_JSON = "application/sparql-results+json"
_TABLE = """console.table(answer.results.bindings.map((row) =>
  Object.fromEntries(Object.entries(row).map(([name, term]) => [name, term.value]))));"""
_RAW = re.compile(r"\\|\"\"\"|[^\n\t -~\u00a0-\ud7ff\ue000-\U0010ffff]|\"$")
"""What keeps a text from standing in Python as it is, between three quotation marks."""

_ESCAPED = str.maketrans({"\\": "\\\\", "`": "\\`", "$": "\\$", "\r": "\\r"})
"""What a template literal of JavaScript would read otherwise."""


@dataclass(frozen=True, slots=True)
class ClientCode:
    """Code in one language: its anchor on the page, the name of the tool, and the code."""

    name: str
    title: str
    code: str


def client_code(query: str, endpoint: str) -> tuple[ClientCode, ...]:
    """Return code that asks a query, as it fits the form of the answer.

    Args:
        query: The query, which declares all its prefixes.
        endpoint: The address of the endpoint.

    """
    kind = _KINDS.get(first_keyword(query), "rows")
    found = [
        ClientCode("curl", "curl", _curl(query, endpoint, kind)),
        ClientCode("sparqlwrapper", "Python (SPARQLWrapper)", _sparqlwrapper(query, endpoint, kind)),
        ClientCode("pandas", "Python (pandas)", _pandas(query, endpoint)),
        ClientCode("r", "R", _r(query, endpoint, kind)),
        ClientCode("javascript", "JavaScript", _javascript(query, endpoint, kind)),
    ]
    return tuple(code for code in found if code.name != "pandas" or kind == "rows")


def _curl(query: str, endpoint: str, kind: Kind) -> str:
    accept = shlex.quote(f"Accept: {_ACCEPT[kind]}")
    sent = shlex.quote(f"query={query}")
    lines = (f"curl --silent --show-error --fail {shlex.quote(endpoint)}", f"-H {accept}", f"--data-urlencode {sent}")
    return " \\\n  ".join(lines) + "\n"


def _sparqlwrapper(query: str, endpoint: str, kind: Kind) -> str:
    form, shown = {
        "rows": (
            "JSON",
            'for row in answer["results"]["bindings"]:\n    print({name: term["value"] for name, term in row.items()})',
        ),
        "graph": ("TURTLE", "print(answer.decode())"),
        "truth": ("JSON", 'print(answer["boolean"])'),
    }[kind]
    return f"""# pip install SPARQLWrapper
from SPARQLWrapper import {form}, POST, SPARQLWrapper

endpoint = SPARQLWrapper({_python(endpoint)})
endpoint.setMethod(POST)
endpoint.setReturnFormat({form})
endpoint.setQuery({_python(query)})

answer = endpoint.queryAndConvert()
{shown}
"""


def _pandas(query: str, endpoint: str) -> str:
    return f"""# pip install pandas
from io import BytesIO
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pandas

query = {_python(query)}
body = urlencode({{"query": query}}).encode()
request = Request({_python(endpoint)}, body, {{"Accept": "text/csv"}})
with urlopen(request) as answer:
    table = pandas.read_csv(BytesIO(answer.read()))
print(table)
"""


def _r(query: str, endpoint: str, kind: Kind) -> str:
    shown = {
        "rows": 'table <- read.csv(text = answer, check.names = FALSE, encoding = "UTF-8")\nprint(table)',
        "graph": "cat(answer)",
        "truth": "cat(answer)",
    }[kind]
    return f"""# install.packages("httr2")
library(httr2)

query <- {_r_text(query)}
answer <- request({_r_text(endpoint)}) |>
  req_headers(Accept = "{_ACCEPT[kind]}") |>
  req_body_form(query = query) |>
  req_perform() |>
  resp_body_string("UTF-8")
{shown}
"""


def _javascript(query: str, endpoint: str, kind: Kind) -> str:
    accept = _JSON if kind == "rows" else _ACCEPT[kind]
    read, shown = {
        "rows": ("json", _TABLE),
        "graph": ("text", "console.log(answer);"),
        "truth": ("json", "console.log(answer.boolean);"),
    }[kind]
    return f"""const query = {_javascript_text(query)};
const response = await fetch({json.dumps(endpoint)}, {{
  method: "POST",
  headers: {{ Accept: "{accept}" }},
  body: new URLSearchParams({{ query }}),
}});
if (!response.ok) throw new Error(await response.text());
const answer = await response.{read}();
{shown}
"""


def _python(text: str) -> str:
    """Return a text as Python writes it; over several lines where it can stand there as it is."""
    return repr(text) if "\n" not in text or _RAW.search(text) else f'"""{text}"""'


def _r_text(text: str) -> str:
    """Return a text as R writes it raw (R 4.0 or newer), between brackets with dashes that are not in it."""
    dashes = max((len(found) for found in re.findall(r'\)(-*)"', text)), default=-1) + 1
    return f'r"{"-" * dashes}({text}){"-" * dashes}"'


def _javascript_text(text: str) -> str:
    """Return a text as JavaScript writes it: as a template literal, so that lines stay lines."""
    return f"`{text.translate(_ESCAPED)}`"
