"""The two languages, which of them a request asks for, and the choice between two texts."""

from typing import Final, Literal, TypeAlias

from starlette.requests import HTTPConnection

Language: TypeAlias = Literal["de", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("de", "en")
LANGUAGE_KEY: Final = "ruhrgraph.language"
"""The key of a request's language in its scope; without it the language is German."""


def language(request: HTTPConnection) -> Language:
    """Return the language in the address of a request."""
    found: Language = request.scope.get(LANGUAGE_KEY, "de")
    return found


def in_language(language: Language, de: str, en: str) -> str:
    """Return the text in the reader's language."""
    return en if language == "en" else de
