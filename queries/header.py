"""Reads the header of a query: grlc's decorators (`#+ key: value`), a small and strict part of YAML.

In: the text of a `.rq` file. Out: its summary, description and the items of its `params`. What is not of this form is
refused with its line, so that a header means the same to every YAML reader. Keys of other tools are passed over.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruhrgraph.ontology.errors import QuerySyntaxError

_PREFIX = "#+"
_TEXT_KEYS = ("summary", "description")
_LIST_KEY = "params"
_ENTRY = re.compile(r"(?P<indent> *)(?P<item>- )?(?P<key>[A-Za-z_-]+):(?: +(?P<value>\S.*?))? *")
# A plain scalar with one of these reads differently in YAML, so it has to stand in quotes.
_NOT_PLAIN = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`]|.*(?:: | #|:$)")
_TOP, _ITEM = 1, 3  # how far the keys of the header and the dashes of its list are set in


@dataclass(frozen=True)
class Header:
    """What a query says of itself; `params` holds each parameter's line and its keys with their values as text."""

    texts: dict[str, str] = field(default_factory=dict)
    params: list[tuple[int, dict[str, str]]] = field(default_factory=list)


def header(text: str) -> Header:
    """Return what the header of a query says; a query without one has an empty header.

    Raises:
        QuerySyntaxError: A line is not of the form that is read here; carries the line.

    """
    found = Header()
    section = ""
    for number, line in _lines(text):
        entry = _ENTRY.fullmatch(line)
        if entry is None or (entry["indent"] == " " and entry["item"]):
            if section in (*_TEXT_KEYS, _LIST_KEY):
                message = f"the header says “{line.strip()}”; write `key: value`"
                raise QuerySyntaxError(f"line {number}: {message}", number, 1)
        elif len(entry["indent"]) == _TOP:
            section = entry["key"]
            if section in _TEXT_KEYS:
                found.texts[section] = _scalar(entry["value"], number)
        elif section == _LIST_KEY:
            _add(found, entry, number)
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number and the content of each header line that is not empty."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(_PREFIX) and line.removeprefix(_PREFIX).strip():
            yield number, line.removeprefix(_PREFIX)


def _add(found: Header, entry: re.Match[str], number: int) -> None:
    """Add one line of the list of parameters: `- name: …` opens an item, deeper lines belong to it."""
    if entry["item"] and len(entry["indent"]) == _ITEM:
        found.params.append((number, {}))
    elif entry["item"] or not found.params or len(entry["indent"]) != _ITEM + 2:
        message = "set in `- name:` by three spaces, the other keys of the parameter by five"
        raise QuerySyntaxError(f"line {number}: {message}", number, 1)
    found.params[-1][1][entry["key"]] = _scalar(entry["value"], number)


def _scalar(value: str | None, number: int) -> str:
    """Return the text that a value stands for, in double quotes or plain."""
    if value is None:
        return ""
    if value.startswith('"'):
        try:
            return str(json.loads(value))
        except json.JSONDecodeError:
            raise QuerySyntaxError(f"line {number}: {value} is no text in double quotes", number, 1) from None
    if _NOT_PLAIN.match(value):
        raise QuerySyntaxError(f"line {number}: put “{value}” into double quotes", number, 1)
    return value
