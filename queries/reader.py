"""Reads the canned queries, types their parameters and binds values to them as RDF terms.

In: the name of a query (or the text of one) and values as text. Out: a `CannedQuery`, and SPARQL to evaluate.
A parameter `x` stands in a query as one line `VALUES ?param_x { UNDEF }` (or with an example in place of UNDEF); only
what is between its braces is replaced, and only by a serialised term, so no value can change what the query does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import pyoxigraph as ox

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import ParameterError, QueryNotFoundError, QuerySyntaxError
from ruhrgraph.ontology.text import composed
from ruhrgraph.queries.header import header

_FOLDER = Path(__file__).parent
_PLACEHOLDER = re.compile(r'^([ \t]*VALUES \?param_(\w+) \{ )(?:UNDEF|"[^"\\{}\n]*")( \}[ \t]*)$', re.MULTILINE)
_ABSOLUTE_IRI = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*://|urn:)\S+")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_ESCAPE = re.compile(r"\\u(?P<code>[0-9A-Fa-f]{4})|\\\\(?P<letter>[uU])|\\.")
_TYPES = ("term", "string", "integer")
_TRUTHS = {"true": True, "false": False, "": False}
_XSD_INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query; `type` is "term" (an IRI, otherwise text), "string" or "integer"."""

    name: str
    type: str
    required: bool
    description: str
    example: str


@dataclass(frozen=True)
class CannedQuery:
    """A query with the content of its header."""

    name: str
    summary: str
    description: str
    text: str
    parameters: tuple[Parameter, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of a SELECT, in order; empty for other queries and for text that cannot be parsed."""
        try:
            result = ox.Store().query(self.text)
        except SyntaxError:
            return ()
        return tuple(variable.value for variable in result.variables) if isinstance(result, ox.QuerySolutions) else ()


def names() -> tuple[str, ...]:
    """Return the names of all canned queries, in alphabetical order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.rq")))


def read(name: str, base: str = DEFAULT_BASE) -> CannedQuery:
    """Return the canned query with a name.

    Args:
        name: The name as in `names()`.
        base: The base IRI of the graph, which replaces the default one in the text.

    Raises:
        QueryNotFoundError: There is no such query; the message names the most similar ones.

    """
    known = names()
    if name not in known:
        similar = get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(similar)}?" if similar else f"there is: {', '.join(known)}"
        raise QueryNotFoundError(f"there is no query “{name}”; {hint}")
    text = (_FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    return parse(name, text.replace(DEFAULT_BASE, base))


def parse(name: str, text: str) -> CannedQuery:
    """Return a query from its text, which may come from anywhere.

    Args:
        name: The name of the query in messages.
        text: SPARQL, with or without a header.

    Raises:
        QuerySyntaxError: The header cannot be read, or the text has no placeholder for a parameter.

    """
    said = header(text)
    parameters = tuple(_parameter(line, keys) for line, keys in said.params)
    places = [place[2] for place in _PLACEHOLDER.finditer(text)]
    for (line, _), parameter in zip(said.params, parameters, strict=True):
        if places.count(parameter.name) != 1:
            place = f"VALUES ?param_{parameter.name} {{ UNDEF }}"
            raise QuerySyntaxError(f"line {line}: parameter {parameter.name} needs one line `{place}`", line, 1)
    return CannedQuery(
        name=name,
        summary=said.texts.get("summary", ""),
        description=said.texts.get("description", ""),
        text=text,
        parameters=parameters,
    )


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

    return _PLACEHOLDER.sub(place, query.text)


def _parameter(line: int, keys: dict[str, str]) -> Parameter:
    """Return the parameter of one item of the header."""
    name, kind, required = keys.get("name", ""), keys.get("type", "string"), keys.get("required", "")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", name) or kind not in _TYPES or required not in _TRUTHS:
        types = ", ".join(_TYPES)
        needs = f"a name of letters and digits, a type ({types}), and required true or false"
        raise QuerySyntaxError(f"line {line}: a parameter needs {needs}", line, 1)
    return Parameter(name, kind, _TRUTHS[required], keys.get("description", ""), keys.get("example", ""))


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
