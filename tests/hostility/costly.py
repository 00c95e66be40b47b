"""Queries that are short and right, and would take all time and memory that there is.

In: nothing. Out: `Case`s: answered within the limits, or refused with 503, or broken off while the rows go out.
"""

from collections.abc import Iterator, Mapping

from tests.hostility.case import COSTLY, Case, all_ways

_RK = "PREFIX rk: <https://w3id.org/ruhrgraph/ontology#> "
_ALL3 = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_ALL4 = f"{_ALL3} . ?j ?k ?l"

_PRODUCTS: Mapping[str, str] = {
    "cross product, counted": f"SELECT (COUNT(*) AS ?n) {{ {_ALL4} }}",
    "cross product, all rows": f"SELECT * {{ {_ALL3} }}",
    "cross product of two, all rows": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "cross product, distinct": f"SELECT DISTINCT ?a ?d ?g {{ {_ALL3} }}",
    "cross product, the last rows": f"SELECT * {{ {_ALL3} }} OFFSET 99999999999",
    "cross product, impossible": f"ASK {{ {_ALL4} FILTER(?a = ?c && ?c = ?e && ?e = ?l && ?l = 'x') }}",
    "cross product, grouped": f"SELECT ?a (COUNT(*) AS ?n) {{ {_ALL3} }} GROUP BY ?a ?d ?g",
    "cross product, constructed": f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {_ALL3} }}",
    "cross product, described": f"DESCRIBE * {{ {_ALL3} }}",
    "cross product in MINUS": f"SELECT * {{ ?a ?b ?c MINUS {{ {_ALL3} }} }}",
    "cross product in EXISTS": "SELECT * { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f . ?g ?h ?i FILTER(?f = ?a) } }",
    "cross product in OPTIONAL": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f } OPTIONAL { ?g ?h ?i } }",
    "cross product in sub-selects": f"SELECT * {{ {{ SELECT ?a {{ {_ALL3} }} }} {{ SELECT ?d {{ {_ALL3} }} }} }}",
    "cross product of graphs": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c } GRAPH ?h { ?d ?e ?f . ?j ?k ?l } }",
    "cross product of UNIONs": "SELECT (COUNT(*) AS ?n) {" + "{ ?a ?b ?c } UNION { ?d ?e ?f } . " * 6 + "}",
    "comparisons of all with all": "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(CONTAINS(STR(?c), STR(?f))) } ORDER BY ?c",
}
_ORDERED: Mapping[str, str] = {
    "ORDER BY all": f"SELECT * {{ {_ALL3} }} ORDER BY ?a ?b ?c ?d ?e ?f ?g ?h ?i",
    "ORDER BY of two": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c LIMIT 1",
    "ORDER BY RAND": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND()",
    "ORDER BY SHA512": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY SHA512(CONCAT(STR(?a), STR(?f)))",
    "ORDER BY REPLACE": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY REPLACE(STR(?c), '.', 'xxxxxxxx') DESC(?f)",
    "ORDER BY a regex": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY REGEX(STR(?c), STR(?f))",
}
_GROUPED: Mapping[str, str] = {
    "GROUP_CONCAT of all": f"SELECT (GROUP_CONCAT(?c) AS ?t) {{ {_ALL3} }}",
    "GROUP_CONCAT of two": "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?t) { ?a ?b ?c . ?d ?e ?f }",
    "GROUP_CONCAT DISTINCT": f"SELECT (GROUP_CONCAT(DISTINCT CONCAT(STR(?a), STR(?f))) AS ?t) {{ {_ALL3} }}",
    "GROUP_CONCAT with a long separator": "SELECT (GROUP_CONCAT(?c; SEPARATOR='"
    + "-" * 20000
    + "') AS ?t) { ?a ?b ?c }",
    "GROUP_CONCAT of GROUP_CONCATs": "SELECT (GROUP_CONCAT(?t) AS ?u) { ?x ?y ?z "
    "{ SELECT (GROUP_CONCAT(?c) AS ?t) { ?a ?b ?c } } }",
    "many groups": "SELECT ?a ?d (COUNT(DISTINCT ?f) AS ?n) (MAX(?c) AS ?m) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a ?d",
    "SAMPLE of all": f"SELECT ?i (SAMPLE(?c) AS ?n) {{ {_ALL3} }} GROUP BY ?i HAVING(COUNT(*) > 99999999999)",
}
_REGEXES: Mapping[str, str] = {
    "regex backtracking": "SELECT * { ?a ?b ?c FILTER(REGEX(STR(?c), '^(([a-zA-Z ])+)+$')) }",
    "regex of many stars": "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), '(.*.*.*.*.*)*=$')) }",
    "regex repeated": "SELECT * { ?a ?b ?c FILTER(REGEX(STR(?c), '((a{1000}){1000}){1000}')) }",
    "regex of classes": r"SELECT * { ?a ?b ?c FILTER(REGEX(STR(?c), '(\\p{L}{200}){200}')) }",
    "regex from data": "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), STR(?f), 'i')) }",
    "regex broken": "SELECT * { ?a ?b ?c FILTER(REGEX(STR(?c), '((((((')) }",
    "regex look-around": "SELECT * { ?a ?b ?c FILTER(REGEX(STR(?c), '(?=(a+))a*b\\\\1')) }",
    "regex long": "SELECT * { ?a ?b ?c FILTER(REGEX(STR(?c), '" + "(a|b)?" * 3000 + "')) }",
    "REPLACE growing": "SELECT * { ?a ?b ?c BIND(REPLACE(REPLACE(REPLACE(STR(?c), '.', '" + "y" * 900 + "'), "
    "'.', '" + "z" * 900 + "'), '.', 'xxxxxxxxx') AS ?d) }",
}
_PATHS: Mapping[str, str] = {
    "path of everything": "SELECT * { ?s (<p:p>|!<p:p>|^<p:p>|!^<p:p>)* ?o }",
    "path of everything, counted": "SELECT (COUNT(*) AS ?n) { ?s (!<p:p>|!^<p:p>)+ ?o }",
    "path of everything, twice": "SELECT (COUNT(*) AS ?n) { ?s (!<p:p>)*/(!^<p:p>)* ?o }",
    "path in stars": "SELECT * { ?s (((((!<p:p>)*)*)*)*)* ?o }",
    "path back and forth": f"{_RK}SELECT * {{ ?s (rk:themenforum|^rk:themenforum|rk:projekt|^rk:projekt)* ?o }}",
    "path optional": "SELECT * { ?s " + "/".join(["(!<p:p>)?"] * 12) + " ?o }",
    "path in a circle": "SELECT * { ?s (!<p:p>|^!<p:p>)+ ?s }",
    "paths joined": "SELECT * { ?a (!<p:p>)* ?b . ?b (!<p:p>)* ?c . ?c (!<p:p>)* ?a }",
    "path in a graph": "SELECT * { GRAPH ?g { ?s (!<p:p>|!^<p:p>)* ?o } }",
    "path with ORDER BY": "SELECT * { ?s (!<p:p>|!^<p:p>)* ?o . ?o (!<p:p>)+ ?t } ORDER BY ?t ?s",
    "path in EXISTS": "SELECT * { ?a ?b ?c FILTER EXISTS { ?c (!<p:p>|!^<p:p>)* ?z . ?z ?b ?a . ?z (!<p:p>)* 'x' } }",
}


