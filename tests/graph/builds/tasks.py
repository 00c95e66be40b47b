"""Tasks that the tests of executors share."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Note:
    """A task: its number, and the folder in which tasks leave notes."""

    number: int
    folder: Path

    def __str__(self) -> str:
        return f"document {self.number}"


def square(number: int) -> int:
    """Return a square."""
    return number * number
