"""The language of a request, and the choice between two texts."""

from starlette.requests import Request

from ruhrgraph.server.language import LANGUAGE_KEY, in_language, language


def test_language_of_a_request() -> None:
    """A request is in German unless its address says otherwise."""
    scope = {"type": "http", "headers": []}
    assert language(Request(scope)) == "de"
    assert language(Request({**scope, LANGUAGE_KEY: "en"})) == "en"


def test_choice_of_a_text() -> None:
    """Each language has its text."""
    assert in_language("de", "Beleg", "evidence") == "Beleg"
    assert in_language("en", "Beleg", "evidence") == "evidence"
