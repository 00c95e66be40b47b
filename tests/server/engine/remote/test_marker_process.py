"""The process that asks another engine which version is in use: what it writes after each look."""

from pathlib import Path

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import EngineUnreachableError, NotPublishedError
from ruhrgraph.server.engine.remote.endpoint import Endpoint
from ruhrgraph.server.engine.remote.marker import Marker
from ruhrgraph.server.engine.remote.marker_process import MarkerTask, look
from ruhrgraph.server.engine.remote.mirror import mirrored_digest, mirrored_fault
from ruhrgraph.server.settings import EngineAddress
from tests.server.engine.remote.engines import address_of, oxigraph_server, use_version

MARKER = Marker("a" * 64, "urn:uuid:1", 12, ("urn:g",))


def test_a_task_is_told_as_a_line() -> None:
    """The task crosses to the process with its credentials, as one line."""
    task = MarkerTask(EngineAddress("http://e/", user="a", password="b\nc"), "urn:", "/tmp", 1)  # noqa: S106, S108
    assert task.as_line().count(b"\n") == 1
    assert MarkerTask.from_line(task.as_line()) == task


def test_what_is_in_use_is_mirrored(tmp_path: Path) -> None:
    """No version, one, another, an engine that is gone: the link and the fault say it each time."""
    with oxigraph_server() as engine:
        endpoint = Endpoint(address_of(engine))
        assert look(endpoint, DEFAULT_BASE, tmp_path, "") == ""
        assert isinstance(mirrored_fault(tmp_path), NotPublishedError)
        first = use_version(engine, MARKER)
        assert look(endpoint, DEFAULT_BASE, tmp_path, "") == first.publication
        assert (mirrored_digest(tmp_path), mirrored_fault(tmp_path)) == ("a" * 64, None)
        second = use_version(engine, Marker("b" * 64, "", 1, ()))
        assert look(endpoint, DEFAULT_BASE, tmp_path, first.publication) == second.publication
        assert mirrored_digest(tmp_path) == "b" * 64
    assert look(endpoint, DEFAULT_BASE, tmp_path, second.publication) == second.publication
    assert isinstance(mirrored_fault(tmp_path), EngineUnreachableError)
    assert mirrored_digest(tmp_path) == "b" * 64
