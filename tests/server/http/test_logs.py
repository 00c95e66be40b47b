"""The log of queries."""

import asyncio
import io
import sys

import pytest

from ruhrgraph.server.http.logs import QueryLog


class _Broken(io.StringIO):
    """A log that nobody reads any more."""

    def write(self, _text: str) -> int:
        """Fail."""
        raise BrokenPipeError


def test_lines_that_cannot_be_written_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody reads the log, its lines do not pile up in memory."""

    async def work() -> None:
        log = QueryLog(enabled=True)
        log.add("ASK {}", 0.1, 1, "answered")
        monkeypatch.setattr(sys, "stderr", _Broken())
        with pytest.raises(BrokenPipeError):
            log.flush()
        read = io.StringIO()
        monkeypatch.setattr(sys, "stderr", read)
        log.add("ASK { }", 0.1, 1, "failed")
        log.flush()
        assert read.getvalue().count("\n") == 1

    asyncio.run(work())
