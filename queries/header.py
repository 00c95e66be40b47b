"""Reads the header of a query: grlc's decorators (`#+ key: value`), a small and strict part of YAML.

In: the text of a `.rq` file. Out: its texts and the items of its `params`. `summary` and `description` are English, as
grlc shows them; keys that end in `-de` are German. Anything else is refused with its line, so that a header means the
same to every YAML reader. Keys of other tools are ignored.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruhrgraph.ontology.errors import QuerySyntaxError

_PREFIX = "#+"
_TEXT_KEYS = ("title-de", "title-en", "topic", "summary", "summary-de", "description", "description-de")
_LIST_KEY = "params"
_ENTRY = re.compile(r"(?P<indent> *)(?P<item>- )?(?P<key>[A-Za-z_-]+):(?: +(?P<value>\S.*))?")
# YAML would read a plain scalar with one of these differently, so it must be in quotes.
_NOT_PLAIN = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`]|.*(?:: | #|:$)")
_TOP, _ITEM = 1, 3  # columns at which the keys of the header and the dashes of its list begin


@dataclass(frozen=True)
class Header:
    """The header of a query; `params` has the line of each parameter, and its keys with their values as text."""

    texts: dict[str, str] = field(default_factory=dict)
    params: list[tuple[int, dict[str, str]]] = field(default_factory=list)


def header(text: str, text_keys: tuple[str, ...] = _TEXT_KEYS) -> Header:
    """Return the header of a query, which is empty for a query without one.

    Args:
        text: The text of the query.
        text_keys: The keys whose texts are wanted; those of a canned query by default.

    Raises:
        QuerySyntaxError: A line cannot be read; the error carries its number.

    """
    found = Header()
    section = ""
    for number, line in _lines(text):
        entry = _ENTRY.fullmatch(line.rstrip(" "))
        if entry is None or (entry["indent"] == " " and entry["item"]):
            if section in (*text_keys, _LIST_KEY):
                message = f"the header says “{line.strip()}”; write `key: value`"
                raise QuerySyntaxError(f"line {number}: {message}", number, 1)
        elif len(entry["indent"]) == _TOP:
            section = entry["key"]
            if section in text_keys:
                found.texts[section] = _scalar(entry["value"], number)
        elif section == _LIST_KEY:
            _add(found, entry, number)
    return found


def without_header(text: str) -> str:
    """Return a query as people read it, without the lines of its header."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(_PREFIX)).strip("\n")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number and the content of each header line that is not empty."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(_PREFIX) and line.removeprefix(_PREFIX).strip():
            yield number, line.removeprefix(_PREFIX)


def _add(found: Header, entry: re.Match[str], number: int) -> None:
    """Add one line of the list of parameters: `- name: …` begins an item, deeper lines belong to it."""
    if entry["item"] and len(entry["indent"]) == _ITEM:
        found.params.append((number, {}))
    elif entry["item"] or not found.params or len(entry["indent"]) != _ITEM + 2:
        message = "set in `- name:` by three spaces, the other keys of the parameter by five"
        raise QuerySyntaxError(f"line {number}: {message}", number, 1)
    found.params[-1][1][entry["key"]] = _scalar(entry["value"], number)


def _scalar(value: str | None, number: int) -> str:
    """Return the text of a value, which is in double quotes or plain."""
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
