"""Queries and updates that would make the server call others, in every disguise; and some that only look like it.

In: the address of a listener. Out: `Case`s. The listener must hear nothing; what only looks like SERVICE is answered.
"""

from collections.abc import Iterator, Mapping

from tests.benchmarks.wire import FORM, post
from tests.hostility.case import ENDPOINT, FORBIDDEN, FORBIDDEN_WRITE, QUERY, UPDATE, Case, all_ways, asked

_UPDATE_PATH = "/sparql/update"
_STORE_PATH = "/store"
_ANSWERED = frozenset({200})
_EMPTY_OR_REFUSED = frozenset({200, 400, 403, 404})
_REMOTE_CONTEXT = '{"@context": "%s", "@id": "x:s", "x:p": "o"}'
_IMPORT = "<x:s> <http://www.w3.org/2002/07/owl#imports> <%s> ."


def _plain(url: str) -> Mapping[str, str]:
    """Return SERVICE in the places where it may stand."""
    there = f"SERVICE <{url}> {{ ?s ?p ?o }}"
    return {
        "SERVICE": f"SELECT * {{ {there} }}",
        "SERVICE SILENT": f"SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        "SERVICE in OPTIONAL": f"SELECT * {{ ?a ?b ?c OPTIONAL {{ {there} }} }}",
        "SERVICE in a sub-select": f"SELECT * {{ {{ SELECT ?s {{ {there} }} LIMIT 1 }} }}",
        "SERVICE in EXISTS": f"ASK {{ ?a ?b ?c FILTER EXISTS {{ {there} }} }}",
        "SERVICE in NOT EXISTS in an expression": f"SELECT (NOT EXISTS {{ {there} }} AS ?x) {{ ?a ?b ?c }} LIMIT 1",
        "SERVICE in MINUS": f"SELECT * {{ ?a ?b ?c MINUS {{ {there} }} }}",
        "SERVICE in UNION": f"SELECT * {{ {{}} UNION {{ {there} }} }}",
        "SERVICE in GRAPH": f"SELECT * {{ GRAPH ?g {{ {there} }} }}",
        "SERVICE in SERVICE": f"SELECT * {{ SERVICE <{url}> {{ {there} }} }}",
        "SERVICE in ORDER BY": f"SELECT * {{ ?a ?b ?c }} ORDER BY EXISTS {{ {there} }}",
        "SERVICE in HAVING": f"SELECT ?a {{ ?a ?b ?c }} GROUP BY ?a HAVING(EXISTS {{ {there} }})",
        "SERVICE in CONSTRUCT": f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {there} }}",
        "SERVICE in DESCRIBE": f"DESCRIBE ?s {{ {there} }}",
        "SERVICE after a data block": f"SELECT * {{ VALUES ?s {{ 1 2 3 }} {there} }}",
    }


