"""Reads the canned queries and the types of their parameters.

In: the name of a query, or the text of one. Out: a `CannedQuery`.
A parameter `x` stands in a query as one line `VALUES ?param_x { UNDEF }` (or with a text or an IRI as example
in place of UNDEF).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import QueryNotFoundError, QuerySyntaxError
from ruhrgraph.queries.header import header
from ruhrgraph.queries.labels import TOPICS
from ruhrgraph.queries.lookup import KINDS

_FOLDER = Path(__file__).parent
PLACEHOLDER = re.compile(
    r'^([ \t]*VALUES \?param_(\w+) \{ )(?:UNDEF|"[^"\\{}\n]*"|<[^<>{}\s]*>)( \}[ \t]*)$', re.MULTILINE
)
"""The line of a parameter: what stands before its value, its name, and what stands after its value."""
TYPES = ("term", "string", "integer", "date", "words")
_TRUTHS = {"true": True, "false": False, "": False}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a query; `type` is "term" (an IRI, otherwise text), "string", "integer", "date" or "words"."""

    name: str
    type: str
    required: bool
    description: str
    example: str
    kinds: tuple[str, ...] = ()
    """The kinds of thing that a value names, of `lookup.KINDS`; empty if a value is no name."""
    choices: tuple[str, ...] = ()
    """All values that there are; empty if there are others."""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    """The description by language; where a header has no German one, the English one."""


@dataclass(frozen=True)
class CannedQuery:
    """A query with the content of its header."""

    name: str
    summary: str
    description: str
    text: str
    parameters: tuple[Parameter, ...]
    topic: str = ""
    """One of `labels.TOPICS`; empty if the header names none."""
    titles: Mapping[str, str] = field(default_factory=dict)
    summaries: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    """Texts by language, `de` and `en`; where a header has no German one, the English one, and for a title the name."""

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of a SELECT, in order; empty for other queries and for text that cannot be parsed."""
        try:
            result = ox.Store().query(self.text)
        except SyntaxError:
            return ()
        return tuple(variable.value for variable in result.variables) if isinstance(result, ox.QuerySolutions) else ()

    def needs_names(self, values: Mapping[str, str]) -> bool:
        """Return whether a value names a thing, so that the names of a version are needed to bind it."""
        return any(parameter.kinds and values.get(parameter.name) for parameter in self.parameters)


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
        similar = tuple(get_close_matches(name, known, n=3, cutoff=0.5))
        hint = f"did you mean {' or '.join(similar)}?" if similar else f"there is: {', '.join(known)}"
        raise QueryNotFoundError(f"there is no query “{name}”; {hint}", choices=similar or known)
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
    places = [place[2] for place in PLACEHOLDER.finditer(text)]
    for (line, _), parameter in zip(said.params, parameters, strict=True):
        if places.count(parameter.name) != 1:
            place = f"VALUES ?param_{parameter.name} {{ UNDEF }}"
            raise QuerySyntaxError(f"line {line}: parameter {parameter.name} needs one line `{place}`", line, 1)
    texts = said.texts
    if (topic := texts.get("topic", "")) and topic not in TOPICS:
        raise QuerySyntaxError(f"line 1: there is no topic {topic}; there is: {', '.join(TOPICS)}", 1, 1)
    return CannedQuery(
        name=name,
        summary=texts.get("summary", ""),
        description=texts.get("description", ""),
        text=text,
        parameters=parameters,
        topic=topic,
        titles={language: texts.get(f"title-{language}") or name for language in ("de", "en")},
        summaries=_by_language(texts, "summary"),
        descriptions=_by_language(texts, "description"),
    )


def _by_language(texts: Mapping[str, str], key: str) -> dict[str, str]:
    """Return the text of a key in both languages."""
    english = texts.get(key, "")
    return {"de": texts.get(f"{key}-de") or english, "en": english}


def _parameter(line: int, keys: dict[str, str]) -> Parameter:
    """Return the parameter of one item of the header."""
    name, type_, required = keys.get("name", ""), keys.get("type", "string"), keys.get("required", "")
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", name) or type_ not in TYPES or required not in _TRUTHS:
        types = ", ".join(TYPES)
        needs = f"a name of letters and digits, a type ({types}), and required true or false"
        raise QuerySyntaxError(f"line {line}: a parameter needs {needs}", line, 1)
    kinds, choices = _list(keys.get("kind", "")), _list(keys.get("choices", ""))
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        message = f"there is no kind {unknown[0]}; there is: {', '.join(KINDS)}"
        raise QuerySyntaxError(f"line {line}: {message}", line, 1)
    if (kinds and type_ != "term") or (choices and type_ != "string"):
        raise QuerySyntaxError(f"line {line}: a kind needs the type term, choices the type string", line, 1)
    texts = keys.get("description", ""), keys.get("example", "")
    return Parameter(name, type_, _TRUTHS[required], *texts, kinds, choices, _by_language(keys, "description"))


def _list(value: str) -> tuple[str, ...]:
    """Return the items of a value, which have commas between them."""
    return tuple(item.strip() for item in value.split(",") if item.strip())
