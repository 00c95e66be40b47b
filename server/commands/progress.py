"""The progress of long work on standard error: a bar on a terminal, plain lines elsewhere.

In: the name of each step as it begins, and how many of its tasks are done. Out: text. A step never goes back, and is at
most at 99 % until the next one begins.
"""

import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from time import monotonic

from ruhrgraph.graph.builds.executor import Progress

_RECENT = 30
"""The seconds that the rate is of: what an earlier build did is done at once, and says nothing about the rest."""
_SOON, _LATE = 5, 60
"""Seconds: how soon a line may follow another in the same step, and after how long one does that has no new tenth."""
_MILLION = 1_000_000
_FEW = 10


@dataclass(frozen=True, slots=True)
class StepProgress:
    """How far a step is.

    Attributes:
        step: Its name.
        done: How many of its tasks are done.
        total: How many there are; 0 where a step is not counted.
        rate: How many were done a second lately; 0 where that is not known.

    """

    step: str
    done: int = 0
    total: int = 0
    rate: float = 0.0

    @property
    def percent(self) -> int:
        """The per cent that are done, rounded down, 99 at most: only the next step says that this one is over."""
        return min(99, 100 * self.done // self.total) if self.total else 0

    @property
    def numbers(self) -> str:
        """Count, rate and remaining time, as far as they are known."""
        if not self.total:
            return ""
        text = f"{_count(self.done)} of {_count(self.total)} ({self.percent} %)"
        if not self.rate:
            return text
        left = timedelta(seconds=round((self.total - self.done) / self.rate))
        return f"{text}, {_count(self.rate)}/s, {left} left"


def _count(number: float) -> str:
    """Return a number in a few characters."""
    if number >= _MILLION:
        return f"{number / _MILLION:,.1f} million"
    return f"{number:.1f}" if isinstance(number, float) and number < _FEW else f"{number:,.0f}"


class Steps:
    """Follows the steps of some work, and hands on how far the present one is; a `Progress`."""

    def __init__(self, show: Callable[[StepProgress], None], clock: Callable[[], float] = monotonic) -> None:
        self._show = show
        self._clock = clock
        self._now = StepProgress("")
        self._samples: deque[tuple[float, int]] = deque()

    def __call__(self, step: str, done: int = 0, total: int = 0, /) -> None:
        """Take how far a step is."""
        if step != self._now.step:
            self._now = StepProgress(step)
            self._samples.clear()
        total = max(total, self._now.total)
        done = max(min(done, total), self._now.done)
        self._now = StepProgress(step, done, total, self._rate(done) if total else 0.0)
        self._show(self._now)

    def _rate(self, done: int) -> float:
        """Return how many tasks were done a second lately."""
        now = self._clock()
        while len(self._samples) > 1 and self._samples[1][0] <= now - _RECENT:
            self._samples.popleft()
        if not self._samples or now >= self._samples[-1][0] + 1:
            self._samples.append((now, done))
        since, before = self._samples[0]
        return (done - before) / (now - since) if now > since else 0.0


class PlainLines:
    """Prints a line for each step, and for long ones at every tenth or, if that takes long, every minute."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._last = StepProgress("")
        self._at = 0.0

    def __call__(self, now: StepProgress) -> None:
        """Print a line if it is time for one."""
        begins = now.step != self._last.step
        waited = self._clock() - self._at
        tenth = now.percent // 10 > self._last.percent // 10
        if not begins and (now.done in {0, now.total} or waited < (_SOON if tenth else _LATE)):
            return
        self._last, self._at = now, self._clock()
        sys.stderr.write(f"{now.step} …\n" if not now.done else f"{now.step}: {now.numbers}\n")
        sys.stderr.flush()


@contextmanager
def progress() -> Iterator[Progress]:
    """Give a function that shows how far each step is; on a terminal, the bar disappears when the work is done."""
    if not sys.stderr.isatty():
        yield Steps(PlainLines())
        return
    # Imported only here, as it takes a tenth of a second that plain lines need not wait for.
    bars, console = import_module("rich.progress"), import_module("rich.console").Console(stderr=True)
    columns = (bars.SpinnerColumn(), "{task.description}", bars.BarColumn(), "{task.fields[numbers]}")
    with bars.Progress(*columns, console=console, transient=True) as bar:
        last = ""
        task = bar.add_task(last, numbers="")

        def show(now: StepProgress) -> None:
            nonlocal last, task
            if now.step != last:  # a bar does not lose its total, and without one it pulses
                bar.remove_task(task)
                last, task = now.step, bar.add_task(f"{now.step} …", total=None, numbers="")
            bar.update(task, total=100 if now.total else None, completed=now.percent, numbers=now.numbers)

        yield Steps(show)
