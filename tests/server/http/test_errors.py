"""The one table of answers: every error of the project has one."""

import pytest

from ruhrgraph.ontology import errors
from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.http.errors import RequestTooLargeError, error_codes


def _all(kind: type[RuhrgraphError]) -> list[type[RuhrgraphError]]:
    """Return a class of errors and all below it."""
    return [kind, *(below for child in kind.__subclasses__() for below in _all(child))]


@pytest.mark.parametrize("kind", _all(RuhrgraphError))
def test_every_error_has_an_answer(kind: type[RuhrgraphError]) -> None:
    """An error has an exit code that is not success, and a status that is an error."""
    given = error_codes(kind("what is wrong"))
    assert given.exit_code in (1, 2, 3)
    assert given.status >= 400


@pytest.mark.parametrize(
    ("kind", "status", "exit_code"),
    [
        (errors.NotValidError, 422, 1),
        (errors.UnknownDocumentError, 422, 2),
        (errors.QuerySyntaxError, 400, 2),
        (errors.QueryRefusedError, 403, 2),
        (errors.QueryNotFoundError, 404, 2),
        (errors.ParameterError, 400, 2),
        (errors.NotAcceptableError, 406, 2),
        (errors.UnsupportedMediaTypeError, 415, 2),
        (RequestTooLargeError, 413, 2),
        (errors.NotPublishedError, 503, 3),
        (errors.DataFolderError, 503, 3),
    ],
)
def test_answers(kind: type[RuhrgraphError], status: int, exit_code: int) -> None:
    """The statuses are those of the protocol, the exit codes those of the interface."""
    given = error_codes(kind("what is wrong"))
    assert (given.status, given.exit_code) == (status, exit_code)
