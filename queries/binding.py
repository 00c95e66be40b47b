"""Binds values to the parameters of a canned query, as RDF terms.

In: a `CannedQuery` and values as text. Out: SPARQL to evaluate. Only what is between the braces of a parameter's line
is replaced, and only by a serialised term, so no value can change what the query does.
"""

import re
from collections.abc import Mapping
from datetime import date

import pyoxigraph as ox

from ruhrgraph.ontology.errors import NameNotFoundError, ParameterError
from ruhrgraph.ontology.names import fold
from ruhrgraph.ontology.text import composed
from ruhrgraph.queries.lookup import find_iris, names_of
from ruhrgraph.queries.reader import PLACEHOLDER, CannedQuery, Parameter
from ruhrgraph.queries.things import Things
from ruhrgraph.queries.words import word_forms

_ABSOLUTE_IRI = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|urn:)\S+")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_ESCAPE = re.compile(r"\\u(?P<code>[0-9A-Fa-f]{4})|\\\\(?P<letter>[uU])|\\.")
_XSD_INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")


def bind(query: CannedQuery, values: Mapping[str, str], things: Things | None = None) -> str:
    """Return the SPARQL text of a query with values in place of its parameters.

    Args:
        query: The query to bind.
        values: Values as a person writes them, by parameter name. Missing and empty ones stay unbound.
        things: The named things of the version that is asked; without them a value that names a thing is an IRI.

    Raises:
        ParameterError: A parameter is unknown, missing or of the wrong type, or names several things where the query
            is about one.
        NameNotFoundError: A value names nothing that there is.

    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            knows = f"its parameters are: {', '.join(known)}" if known else "it has no parameters"
            raise ParameterError(f"query {query.name} has no parameter “{name}”; {knows}", name)
    for parameter in query.parameters:
        if parameter.required and not values.get(parameter.name):
            example = f"{parameter.name}={parameter.example}"
            message = f"query {query.name} needs the parameter {parameter.name}, for example {example}"
            raise ParameterError(message, parameter.name)
    terms = {name: _terms(known[name], value, things) for name, value in values.items() if value}

    def place(found: re.Match[str]) -> str:
        return f"{found[1]}{terms[found[2]]}{found[3]}" if found[2] in terms else found[0]

    text = PLACEHOLDER.sub(place, query.text)
    for parameter in query.parameters:
        if parameter.required and parameter.kinds:
            text = _named_everywhere(text, parameter.name, terms[parameter.name])
    return text


def _named_everywhere(text: str, name: str, iri: str) -> str:
    """Return a query about one thing with its IRI wherever the parameter is used, but for its line.

    An engine plans with what it reads: where a thing is named, it begins there, and not with all things of a kind. As
    the value of a statement with evidence it stays a variable: the few Belege of a subject are quicker to find than the
    many that name, for example, a municipality.
    """
    variable = re.escape(f"?param_{name}")
    body = text.partition("WHERE")
    if re.search(rf"(?:(?:SELECT|BY)\b[^{{}}]*|AS\s+){variable}\b", body[2], re.IGNORECASE):
        return text  # no IRI may stand there
    return body[0] + body[1] + re.sub(rf"(?<!VALUES )(?<!rdf:object ){variable}\b", lambda _: iri, body[2])


def _terms(parameter: Parameter, value: str, things: Things | None) -> str:
    """Return a value as RDF terms of the parameter's type, in SPARQL syntax."""
    try:
        if parameter.kinds:
            return " ".join(map(_named, _things(parameter, value, things)))
        if parameter.type == "words":
            return " ".join(map(_text, word_forms(composed(value))))
        return _term(parameter, value)
    except ValueError:
        # A lone surrogate, as Python makes it from a command line that is not UTF-8.
        raise ParameterError(f"parameter {parameter.name} is not valid text (UTF-8)", parameter.name) from None


def _term(parameter: Parameter, value: str) -> str:
    """Return a value as one term."""
    if parameter.choices:
        return _text(_choice(parameter, value))
    if parameter.type == "integer":
        if not _INTEGER.fullmatch(value.strip()):
            message = f"parameter {parameter.name} has to be a whole number, not “{value}”"
            raise ParameterError(message, parameter.name)
        return str(ox.Literal(str(int(value)), datatype=_XSD_INTEGER))
    if parameter.type == "date":
        return _text(_date(parameter, value))
    return _iri(value) if parameter.type == "term" and _ABSOLUTE_IRI.fullmatch(value) else _text(value)


def _things(parameter: Parameter, value: str, things: Things | None) -> tuple[str, ...]:
    """Return the IRIs that a value names."""
    if things is None:
        if not _ABSOLUTE_IRI.fullmatch(value):
            message = f"parameter {parameter.name} has to be an IRI where no version is asked"
            raise ParameterError(message, parameter.name)
        return (value,)
    value.encode()
    try:
        found = find_iris(value, parameter.kinds, things)
    except NameNotFoundError as error:
        raise NameNotFoundError(f"parameter {parameter.name}: {error}", parameter.name, error.choices) from None
    if parameter.required and len(found) > 1:
        # The rows of such a query do not say which thing they are about.
        choices = names_of(found, things)
        message = f"parameter {parameter.name}: “{value}” names several things; write one of: {'; '.join(choices)}"
        raise ParameterError(message, parameter.name, tuple(map(things.identifier, found)))
    return found


def _choice(parameter: Parameter, value: str) -> str:
    """Return the choice that a value is, whatever its case."""
    for choice in parameter.choices:
        if fold(choice) == fold(value):
            return choice
    message = f"parameter {parameter.name}: there is no “{value}”; there is: {', '.join(parameter.choices)}"
    raise NameNotFoundError(message, parameter.name, parameter.choices)


def _date(parameter: Parameter, value: str) -> str:
    """Return a year, a month or a day as ISO 8601 has it."""
    text = value.strip()
    found = _DATE.fullmatch(text)
    try:
        if found:
            date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
            return text
    except ValueError:
        pass
    message = f"has to be a year, a month or a day as 2019, 2019-04 or 2019-04-08, not “{value}”"
    raise ParameterError(f"parameter {parameter.name} {message}", parameter.name)


def _named(iri: str) -> str:
    return str(ox.NamedNode(iri))


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
