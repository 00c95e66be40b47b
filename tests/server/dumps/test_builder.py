"""Dumps that are missing are made by a process of its own, while requests wait."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ruhrgraph.graph.dumps.dumps import dumps_folder, ensure_dumps
from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.ontology import DEFAULT_BASE
from tests.graph.versions.damages import DAMAGES
from tests.server.dumps.downloads import NAME, REPORT, Serve, statement


def test_missing_dumps_are_made(serving: Serve, tmp_path: Path) -> None:
    """Dumps that are missing, also because someone removed them, are made while the requests wait."""
    version, _ = publish(tmp_path, statement(1), REPORT)
    with serving("--data", str(tmp_path), RUHRGRAPH_WORKERS="2") as (_, client):
        for _ in range(2):
            with ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(lambda _: client.get(f"/dumps/{NAME}"), range(8)))
            assert [answer.status_code for answer in answers] == [200] * 8
            assert {answer.content for answer in answers} == {statement(1)}
            shutil.rmtree(dumps_folder(version))


@pytest.mark.parametrize("how", DAMAGES)
def test_damaged_dumps_are_made_anew(serving: Serve, tmp_path: Path, how: str) -> None:
    """A file that is damaged before or while the server runs is never sent, but made anew."""
    version, _ = publish(tmp_path, statement(1), REPORT)
    path = dumps_folder(version) / f"{NAME}.gz"
    ensure_dumps(version, DEFAULT_BASE)
    DAMAGES[how](path)
    with serving("--data", str(tmp_path), "--workers", "1") as (_, client):
        assert client.get(f"/dumps/{NAME}").content == statement(1)
        if how != "exchanged":  # with an old time, only a server that starts reads the file again
            DAMAGES[how](path)
        assert client.get(f"/dumps/{NAME}").content == statement(1)


def test_dumps_that_cannot_be_made(serving: Serve, tmp_path: Path) -> None:
    """Where dumps cannot be made, the client is told to come again, and everything else goes on."""
    publish(tmp_path, statement(1), REPORT)
    (tmp_path / "versions" / ".dumps.lock").mkdir()  # what stops even the superuser
    with serving("--data", str(tmp_path)) as (_, client):
        answer = client.get("/dumps/")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
        assert "dumps cannot be written" in answer.text
        assert client.get("/health").status_code == 200
