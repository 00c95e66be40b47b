"""What a soak counts, and what the parts of it know of each other.

In: answers. Out: counts and lines. A refusal is a 503 (for writes also a 507) that says when to come back; all else
that is not a whole and right answer is wrong or failed.
"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.benchmarks.load import percentiles
from tests.benchmarks.wire import Reply

_MEBIBYTE = 1 << 20
_SHOWN = 200
_REFUSALS = (503, 507)
GROWTH = 1.2
"""How much more memory than at first a server may have in the end."""
_MORE_VERSIONS = 2
"""How many versions may be there beside those that are kept: one that is written, one that is read."""
_CUT_OFF_AFTER = 2.0
"""Seconds in which the connections of a killed HTTP worker are found to be broken."""


@dataclass
class Written:
    """What the writers have written: the last value that was acknowledged, and the last that was attempted.

    `epoch` changes with every switch to another version, and is odd while one goes on: then any version may answer.
    """

    acknowledged: int = 0
    attempted: int = 0
    epoch: int = 0
    noted: int = 0
    notes: set[int] = field(default_factory=set)
    """The numbers of the second writer that were acknowledged; `noted` is the last that was attempted."""
    is_impossible: bool = False
    """Whether the version in use is damaged, so that no write may succeed."""
    is_damaged: bool = False
    """Whether there is damage, so that the version in memory must not be lost."""

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
    disturbed: "Counter[str]" = field(default_factory=Counter)
    """How often each disturbance was made."""
    cut_off: int = 0
    """Requests whose worker was killed or stopped meanwhile."""
    writes: int = 0
    switches: int = 0
    wrong: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """Writes that were acknowledged and are not there."""
    remarks: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    write_seconds: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    processes: list[int] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    """How many versions were on the disk, again and again."""
    _worker_losses: list[tuple[float, float]] = field(default_factory=list)
    _last_answer: float = 0.0
    longest_silence: float = 0.0
    """The longest time in which no reader at all got an answer, in seconds."""
    around_silence: str = ""
    """What was disturbed last before that time ended."""
    _last_disturbances: list[str] = field(default_factory=list)

    def refuses(self, what: str, reply: Reply) -> bool:
        """Count an answer that is no success; tell whether it was one."""
        if reply.status in (200, 201, 204):
            return False
        if reply.status in _REFUSALS and "retry-after" in reply.headers:
            why = reply.body[:_SHOWN].decode(errors="replace").strip()
            self.refused[f"{what.partition(' ')[0]}: {why}"] += 1
        else:
            self.failed.append(f"{what}: {reply.status} {reply.body[:_SHOWN].decode(errors='replace')!r}")
        return True

    def note_answer(self, seconds: float) -> None:
        """Count a right answer to a reader."""
        now = time.monotonic()
        self.answers += 1
        self.seconds.append(seconds)
        silence = now - (self._last_answer or now)
        if silence > self.longest_silence:
            self.longest_silence, self.around_silence = silence, ", ".join(self._last_disturbances)
        self._last_answer = now

    def note_disturbance(self, what: str) -> None:
        """Count a disturbance."""
        self.disturbed[what] += 1
        self._last_disturbances = [*self._last_disturbances[-3:], what]

    def note_worker_loss(self, seconds: float = 0.0) -> None:
        """Note that an HTTP worker is killed within so many seconds, and its connections with it."""
        now = time.monotonic()
        self._worker_losses.append((now, now + seconds + _CUT_OFF_AFTER))

    def note_failure(self, what: str, error: Exception, start: float) -> None:
        """Count a request that began at a time and ended without an answer."""
        now = time.monotonic()
        if any(start <= last and now >= first for first, last in self._worker_losses):
            self.cut_off += 1
        else:
            self.failed.append(f"{what}: {error!r}")

    def faults(self, kept_versions: int) -> list[str]:
        """Return all that should not have been, where a server keeps so many versions."""
        found = [*self.wrong, *self.failed, *self.lost]
        if max(self.versions) > kept_versions + _MORE_VERSIONS:
            found.append(f"there were {max(self.versions)} versions on the disk")
        if self.memory[-1] > GROWTH * self.memory[0]:
            found.append(f"memory grew from {self.memory[0]} to {self.memory[-1]} bytes")
        if self.processes[-1] > self.processes[0]:
            found.append(f"there are {self.processes[-1]} processes instead of {self.processes[0]}")
        return found

    def lines(self) -> Iterator[str]:
        """Yield what is to be told."""
        p50, p99 = percentiles(self.seconds)
        times = f"p50 {p50 * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms"
        yield f"{self.answers:,} answers, {times}; {self.refused.total():,} refused"
        yield f"no answer to anybody for {self.longest_silence:.1f} s at most, after: {self.around_silence}"
        w50, w99 = percentiles(self.write_seconds)
        yield f"{self.writes:,} writes, p50 {w50 * 1000:.0f} ms, p99 {w99 * 1000:.0f} ms; {len(self.lost)} lost"
        told = ", ".join(f"{number} {what}" for what, number in sorted(self.disturbed.items()))
        yield f"{self.disturbed.total():,} disturbances, {self.switches:,} switches of version: {told}"
        if self.versions:
            first, last, most = (value / _MEBIBYTE for value in (self.memory[0], self.memory[-1], max(self.memory)))
            yield f"memory {first:.0f} MiB at the start, {last:.0f} MiB at the end, {most:.0f} MiB at most"
            yield f"processes {self.processes[0]} at the start, {self.processes[-1]} at the end"
            yield f"versions on the disk: {max(self.versions)} at most, {self.versions[-1]} at the end"
        yield (
            f"{len(self.wrong)} wrong answers, {len(self.failed)} failed requests, "
            f"{self.cut_off} cut off with their worker"
        )
        yield from self.remarks
        yield from (f"  refused {number} times: {text}" for text, number in self.refused.most_common())
        for name, found in (("wrong", self.wrong), ("failed", self.failed), ("lost", self.lost)):
            yield from (f"  {name} {number} times: {line}" for line, number in Counter(found).most_common(20))