def _rows() -> Iterator[tuple[str, str]]:
    """Yield queries with many values."""
    for number in (1000, 6000, 20000):
        yield f"VALUES with {number} rows", "SELECT * { VALUES ?x {" + " 1" * number + "} ?s ?p ?x }"
    ten = " ".join(str(number) for number in range(10))
    yield "VALUES multiplied", "SELECT * {" + "".join(f"VALUES ?v{n} {{ {ten} }}" for n in range(12)) + "}"
    yield (
        "VALUES multiplied, counted",
        ("SELECT (COUNT(*) AS ?n) {" + "".join(f"VALUES ?v{n} {{ {ten} }}" for n in range(12)) + "}"),
    )
    yield "many variables", "SELECT * {" + "".join(f"OPTIONAL {{ ?s ?p{n} ?o{n} }}" for n in range(60)) + "}"


def _doubled() -> Iterator[tuple[str, str]]:
    """Yield texts that double with each step: 2 to the power of so many characters."""
    for steps in (20, 26, 32, 48):
        binds = "".join(f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(steps))
        yield f"text doubled {steps} times", f"SELECT (STRLEN(?t{steps}) AS ?n) {{ BIND('x' AS ?t0) {binds} }}"
    binds = "".join(f"BIND(REPLACE(?t{n}, '.', '$0$0$0$0') AS ?t{n + 1})" for n in range(18))
    yield "text replaced by itself", f"SELECT ?t18 {{ BIND('x' AS ?t0) {binds} }}"
    binds = "".join(f"BIND(ENCODE_FOR_URI(?t{n}) AS ?t{n + 1})" for n in range(40))
    yield "text encoded again and again", f"SELECT ?t40 {{ ?s ?p ?o BIND(STR(?o) AS ?t0) {binds} }}"


def costly() -> Iterator[Case]:
    """Yield all of them."""
    for group in (_PRODUCTS, _ORDERED, _GROUPED, _REGEXES, _PATHS, dict(_rows()), dict(_doubled())):
        yield from all_ways(group, COSTLY)
