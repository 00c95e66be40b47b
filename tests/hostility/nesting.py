"""Queries that overflow a stack: brackets within brackets, and chains whose parser calls itself for each link.

In: nothing. Out: `Case`s. Shallow ones may be answered; deep ones have to be refused before they are parsed.
"""

from collections.abc import Iterator, Mapping

from tests.hostility.case import COSTLY, TOO_MUCH, Case, asked

_DEPTHS = (100, 1000, 2300, 5000)
_ANSWERABLE_DEPTH = 100
_LENGTHS = (1000, 5000, 15000)
_SURE_LENGTH = 15000

_BRACKETS: Mapping[str, tuple[str, str, str]] = {
    "braces": ("ASK {", "{", "} }"),
    "OPTIONAL": ("ASK {", "OPTIONAL {", "} }"),
    "UNION": ("ASK {", "{} UNION {", "} }"),
    "MINUS": ("ASK {", "?s ?p ?o MINUS {", "} }"),
    "GRAPH": ("ASK {", "GRAPH ?g {", "} }"),
    "EXISTS": ("ASK {", "FILTER EXISTS {", "} }"),
    "sub-select": ("SELECT * {", "SELECT * {", "} }"),
    "lists": ("ASK {", "(", ") ?p ?o }"),
    "blank nodes": ("ASK { ?s ?p ", "[ ?p ", "] }"),
    "brackets in FILTER": ("ASK { FILTER(", "(", ") ) }"),
    "function calls": ("ASK { FILTER(", "STR(", ") != '') }"),
    "brackets in a path": ("ASK { ?s ", "(", ") ?o }"),
    "IN lists": ("ASK { FILTER(1 IN (", "1 IN (", "))) }"),
    "unclosed": ("ASK {", "{", ""),
}
_CORES = {"lists": "1", "blank nodes": "1", "brackets in FILTER": "true", "function calls": "1"}
_CHAINS: Mapping[str, tuple[str, str, str]] = {
    "path of /": ("ASK { ?s <p:p>", "/<p:p>", " ?o }"),
    "path of |": ("ASK { ?s <p:p>", "|<p:p>", " ?o }"),
    "path of ^": ("ASK { ?s ", "^", "<p:p> ?o }"),
    "path of *": ("ASK { ?s <p:p>", "*", " ?o }"),
    "!": ("ASK { FILTER(", "!", "true) }"),
    "minus signs": ("ASK { FILTER(", "- ", "1 = 1) }"),
    "||": ("ASK { FILTER(true", " || true", ") }"),
    "&&": ("ASK { FILTER(true", "&&true", ") }"),
    "+": ("ASK { FILTER(1", "+1", " > 0) }"),
    "UNION in a row": ("ASK { {}", " UNION {}", " }"),
    "OPTIONAL in a row": ("ASK { ?s ?p ?o", " OPTIONAL { ?s ?p ?o }", " }"),
    "FILTER in a row": ("ASK { ?s ?p ?o", " FILTER(?s != 1)", " }"),
    "; in a row": ("ASK { ?s ?p ?o", " ; ?p ?o", " }"),
}


def nesting() -> Iterator[Case]:
    """Yield brackets of each kind at each depth."""
    for kind, (before, opening, after) in _BRACKETS.items():
        closing, end = after[:1], after[1:]
        for depth in _DEPTHS:
            expected = COSTLY if depth <= _ANSWERABLE_DEPTH else TOO_MUCH
            core = _CORES.get(kind, "<p:p>" if kind == "brackets in a path" else "")
            text = before + opening * depth + core + closing * depth + end
            yield asked(f"{depth} {kind}", text, expected, way=depth % 3)


def chains() -> Iterator[Case]:
    """Yield chains of each kind at each length."""
    for place, (kind, (before, link, after)) in enumerate(_CHAINS.items()):
        for length in _LENGTHS:
            expected = TOO_MUCH if length >= _SURE_LENGTH else COSTLY
            yield asked(f"{length} {kind}", before + link * length + after, expected, way=place % 3)
