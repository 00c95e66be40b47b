"""What a soak counts, and what the parts of it know of each other.

In: answers. Out: counts and lines. A refusal is a 503 that says when to come back; all else that is not a whole and
right answer is wrong or failed.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.benchmarks.load import percentiles
from tests.benchmarks.wire import Reply

_MEBIBYTE = 1 << 20
_SHOWN = 200
_UNAVAILABLE = 503


@dataclass
class Written:
    """What the one writer has written: the last value that was acknowledged, and the last that was attempted.

    `epoch` changes with every switch to another version, and is odd while one goes on: then any version may answer.
    """

    acknowledged: int = 0
    attempted: int = 0
    epoch: int = 0

    def fits(self, value: int, before: "Written") -> bool:
        """Tell whether a value may be read now by who began to ask when this was as it was `before`."""
        if self.epoch != before.epoch or before.epoch % 2:
            return 0 <= value <= self.attempted
        return before.acknowledged <= value <= self.attempted


@dataclass
class Tally:
    """The counts of a soak."""

    answers: int = 0
    refused: "Counter[str]" = field(default_factory=Counter)
    writes: int = 0
    kills: int = 0
    switches: int = 0
    wrong: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    write_seconds: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    processes: list[int] = field(default_factory=list)

    def refuses(self, what: str, reply: Reply) -> bool:
        """Count an answer that is no success; tell whether it was one."""
        if reply.status in (200, 201, 204):
            return False
        if reply.status == _UNAVAILABLE and "retry-after" in reply.headers:
            why = reply.body[:_SHOWN].decode(errors="replace").strip()
            self.refused[f"{what.partition(' ')[0]}: {why}"] += 1
        else:
            self.failed.append(f"{what}: {reply.status} {reply.body[:_SHOWN].decode(errors='replace')!r}")
        return True

    def lines(self) -> Iterator[str]:
        """Yield what is to be told."""
        p50, p99 = percentiles(self.seconds)
        times = f"p50 {p50 * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms"
        yield f"{self.answers:,} answers, {times}; {self.refused.total():,} refused (503)"
        w50, w99 = percentiles(self.write_seconds)
        yield f"{self.writes:,} writes, p50 {w50 * 1000:.0f} ms, p99 {w99 * 1000:.0f} ms"
        yield f"{self.kills:,} kills, {self.switches:,} switches of version"
        if self.memory:
            first, last, most = (value / _MEBIBYTE for value in (self.memory[0], self.memory[-1], max(self.memory)))
            yield f"memory {first:.0f} MiB at the start, {last:.0f} MiB at the end, {most:.0f} MiB at most"
            yield f"processes {self.processes[0]} at the start, {self.processes[-1]} at the end"
        yield f"{len(self.wrong)} wrong answers, {len(self.failed)} failed requests"
        yield from self.remarks
        yield from (f"  refused {number} times: {text}" for text, number in self.refused.most_common())
        for name, found in (("wrong", self.wrong), ("failed", self.failed)):
            yield from (f"  {name}: {line}" for line in found[:20])