def _disguised(url: str) -> Mapping[str, str]:
    """Return SERVICE in spellings that a look over the text might miss."""
    group = "{ ?s ?p ?o }"
    return {
        "service in lower case": f"SELECT * {{ service <{url}> {group} }}",
        "sErViCe in mixed case": f"SELECT * {{ sErViCe sIlEnT <{url}> {group} }}",
        "SERVICE without blanks": f"SELECT*{{SERVICE<{url}>{{?s?p?o}}}}",
        "SERVICESILENT in one word": f"SELECT * {{ SERVICESILENT<{url}>{group} }}",
        "a comment after SERVICE": f"SELECT * {{ SERVICE # x\n <{url}> {group} }}",
        "a comment with a brace after SERVICE": f"SELECT * {{ SERVICE # }}\r <{url}> {group} }}",
        "a comment with a quote before SERVICE": f'SELECT * {{ # """\n SERVICE <{url}> {group} }} # """',
        "SERVICE behind an IRI with #": f"SELECT * {{ ?a <x:y#z> ?c . SERVICE <{url}> {group} }}",
        "SERVICE between texts": f"SELECT * {{ ?a ?b '\\'' . SERVICE <{url}> {group} ?c ?d '\\'' }}",
        "SERVICE between long texts": f"SELECT * {{ ?a ?b '''''\\'''' . SERVICE <{url}> {group} ?c ?d \"\"\"x\"\"\" }}",
        "SERVICE behind a language": f"SELECT * {{ ?a ?b 'x'@deSERVICE<{url}>{group} }}",
        "SERVICE behind a number": f"SELECT * {{ ?a ?b 1SERVICE<{url}>{group} }}",
        "SERVICE behind a comparison": f"SELECT * {{ ?a ?b ?c FILTER(?a<?b)SERVICE<{url}>{group} FILTER(?a>?b) }}",
        "SERVICE behind a comparison and a comment": f"SELECT*{{?a ?b ?c FILTER(?a<?b)SERVICE#>\n<{url}>{group}}}",
        "SERVICE escaped with u": f"SELECT * {{ \\u0053ERVICE <{url}> {group} }}",
        "SERVICE escaped with U": f"SELECT * {{ SERVIC\\U00000045 <{url}> {group} }}",
        "SERVICE all escaped": "SELECT * { " + "".join(f"\\u{ord(c):04X}" for c in "service") + f" <{url}> {group} }}",
        "SERVICE with an escaped IRI": f"SELECT * {{ SERVICE <{url[:-2]}\\u{ord(url[-2]):04x}/> {group} }}",
        "SERVICE behind an escaped brace": f"SELECT * \\u007B SERVICE <{url}> {group} }}",
        "SERVICE of a prefix": f"PREFIX l: <{url}> SELECT * {{ SERVICE l: {group} }}",
        "SERVICE of the empty prefix": f"PREFIX : <{url}> SELECT * {{ SERVICE :x {group} }}",
        "SERVICE of a prefix called service": f"PREFIX service: <{url}> SELECT * {{ SERVICE service:service {group} }}",
        "SERVICE below BASE": f"BASE <{url}> SELECT * {{ SERVICE <sparql> {group} }}",
        "SERVICE of BASE itself": f"BASE <{url}> SELECT * {{ SERVICE <> {group} }}",
        "SERVICE of a variable": f"SELECT * {{ VALUES ?x {{ <{url}> }} SERVICE ?x {group} }}",
        "SERVICE of a bound variable": f"SELECT * {{ BIND(IRI('{url}') AS ?x) SERVICE SILENT ?x {group} }}",
        "SERVICE of $": f"SELECT * {{ BIND(IRI(CONCAT('http', '{url[4:]}')) AS ?x) SERVICE $x {group} }}",
        "SERVICE behind white space": f"SELECT * {{\t\r\n\tSERVICE\r\n\t<{url}>\t{group} }}",
        "SERVICE behind a byte order mark": f"\ufeffSELECT * {{ SERVICE <{url}> {group} }}",
        "SERVICE behind a null": f"SELECT * {{ ?a ?b ?c .\x00 SERVICE <{url}> {group} }}",
        "SERVICE to a file": "SELECT * { SERVICE <file:///etc/passwd> { ?s ?p ?o } }",
        "LOAD as a query": f"LOAD <{url}>",
    }


def reaching(url: str, token: str) -> Iterator[Case]:
    """Yield all that would reach the listener at an address, without and with the token for writes."""
    texts = {**_plain(url), **_disguised(url)}
    silent = {name: text for name, text in texts.items() if "SILENT" in text.upper()}
    yield from all_ways({name: text for name, text in texts.items() if name not in silent}, FORBIDDEN)
    # SILENT gives the empty solution for what may not be called (SPARQL 1.1 Federated Query §3).
    for place, (name, query) in enumerate(silent.items()):
        yield asked(name, query, _ANSWERED, way=place % 3, rows=1)
    default = f"SELECT * FROM <{url}> {{ ?s ?p ?o }}"  # noqa: S608  # SPARQL, and meant to be bad
    yield asked("FROM the listener", default, _EMPTY_OR_REFUSED, rows=0)
    named = f"SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"  # noqa: S608  # the same
    yield asked("FROM NAMED the listener", named, _EMPTY_OR_REFUSED, rows=0)
    dataset = f"{ENDPOINT}?default-graph-uri={url}&named-graph-uri={url}"
    text = b"SELECT * { ?s ?p ?o }"
    yield Case("the listener as default graph", post(dataset, text, QUERY), _EMPTY_OR_REFUSED, rows=0)
    for who, headers in (("without token", {}), ("with token", {"Authorization": f"Bearer {token}"})):
        yield from _writes(url, who, headers)


