"""Tools as the protocol has them: arguments as text, pages, schemas."""

import pytest

from ruhrgraph.ontology.errors import ParameterError
from ruhrgraph.server.mcp.answers import ToolAnswer
from ruhrgraph.server.mcp.tools import Tool, arguments_as_text, table_schema, taken_page


async def _answer(*_: object) -> ToolAnswer:
    return ToolAnswer({}, "")


_TEXT = {"type": "string", "examples": ["13"]}
TOOL = Tool("forum", "A forum", "", {"forum": _TEXT, "kind": {"enum": ["a", "b"]}}, ("forum",), {}, _answer)


@pytest.mark.parametrize(
    ("given", "text"),
    [("13", "13"), (13, "13"), (13.0, "13"), (1.5, "1.5"), ("Nr. 13", "Nr. 13")],
)
def test_values(given: object, text: str) -> None:
    """A model may send a number for a name that looks like one."""
    assert arguments_as_text(TOOL, {"forum": given, "kind": None})["forum"] == text
    assert arguments_as_text(TOOL, {"forum": "x", "kind": ""}) == {"forum": "x"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (None, "forum needs the parameter forum, such as 13"),
        ({"forum": " "}, "forum needs the parameter forum"),
        ({"forum": "1", "colour": "red"}, "forum has no parameter “colour”; it has: forum, kind"),
        ({"forum": ["1"]}, "forum: has to be a text or a number"),
        ({"forum": {"a": "1"}}, "forum: has to be a text or a number"),
        ({"forum": True}, "forum: has to be a text or a number"),
        ({"forum": "\ud800"}, "forum: is not valid text"),
        ({"forum": 10**5000}, "forum: is not valid text"),
    ],
)
def test_wrong_arguments(arguments: dict[str, object] | None, message: str) -> None:
    """What cannot be an argument is an error that says what to do."""
    with pytest.raises(ParameterError, match=f"^{message}"):
        arguments_as_text(TOOL, arguments)


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "one", "٣", "9" * 5000])
def test_wrong_pages(text: str) -> None:
    """A page is a whole number from 1."""
    with pytest.raises(ParameterError, match="is no whole number from 1"):
        taken_page({"page": text})


def test_pages() -> None:
    """The page is taken out of the arguments; the first one needs no number."""
    values = {"page": " 3 ", "forum": "13"}
    assert (taken_page(values), values) == (3, {"forum": "13"})
    assert taken_page(values) == 1


def test_schemas() -> None:
    """Arguments that a tool does not have are no part of its schema; columns are in that of its answer."""
    assert TOOL.input["required"] == ["forum"]
    assert TOOL.input["additionalProperties"] is False
    row = table_schema({"title": {}})["properties"]["rows"]["items"]["properties"]
    assert row["values"]["properties"] == {"title": {}}
