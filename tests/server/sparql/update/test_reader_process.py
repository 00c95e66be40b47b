"""The process that writes one graph as it is stored, run as a program."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ruhrgraph.graph.versions.repository import publish, published
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import BadRequestError, GraphNotFoundError, NotAcceptableError
from ruhrgraph.server.engine.pool.wire import DATA, END, ERROR, HEAD, Frames, unpack_error
from ruhrgraph.server.sparql.update import reader_process
from ruhrgraph.server.sparql.update.reader_process import ReadTask, encode_task


def run(data: Path, graph: str | None, format_name: str = "nt") -> list[tuple[bytes, bytes]]:
    """Return the frames that the process writes."""
    task = ReadTask(str(data), 1024, os.getpid(), graph, format_name, DEFAULT_BASE)
    program = [sys.executable, "-P", "-m", reader_process.__name__]
    done = subprocess.run(program, input=encode_task(task), capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    return list(Frames().feed(done.stdout))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with a statement in a named graph and one in the default graph."""
    publish(tmp_path, b'<urn:a> <urn:1> "named" <urn:g> .\n<urn:a> <urn:b> "default" .\n', b"{}")
    return tmp_path


@pytest.mark.parametrize(("graph", "line"), [("urn:g", b'<urn:1> "named"'), (None, b'<urn:b> "default"')])
def test_head_data_and_end(data: Path, graph: str | None, line: bytes) -> None:
    """The digest comes first, then the statements, then the end."""
    (head, digest), *parts, end = run(data, graph)
    assert (head, json.loads(digest)) == (HEAD, published(data).digest)
    assert end == (END, b"")
    assert {kind for kind, _ in parts} == {DATA}
    assert b"".join(part for _, part in parts) == b"<urn:a> " + line + b" .\n"


def test_nothing_published(tmp_path: Path) -> None:
    """The default graph of a folder without versions is empty."""
    assert run(tmp_path, None) == [(HEAD, b"null"), (END, b"")]


@pytest.mark.parametrize(
    ("graph", "format_name", "error"),
    [
        ("urn:none", "nt", GraphNotFoundError),
        ("no iri", "nt", BadRequestError),
        ("urn:g", "rdfxml", NotAcceptableError),
    ],
)
def test_what_cannot_be_read(data: Path, graph: str, format_name: str, error: type[Exception]) -> None:
    """A graph that is not there, or that the format cannot say, ends in an error and not in an end."""
    *_, (kind, payload) = run(data, graph, format_name)
    assert kind == ERROR
    assert isinstance(unpack_error(payload), error)