def _writes(url: str, who: str, headers: Mapping[str, str]) -> Iterator[Case]:
    """Yield updates that load from the listener."""
    texts = {
        "LOAD": f"LOAD <{url}>",
        "LOAD SILENT": f"load silent <{url}> INTO GRAPH <x:g>",
        "LOAD escaped": f"\\u004COAD # x\n<{url}>",
        "LOAD after others": f"CREATE SILENT GRAPH <x:g> ; LOAD SILENT <{url}> ; CREATE SILENT GRAPH <x:h>",
        "LOAD below BASE": f"BASE <{url}> LOAD <data.ttl>",
        "SERVICE in an update": f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    }
    for place, (name, text) in enumerate(texts.items()):
        form = b"update=" + text.encode().replace(b"\\", b"%5C").replace(b"#", b"%23").replace(b";", b"%3B")
        body, kind = ((text.encode(), UPDATE), (form, FORM))[place % 2]
        # LOAD SILENT may do nothing and say that all is well (SPARQL 1.1 Update §3.1.4); the listener hears nothing.
        proper = FORBIDDEN_WRITE | {204} if headers and "load silent" in text.lower() else FORBIDDEN_WRITE
        yield Case(f"{name} {who}", post(_UPDATE_PATH, body, kind, headers), proper)
    yield Case(f"LOAD to the query endpoint {who}", post(ENDPOINT, b"LOAD <" + url.encode() + b">", UPDATE, headers),
               FORBIDDEN_WRITE)  # fmt: skip
    if not headers:
        context = (_REMOTE_CONTEXT % url).encode()
        yield Case("a remote context", post(_STORE_PATH, context, "application/ld+json", headers), FORBIDDEN_WRITE)
        yield Case("an import", post(_STORE_PATH, (_IMPORT % url).encode(), "text/turtle"), FORBIDDEN_WRITE)
    else:
        context = (_REMOTE_CONTEXT % url).encode()
        target = f"{_STORE_PATH}?graph=x:g"
        yield Case(
            "a remote context with token", post(target, context, "application/ld+json", headers), FORBIDDEN_WRITE
        )


def decoys(url: str) -> Iterator[Case]:
    """Yield queries in which the words stand where they mean nothing: each has one row, or none where that is said."""
    texts = {
        "SERVICE in a text": f"SELECT ('SERVICE <{url}> {{}}' AS ?x) {{}}",
        "SERVICE in a long text": f'SELECT ("""" \' SERVICE <{url}> {{}} """ AS ?x) {{}}',
        "SERVICE in a comment": f"SELECT (1 AS ?x) {{ # SERVICE <{url}> {{ ?s ?p ?o }}\n}}",
        "SERVICE as a variable": "SELECT ?service { BIND(1 AS ?service) }",
        "SERVICE as a local name": "PREFIX x: <x:> SELECT * { BIND(x:SERVICE AS ?x) }",
        "SERVICE in an IRI": f"SELECT * {{ BIND(<{url}SERVICE> AS ?x) }}",
        "SERVICE in a fragment": "SELECT * { BIND(<http://x/y#SERVICE> AS ?x) }",
        "SERVICE behind an escaped quote": f"SELECT ('\\'SERVICE <{url}> {{}}' AS ?x) {{}}",
        "LOAD in a text": f"SELECT ('LOAD <{url}> ; DROP ALL' AS ?x) {{}}",
        "LOAD as a variable": "SELECT ?load { BIND('DROP ALL' AS ?load) }",
        "INSERT in a comment": "# INSERT DATA { <x:s> <x:p> <x:o> }\nSELECT (1 AS ?x) {}",
        "braces in a text": "SELECT ('" + "{" * 5000 + "' AS ?x) {}",
        "braces in a comment": "SELECT (1 AS ?x) {} #" + "{" * 5000,
        "brackets in an IRI": "SELECT * { BIND(<x:" + "(" * 60 + "> AS ?x) }",
    }
    for place, (name, text) in enumerate(texts.items()):
        yield asked(name, text, _ANSWERED, way=place % 3, rows=1)
