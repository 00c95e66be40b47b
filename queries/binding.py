"""Binds values to the parameters of a canned query, as RDF terms.

In: a `CannedQuery` and values as text. Out: SPARQL to evaluate. Only what is between the braces of a parameter's line
is replaced, and only by a serialised term, so no value can change what the query does.
"""

import re
from collections.abc import Mapping

import pyoxigraph as ox

from ruhrgraph.ontology.errors import ParameterError
from ruhrgraph.ontology.text import composed
from ruhrgraph.queries.reader import PLACEHOLDER, CannedQuery, Parameter

_ABSOLUTE_IRI = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|urn:)\S+")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_ESCAPE = re.compile(r"\\u(?P<code>[0-9A-Fa-f]{4})|\\\\(?P<letter>[uU])|\\.")
_XSD_INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")


def bind(query: CannedQuery, values: Mapping[str, str]) -> str:
    """Return the SPARQL text of a query with values in place of its parameters.

    Args:
        query: The query to bind.
        values: Values as a person writes them, by parameter name. Missing and empty ones stay unbound.

    Raises:
        ParameterError: A parameter is unknown, missing or of the wrong type.

    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            knows = f"its parameters are: {', '.join(known)}" if known else "it has no parameters"
            raise ParameterError(f"query {query.name} has no parameter “{name}”; {knows}")
    for parameter in query.parameters:
        if parameter.required and not values.get(parameter.name):
            example = f"{parameter.name}={parameter.example}"
            raise ParameterError(f"query {query.name} needs the parameter {parameter.name}, for example {example}")
    terms = {name: _term(known[name], value) for name, value in values.items() if value}

    def place(found: re.Match[str]) -> str:
        return f"{found[1]}{terms[found[2]]}{found[3]}" if found[2] in terms else found[0]

    return PLACEHOLDER.sub(place, query.text)


def _term(parameter: Parameter, value: str) -> str:
    """Return a value as an RDF term of the parameter's type, in SPARQL syntax."""
    try:
        if parameter.type == "integer":
            if not _INTEGER.fullmatch(value.strip()):
                raise ParameterError(f"parameter {parameter.name} has to be a whole number, not “{value}”")
            return str(ox.Literal(str(int(value)), datatype=_XSD_INTEGER))
        if parameter.type == "term" and _ABSOLUTE_IRI.fullmatch(value):
            return _iri(value)
        return _text(value)
    except ValueError:
        # A lone surrogate, as Python makes it from a command line that is not UTF-8.
        raise ParameterError(f"parameter {parameter.name} is not valid text (UTF-8)") from None


def _iri(value: str) -> str:
    """Return an IRI as a term, or as a text if it is not valid."""
    try:
        return str(ox.NamedNode(value))
    except ValueError:
        return _text(value)


def _text(value: str) -> str:
    r"""Return a text as a term, with each letter composed (NFC), as the dataset has it and not every keyboard.

    Some SPARQL parsers replace `\u0022` before they look for strings, even in `\\u0022`, where it is no escape. So a u
    after a backslash is escaped too, and escapes have eight digits, because other digits might follow.
    """
    return _ESCAPE.sub(_unmistakable, str(ox.Literal(composed(value))))


def _unmistakable(found: re.Match[str]) -> str:
    """Return one escape of a serialised text in a form that every parser reads the same way."""
    if found["code"]:
        return f"\\U0000{found['code']}"
    return f"\\\\\\U{ord(found['letter']):08X}" if found["letter"] else found[0]
