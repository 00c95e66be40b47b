"""Processes that work for an HTTP worker."""

import asyncio
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from ruhrgraph.server.engine.child_process import start_module

SECRETS = ("RUHRGRAPH_TOKEN", "AWS_SECRET_ACCESS_KEY", "github_token", "DB_PASSWORD", "API_KEY", "MY_CREDENTIALS")


def test_a_module_without_the_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process gets its arguments and the environment, but no secrets; nothing beside it is taken for a module."""
    for name in SECRETS:
        monkeypatch.setenv(name, "secret")
    monkeypatch.setenv("LANGUAGE", "xx")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shadow.py").write_text("raise SystemExit(3)")
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "shown.py").write_text(
        "import os, sys\nprint(sys.argv[1:], os.environ['LANGUAGE'], 'secret' in os.environ.values())"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "there"))

    async def run(module: str) -> tuple[int | None, bytes]:
        process = await start_module(module, "a", "b", stdout=PIPE, stderr=PIPE)
        output, _ = await process.communicate()
        return process.returncode, output

    assert asyncio.run(run("shown")) == (0, b"['a', 'b'] xx False\n")
    assert asyncio.run(run("shadow")) == (1, b"")
