"""Structured logs: one JSON object a line on standard error, without secrets and without the text of ordinary queries.

A query is told by its hash, so that its runs can be found again; the text of a slow one stands in the log.
"""

import hashlib
import logging
import sys
from typing import Any

import structlog

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
