"""Processes that work for an HTTP worker."""

import asyncio
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from ruhrgraph.server.engine.child_process import start_module


def test_a_module_without_the_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process gets its arguments and the environment, but not the token; nothing beside it is taken for a module."""
    monkeypatch.setenv("RUHRGRAPH_TOKEN", "secret")
    monkeypatch.setenv("RUHRGRAPH_QUEUE", "7")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shadow.py").write_text("raise SystemExit(3)")
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "shown.py").write_text(
        "import os, sys\nprint(sys.argv[1:], [os.environ.get(f'RUHRGRAPH_{name}') for name in ('TOKEN', 'QUEUE')])"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "there"))

    async def run(module: str) -> tuple[int | None, bytes]:
        process = await start_module(module, "a", "b", stdout=PIPE, stderr=PIPE)
        output, _ = await process.communicate()
        return process.returncode, output

    assert asyncio.run(run("shown")) == (0, b"['a', 'b'] [None, '7']\n")
    assert asyncio.run(run("shadow")) == (1, b"")
