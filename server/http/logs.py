"""Structured logs: one JSON object a line on standard error, without secrets and without the text of ordinary queries.

A query is told by its hash, so that its runs can be found again; the text of a slow one stands in the log.
"""

import asyncio
import hashlib
import json
import logging
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import structlog

_DELAY = 0.1
_SECRETS = ("authorization", "token", "cookie")


def _without_secrets(_logger: object, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Blank out what must not be logged, whoever tries."""
    return {name: "…" if name.lower() in _SECRETS else value for name, value in event.items()}


def configure(level: str = "info") -> None:
    """Set logging up for this process, from a level on ("debug", "info", "warning")."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_secrets,  # type: ignore[list-item]
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def query_hash(text: str) -> str:
    """Return the short hash that a query is known by in logs (16 hexadecimal digits)."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


log = structlog.get_logger("ruhrgraph")


@dataclass
class QueryLog:
    """Writes the lines of ordinary queries, many at once: one at a time they take longer than a quick query does.

    The lines are those that `log.info("query", …)` would write, a tenth of a second later.
    """

    enabled: bool
    _lines: list[str] = field(default_factory=list)
    _timer: asyncio.TimerHandle | None = None

    def note(self, text: str, seconds: float, rows: int | None, outcome: str) -> None:
        """Take the line of a query."""
        if not self.enabled:
            return
        count = "null" if rows is None else rows
        stamp = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
        self._lines.append(
            f'{{"query": "{query_hash(text)}", "seconds": {seconds:.4f}, "rows": {count}, '
            f'"outcome": {json.dumps(outcome)}, "event": "query", "level": "info", "timestamp": "{stamp}Z"}}\n'
        )
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_DELAY, self.flush)

    def flush(self) -> None:
        """Write what is there."""
        self._timer = None
        # Forgotten first: where nobody reads the log any more, writing fails each time.
        lines, self._lines = self._lines, []
        sys.stderr.write("".join(lines))
        sys.stderr.flush()
