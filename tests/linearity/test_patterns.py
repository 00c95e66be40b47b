"""Every regular expression takes time in proportion to its text, whatever the text is; a new one is found by itself."""

import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from ruhrgraph.loaders.document import Document
from ruhrgraph.loaders.white_space import shortened
from tests.linearity.evil_texts import evil_texts
from tests.linearity.growth import FACTOR, MOST, ratio
from tests.linearity.pattern_walk import FoundPattern, patterns

LENGTH = 500
TOO_LONG = 120
"""Seconds after which a pattern that would go on for ever is stopped; most take one for all of their texts."""
ENDS = ("!", "\n!")
FOUND = tuple(dict.fromkeys(patterns()))


@contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    """Interrupt a pattern that goes on for ever."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _text(found: FoundPattern, begin: str, repeated: str, end: str, length: int) -> Any:  # noqa: ANN401  # or bytes
    """Return an evil text as it comes to a pattern: the loaders see no long runs of white space."""
    text = begin + repeated * (length // len(repeated)) + end
    if found.where.startswith("ruhrgraph.loaders.") and "white_space" not in found.where:
        text = shortened(Document("x", text, "")).text
    return text.encode() if isinstance(found.pattern.pattern, bytes) else text


def _use(pattern: re.Pattern[Any], method: str, text: Any) -> None:  # noqa: ANN401
    if method in ("sub", "subn"):
        getattr(pattern, method)(text[:0], text)
    elif method == "finditer":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, method)(text)


def test_all_are_found() -> None:
    """The patterns of all rooms are among them: constants, those in tables, in functions, and made by functions."""
    found = " ".join(item.where for item in FOUND)
    for known in ("tokens._TOKEN", "headings.HEADINGS", "dates._FORMS", "towns.town_names", "ministries:"):
        assert known in found


@pytest.mark.parametrize(
    "found",
    [pytest.param(each, id=f"{number}-{each.where.removeprefix('ruhrgraph.')}") for number, each in enumerate(FOUND)],
)
def test_linear(found: FoundPattern) -> None:
    """A text that is eight times as long takes about eight times as long."""
    slow: list[tuple[str, str, str, str, float]] = []
    with _stopped_after(TOO_LONG):
        for begin, repeated in evil_texts(found.pattern):
            for end in ENDS:
                texts = {n: _text(found, begin, repeated, end, n) for n in (LENGTH, FACTOR * LENGTH)}
                slow += [
                    (method, begin, repeated, end, times)
                    for method in found.methods
                    if (times := _ratio(found.pattern, method, texts)) >= MOST
                ]
    assert slow == []


def _ratio(pattern: re.Pattern[Any], method: str, texts: Mapping[int, Any]) -> float:
    return ratio(lambda length: _use(pattern, method, texts[length]), LENGTH)
