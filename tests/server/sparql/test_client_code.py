"""Code for other tools: whatever a query holds, the code asks exactly it."""

import ast
import json
import re
import shutil
import subprocess
import sys

import httpx
import pytest

from ruhrgraph.server.sparql.client_code import client_code

ENDPOINT = "http://127.0.0.1:1/sparql"
NODE = shutil.which("node")
QUERIES = (
    "SELECT * { ?s ?p ?o } LIMIT 1",
    'SELECT * {\n  ?s ?p "a\'b`c${d}$(e)"@de . # \\ „ü“ 😀\n}',
    "SELECT * {\n ?s ?p '''\"\"\")-\"''' , ' )\"' }",
    'SELECT (")---" AS ?x) {}\n# "',
    "SELECT * {\r\n?s ?p '\x0c\x7f' }",
    "",
)


def code_of(query: str, endpoint: str = ENDPOINT) -> dict[str, str]:
    """Return the code by name."""
    return {found.name: found.code for found in client_code(query, endpoint)}


@pytest.mark.parametrize("query", QUERIES)
def test_shell_and_python_quote(query: str) -> None:
    """The shell and Python read the very query out of the code."""
    code = code_of(query)
    printed = subprocess.run(
        ["/bin/sh", "-c", code["curl"].replace("curl ", "printf '%s\\0' ", 1)], capture_output=True, check=True
    )
    assert printed.stdout.decode().split("\0")[-2] == f"query={query}"
    for name in ("sparqlwrapper", "pandas"):
        texts = [node.value for node in ast.walk(ast.parse(code[name])) if isinstance(node, ast.Constant)]
        assert query in texts


@pytest.mark.parametrize("query", QUERIES)
def test_r_quotes(query: str) -> None:
    """A raw text of R ends at the first bracket with its dashes, which is the last one."""
    opened = re.search(r'query <- r"(-*)\(', code_of(query)["r"])
    assert opened
    text, closed, _ = code_of(query)["r"][opened.end() :].partition(f'){opened[1]}"')
    assert (text, bool(closed)) == (query, True)


@pytest.mark.skipif(not NODE, reason="there is no node")
def test_javascript_quotes() -> None:
    """JavaScript reads the very query out of the code."""
    codes = [code_of(query)["javascript"] for query in QUERIES]
    texts = [code.partition("const query = ")[2].partition(";\nconst response")[0] for code in codes]
    printing = f"console.log(JSON.stringify([{','.join(texts)}]))"
    shown = subprocess.run([str(NODE), "-e", printing], capture_output=True, check=True)
    assert json.loads(shown.stdout) == list(QUERIES)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("SELECT ?g { GRAPH ?g {} FILTER('\\'' != '`$') } ORDER BY ?g LIMIT 1", b"graph/"),
        ("ASK {\n ?s ?p ?o }", b"rue"),
        ("CONSTRUCT { ?s a <urn:x> } {\n ?s a ?c } LIMIT 1", b"<urn:x>"),
    ],
)
def test_code_runs(server: httpx.Client, query: str, shown: bytes) -> None:
    """What curl and SPARQLWrapper print is the answer."""
    code = code_of(query, str(server.base_url.join("/sparql")))
    for command in (["/bin/sh", "-c", code["curl"]], [sys.executable, "-W", "error", "-c", code["sparqlwrapper"]]):
        assert shown in subprocess.run(command, capture_output=True, check=True).stdout


def test_pandas_is_for_tables() -> None:
    """Statements and truth values are no tables."""
    assert "pandas" in code_of("SELECT * {}")
    assert all("pandas" not in code_of(query) for query in ("ASK {}", "DESCRIBE <urn:x>", "CONSTRUCT {} {}"))
