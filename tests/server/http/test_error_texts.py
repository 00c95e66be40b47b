"""What pages say of errors: for every kind, in both languages."""

from http import HTTPStatus

import pytest

from ruhrgraph.ontology.errors import NoRoomError, RuhrgraphError
from ruhrgraph.server.http.error_texts import error_text
from ruhrgraph.server.http.errors import UnsupportedCodingError, error_codes
from ruhrgraph.server.http.request_error_texts import ErrorText

HERE = ("ruhrgraph.ontology.errors", "ruhrgraph.server.http.errors")
OF_BUILDS = {
    "ClusterError",
    "DocumentError",
    "LostTaskError",
    "NotValidError",
    "RuhrgraphError",
    "SettingError",
    "UnknownDocumentError",
}


def _kinds(kind: type[RuhrgraphError] = RuhrgraphError) -> set[type[RuhrgraphError]]:
    """Return a kind of error and all below it."""
    return {kind, *(found for below in kind.__subclasses__() for found in _kinds(below) if found.__module__ in HERE)}


@pytest.mark.parametrize("kind", sorted(_kinds(), key=str))
def test_every_error_has_its_words(kind: type[RuhrgraphError]) -> None:
    """Each kind says in both languages what happened and what to do; only the server's own faults share their words."""
    error = kind("x")
    text = error_text(error, error_codes(error).status)
    for german, english in (text.title, text.what, text.todo):
        assert german
        assert english
        assert german != english
        assert "Fassung" not in german
    is_own = text != error_text(RuhrgraphError("x"), HTTPStatus.INTERNAL_SERVER_ERROR)
    assert is_own is (kind.__name__ not in OF_BUILDS | {"ChoiceError", "BaseIriError"})


def test_a_kind_has_the_words_of_its_base() -> None:
    """An error without words of its own has those of the kind above it."""
    for kind in (NoRoomError, UnsupportedCodingError):
        base = kind.__mro__[1]
        assert error_text(kind("x"), HTTPStatus.OK) == error_text(base("x"), HTTPStatus.OK)


@pytest.mark.parametrize("status", [404, 405, 400, 418, 500, 503])
def test_a_status_has_words_too(status: int) -> None:
    """Errors of routing have words by their status."""
    assert isinstance(error_text(None, HTTPStatus(status)), ErrorText)
