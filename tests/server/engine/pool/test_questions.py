"""The socket at which workers ask: questions, answers, and workers that hang or go."""

import json
import resource
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from ruhrgraph.ontology.errors import SettingError
from ruhrgraph.server.engine.pool.questions import QuestionSocket


@pytest.fixture
def questions(tmp_path: Path) -> Iterator[QuestionSocket]:
    """Return a socket."""
    opened = QuestionSocket(str(tmp_path / "control"))
    yield opened
    opened.close()


def asking(questions: QuestionSocket, line: bytes) -> socket.socket:
    """Send a question; return the connection."""
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(questions.address)
    if line:
        connection.sendall(line)
    return connection


def test_each_gets_its_answer(questions: QuestionSocket) -> None:
    """Questions wait with their links and numbers, and each is answered by a line, once."""
    with asking(questions, b"\n") as first, asking(questions, b"versions/1\n") as second:
        questions.accept(3)
        questions.accept(4)
        assert [(item.link, item.number) for item in questions.waiting] == [("", 3), ("versions/1", 4)]
        questions.answer(questions.waiting[1:], {"b": 2})
        questions.answer(list(questions.waiting), {"a": 1})
        assert questions.waiting == []
        assert [json.loads(item.makefile().read()) for item in (first, second)] == [{"a": 1}, {"b": 2}]


@pytest.mark.parametrize("line", [b"", b"no end"])
def test_one_that_asks_nothing(questions: QuestionSocket, line: bytes) -> None:
    """Who goes without a whole question is not waited for."""
    asking(questions, line).close()
    questions.accept(1)
    assert questions.waiting == []


def test_no_descriptor_is_free(questions: QuestionSocket) -> None:
    """Who asks while no file can be opened is heard later, and the server goes on."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with asking(questions, b"\n"):
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
        try:
            questions.accept(1)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        assert questions.waiting == []
        questions.accept(1)
        assert len(questions.waiting) == 1


def test_one_that_has_gone(questions: QuestionSocket) -> None:
    """An answer to somebody who has gone is dropped."""
    asking(questions, b"\n").close()
    questions.accept(1)
    questions.answer(list(questions.waiting), {})
    assert questions.waiting == []


def test_a_path_that_is_too_long(tmp_path: Path) -> None:
    """Where no socket can be made, the error says what to set."""
    with pytest.raises(SettingError, match="TMPDIR"):
        QuestionSocket(str(tmp_path / ("x" * 200)))
