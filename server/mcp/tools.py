"""The tools: the name of each, what it is for, what it takes, what it answers.

In: the graph. Out: all tools; adding a canned query adds one. Names stay as they are, since people build on them.
"""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from ruhrgraph.ontology.errors import ParameterError
from ruhrgraph.server.mcp.answers import ToolAnswer

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema."""
_LARGEST_PAGE = 10**6
PAGE: Schema = {"type": "integer", "minimum": 1, "description": "Page of the rows"}


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool; `call` takes the arguments as text by name, and where the server is."""

    name: str
    title: str
    description: str
    parameters: Mapping[str, Schema]
    required: tuple[str, ...]
    output: Schema
    call: Callable[[Mapping[str, str], str], Coroutine[Any, Any, ToolAnswer]]

    @property
    def input(self) -> Schema:
        """The schema of the arguments."""
        schema: Schema = {"type": "object", "properties": dict(self.parameters), "additionalProperties": False}
        return {**schema, "required": list(self.required)} if self.required else schema


def arguments_as_text(tool: Tool, arguments: Mapping[str, Any] | None) -> dict[str, str]:
    """Return the arguments of a call as text; models send numbers for names that look like them.

    Raises:
        ParameterError: One is unknown or missing, or no text and no number.

    """
    values: dict[str, str] = {}
    for name, value in (arguments or {}).items():
        if name not in tool.parameters:
            has = f"it has: {', '.join(tool.parameters)}" if tool.parameters else "it has none"
            raise ParameterError(f"{tool.name} has no parameter “{name}”; {has}")
        if value is None or value == "":
            continue
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ParameterError(f"{name}: has to be a text or a number")
        values[name] = _text(name, value)
    for name in tool.required:
        if not values.get(name, "").strip():
            schema = tool.parameters[name]
            such = ", ".join(map(str, schema.get("examples") or schema.get("enum") or ()))
            raise ParameterError(f"{tool.name} needs the parameter {name}, such as {such}")
    return values


def _text(name: str, value: str | float) -> str:
    """Return a value as text.

    Raises:
        ParameterError: It is no valid text, or too long a number.

    """
    try:
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
        text.encode()
    except ValueError:  # a lone surrogate, or more digits than Python writes
        raise ParameterError(f"{name}: is not valid text (UTF-8)") from None
    return text


def taken_page(values: dict[str, str]) -> int:
    """Take the number of the page out of arguments.

    Raises:
        ParameterError: It is no whole number above 0.

    """
    text = values.pop("page", "1").strip()
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(_LARGEST_PAGE)) or not int(text):
        raise ParameterError(f"page: “{text[:100]}” is no whole number from 1")
    return int(text)


def table_schema(columns: Mapping[str, Schema] | None = None) -> Schema:
    """Return the schema of an answer with rows.

    Args:
        columns: The schemas of its columns where they are known.

    """
    texts = {"type": "array", "items": {"type": "string"}}
    numbers = {"type": "array", "items": {"type": "integer"}}
    values = {"type": "object", "properties": dict(columns or {})}
    quote = {name: {"type": "string"} for name in ("quote", "context", "document", "address")}
    quote |= {name: {"type": "integer"} for name in ("number", "start", "end")}
    return {
        "type": "object",
        "properties": {
            **{name: {"type": "integer"} for name in ("total", "page", "pages")},
            "rows": _objects({"values": values, "quotes": numbers}),
            "quotes": _objects({**quote, "proves": texts}),
            "things": _objects({"iri": {"type": "string"}, "address": {"type": "string"}}),
            "notes": texts,
        },
        "required": ["total", "rows", "quotes", "notes"],
    }


def _objects(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "array", "items": {"type": "object", "properties": dict(properties)}}
