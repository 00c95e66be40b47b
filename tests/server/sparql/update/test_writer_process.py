"""The process that carries out one change, run as a program."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ruhrgraph.graph.versions.repository import publish, published, versions
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.graph.versions.write import WriteResult
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import (
    BadRequestError,
    DataFolderError,
    GraphNotFoundError,
    OverloadedError,
    QueryRefusedError,
    QuerySyntaxError,
    RuhrgraphError,
)
from ruhrgraph.server.engine.pool.wire import END, PREPARED, Frames, error_as_json, unpack_error
from ruhrgraph.server.sparql.update import writer_process
from ruhrgraph.server.sparql.update.writer_process import WriteTask, decode_result, encode_task

TURTLE = {"content_type": "text/turtle"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder in which one statement is published."""
    publish(tmp_path, b"<urn:a> <urn:b> <urn:c> <urn:g> .\n", b"{}")
    return tmp_path


def run(data: Path, body: bytes = b"", answer: bytes = b"{}\n", log: bytes = b"", **told: Any) -> WriteResult:  # noqa: ANN401  # each test names its own
    """Return the result of a change by the process; an error of it is raised.

    The answer is what the server says when the new version is on the disk, the log the beginning of what the process
    writes there.
    """
    task = replace(WriteTask(str(data), 20, 512, os.getpid(), "update", DEFAULT_BASE), **told)
    program = [sys.executable, "-P", "-m", writer_process.__name__]
    done = subprocess.run(program, input=encode_task(task, body) + answer, capture_output=True, check=True, timeout=60)
    assert done.stderr.startswith(log)
    assert bool(done.stderr) == bool(log)
    *before, (kind, payload) = Frames().feed(done.stdout)
    if kind == END:
        result = decode_result(payload)
        assert before == ([(PREPARED, str(result.digest).encode())] if result.changed else [])
        return result
    raise unpack_error(payload)


@pytest.mark.parametrize(
    ("told", "body", "left"),
    [
        ({}, b"\xef\xbb\xbfINSERT DATA { GRAPH <urn:h> { <urn:x> <urn:y> 1 } }", {"urn:g", "urn:h"}),
        (
            {"action": "add", "graph": "urn:h", "content_type": "text/turtle"},
            b"<urn:x> <urn:y> 1 .",
            {"urn:g", "urn:h"},
        ),
        ({"action": "replace", "graph": "urn:g", "content_type": "text/turtle"}, b"<urn:x> <urn:y> 1 .", {"urn:g"}),
        ({"action": "delete", "graph": "urn:g"}, b"", set()),
    ],
)
def test_each_action(data: Path, told: dict[str, Any], body: bytes, left: set[str]) -> None:
    """A change makes the next version, which is the one in use, and has these graphs."""
    result = run(data, body, **told)
    assert result.changed
    assert result.digest == published(data).digest
    found = {str(graph).strip("<>") for graph in load_store(published(data)).named_graphs()}
    assert found == left


@pytest.mark.parametrize(
    ("told", "body", "error"),
    [
        ({}, b"INSERT DATA { <urn:x> }", QuerySyntaxError),
        ({}, b"INSERT DATA { <urn:x> <urn:y> '\xff' }", BadRequestError),
        ({}, b"LOAD <http://example.org/>", QueryRefusedError),
        ({}, b"INSERT DATA { " + b"<urn:x> <urn:y> [ <urn:y> " * 200 + b"1" + b" ]" * 200 + b" }", QuerySyntaxError),
        ({"action": "add", "graph": "urn:h", **TURTLE}, b"no turtle", RuhrgraphError),
        ({"action": "delete", "graph": "urn:none"}, b"", GraphNotFoundError),
    ],
)
def test_what_is_not_carried_out(data: Path, told: dict[str, Any], body: bytes, error: type[RuhrgraphError]) -> None:
    """What cannot be read, or is not allowed, is an error and changes nothing."""
    before = published(data).digest
    with pytest.raises(error):
        run(data, body, **told)
    assert published(data).digest == before


def test_old_versions_are_pruned(data: Path) -> None:
    """After a change so many versions are kept as the task says."""
    for number in range(4):
        run(data, f"INSERT DATA {{ <urn:x> <urn:y> {number} }}".encode(), keep=2)
    assert len(versions(data)) == 2


def test_old_versions_that_cannot_be_removed(data: Path) -> None:
    """A write that is in use counts as written if pruning fails after it; the log tells why."""
    (data / "versions" / ("0" * 64)).symlink_to("nowhere")
    log = b"ruhrgraph: old versions cannot be removed: "
    result = run(data, b"INSERT DATA { <urn:x> <urn:y> 1 }", keep=1, log=log)
    assert (result.changed, result.digest) == (True, published(data).digest)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (json.dumps(error_as_json(DataFolderError("no memory"))).encode() + b"\n", DataFolderError),
        (b"", OverloadedError),
    ],
)
def test_a_version_that_the_server_cannot_serve(data: Path, answer: bytes, error: type[RuhrgraphError]) -> None:
    """A version that the server cannot get ready for does not come into use, and nothing of it stays."""
    before = versions(data)
    with pytest.raises(error):
        run(data, b"INSERT DATA { <urn:x> <urn:y> 1 }", answer)
    assert versions(data) == before
    assert published(data) == before[0]


def test_versions_that_cannot_be_removed(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where old versions cannot be removed, that is told in the log, and the write counts all the same."""

    def fail(*_: object) -> None:
        raise DataFolderError("the disk fails")

    monkeypatch.setattr(writer_process, "prune", fail)
    writer_process._prune(WriteTask(str(data), 2, 512, os.getpid(), "update", DEFAULT_BASE))
    assert "the disk fails" in capsys.readouterr().err
