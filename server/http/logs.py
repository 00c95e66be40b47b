"""Structured logs: one JSON object a line on standard error, without secrets and without the text of ordinary queries.

A query is known by its hash, so that its runs can be found again; only a slow one is logged with its text.
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
    """Replace the values of secrets by an ellipsis."""
    return {name: "…" if name.lower() in _SECRETS else value for name, value in event.items()}


def configure(level: str = "info") -> None:
    """Configure the log of this process; "debug", "info" or "warning" is the least level that is logged."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_secrets,  # type: ignore[list-item]  # structlog's events are any mapping
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def query_hash(text: str) -> str:
    """Return the hash that a query is known by in logs, 16 hexadecimal digits."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


log = structlog.get_logger("ruhrgraph")


@dataclass
class QueryLog:
    """Logs ordinary queries a tenth of a second later, many at once, as logging one takes longer than a quick query.

    The lines look like those of `log.info("query", …)`.
    """

    enabled: bool
    _lines: list[str] = field(default_factory=list)
    _timer: asyncio.TimerHandle | None = None

    def add(self, text: str, seconds: float, rows: int | None, outcome: str) -> None:
        """Add the line of a query, to be written soon."""
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
        """Write all lines that were added."""
        self._timer = None
        # They are forgotten first: if nobody reads standard error any more, writing fails every time.
        lines, self._lines = self._lines, []
        sys.stderr.write("".join(lines))
        sys.stderr.flush()
