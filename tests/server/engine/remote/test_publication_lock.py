"""The lock of publications: one at a time, and none for ever."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ruhrgraph.ontology.errors import EngineAnswerError
from ruhrgraph.server.engine.remote import publication_lock as room
from ruhrgraph.server.engine.remote.endpoint import Endpoint
from ruhrgraph.server.engine.remote.publication_lock import PublicationLock, publication_lock
from tests.server.engine.remote.engines import Engine, address_of

_BASE = "http://example.org/lock/"
Shown = list[str]


@pytest.fixture
def endpoint(oxigraph: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Endpoint]:
    """Return an engine without a lock, which is looked at often."""
    monkeypatch.setattr(room, "_PAUSE", 0.01)
    found = Endpoint(address_of(oxigraph))
    yield found
    found.update(f"DROP SILENT GRAPH <{_BASE}version/lock>", 10)
    found.close()


def _taken(endpoint: Endpoint, data: Path, show: Callable[[str], None], patience: float) -> PublicationLock:
    """Return a lock that is taken, as if its process had been killed then."""
    lock = PublicationLock(endpoint, _BASE, data)
    lock.acquire(show, patience)
    return lock


def test_a_lock_of_the_same_folder_is_taken_at_once(endpoint: Endpoint, tmp_path: Path) -> None:
    """Whoever holds the lock of the folder knows that no process of it is at work any more."""
    shown = Shown()
    first = _taken(endpoint, tmp_path, shown.append, 10)
    with publication_lock(endpoint, _BASE, tmp_path, shown.append):
        assert shown == []
        with pytest.raises(EngineAnswerError, match="another publication has come in between"):
            first.renew(after=0)
        first.release()  # which is not its own any more
        with pytest.raises(EngineAnswerError), publication_lock(endpoint, _BASE, tmp_path, shown.append) as lock:
            first.renew(after=0)
        lock.renew()


def test_a_lock_of_another_folder_is_waited_for(endpoint: Endpoint, oxigraph: Engine, tmp_path: Path) -> None:
    """As long as a publication gives signs of life, another one waits; it goes on once the lock is free."""
    shown, patience = Shown(), 0.4
    first = _taken(endpoint, tmp_path / "first", shown.append, patience)
    waiting = threading.Thread(
        target=lambda: _taken(Endpoint(address_of(oxigraph)), tmp_path / "second", shown.append, patience)
    )
    waiting.start()
    for _ in range(10):
        waiting.join(patience / 4)
        first.renew(after=0)
    assert waiting.is_alive()
    first.release()
    waiting.join(patience / 2)
    assert not waiting.is_alive()
    assert shown[0].startswith("waiting for another publication")


def test_a_lock_that_was_left_behind(endpoint: Endpoint, tmp_path: Path) -> None:
    """A lock that nobody renews is taken over after a time."""
    shown = Shown()
    _taken(endpoint, tmp_path / "first", shown.append, 0.1)
    _taken(endpoint, tmp_path / "second", shown.append, 0.1)
    assert shown


def test_an_error_gives_the_lock_back(endpoint: Endpoint, tmp_path: Path) -> None:
    """If a publication fails, the next one need not wait."""
    shown = Shown()
    with pytest.raises(EngineAnswerError), publication_lock(endpoint, _BASE, tmp_path / "first", shown.append):
        raise EngineAnswerError("no")
    _taken(endpoint, tmp_path / "second", shown.append, 10)
    assert shown == []
