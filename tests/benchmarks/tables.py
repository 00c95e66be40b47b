"""Writes what was measured as Markdown: a table for each dataset and number of connections, and how far the goals are.

In: `Run`s, the first of each dataset that of this project's server. Out: text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.load import Measured

_MEBIBYTE = 1 << 20
Key = tuple[str, int]


@dataclass
class Run:
    """One server with one dataset: what it is, what it needed, and what it got through, by question and connections."""

    title: str
    version: str
    first_answer: float = 0.0
    ready: float = 0.0
    idle: int = 0
    after: int = 0
    too_slow: int = 0
    cells: dict[Key, Measured] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    """By question, why a cell is empty, or in what the answer differs."""


@dataclass(frozen=True)
class Goal:
    """What is to be reached at 16 connections: for which questions, and the least ratio to the best peer."""

    text: str
    names: tuple[str, ...]
    ratio: float


def servers(runs: Sequence[Run]) -> Iterator[str]:
    """Yield the table of the servers themselves."""
    yield "| server | version | first answer (s) | with all data (s) | memory idle (MiB) | memory after (MiB) |"
    yield "|---|---|---|---|---|---|"
    for run in runs:
        memory = f"{run.idle / _MEBIBYTE:.0f} | {run.after / _MEBIBYTE:.0f}"
        yield f"| {run.title} | {run.version} | {run.first_answer:.2f} | {run.ready:.2f} | {memory} |"


def throughput(runs: Sequence[Run], names: Sequence[str], connections: int) -> Iterator[str]:
    """Yield the table of all questions at so many connections."""
    ours, peers = runs[0], runs[1:]
    yield f"| question | {' | '.join(run.title for run in runs)} | throughput to best peer | p99 to best peer |"
    yield f"|---|{'---|' * len(runs)}---|---|"
    for name in names:
        key = (name, connections)
        rate, tail = ratios(ours, peers, key)
        cells = " | ".join(_cell(run, key) for run in runs)
        yield f"| {name} | {cells} | {_times(rate)} | {_times(tail)} |"


def ratios(ours: Run, peers: Sequence[Run], key: Key) -> tuple[float | None, float | None]:
    """Return this server's throughput and its p99 as multiples of the best peer's of each."""
    mine = ours.cells.get(key)
    theirs = [peer.cells[key] for peer in peers if key in peer.cells and peer.cells[key].rate]
    if mine is None or not theirs:
        return None, None
    return mine.rate / max(cell.rate for cell in theirs), mine.p99 / min(cell.p99 for cell in theirs)


def goals(runs: Sequence[Run], wanted: Sequence[Goal], connections: int) -> Iterator[str]:
    """Yield for each goal whether it is reached with so many connections, and by which questions it is missed."""
    for goal in wanted:
        found: Mapping[str, float | None] = {
            name: ratios(runs[0], runs[1:], (name, connections))[0] for name in goal.names
        }
        seen = {name: rate for name, rate in found.items() if rate is not None}
        missed = [f"{name}: {_times(rate)}" for name, rate in seen.items() if rate < goal.ratio]
        verdict = "not measured" if not seen else f"missed by {'; '.join(missed)}" if missed else "reached"
        yield f"- {goal.text}: {verdict}"


def notes(runs: Sequence[Run]) -> Iterator[str]:
    """Yield what is to be said of single cells."""
    for run in runs:
        for name, text in run.notes.items():
            yield f"- {run.title}, {name}: {text}"


def _cell(run: Run, key: Key) -> str:
    found = run.cells.get(key)
    if found is None:
        return "–"
    failed = f", **{found.failed} failed**" if found.failed else ""
    rate = f"{found.rate:,.0f}" if found.rate >= 10 else f"{found.rate:.2f}"
    return f"{rate}/s, {_milliseconds(found.p50)}, {_milliseconds(found.p99)}{failed}"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f}" if seconds < 0.01 else f"{seconds * 1000:,.0f}"


def _times(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.2f}"
