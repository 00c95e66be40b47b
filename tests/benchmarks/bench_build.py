"""Times `ruhrgraph build` of 1, 10 and 100 copies of both documents: seconds and peak memory of the whole process.

Run it with `make bench`. Each size is built three times into an empty data folder, after one build that is not counted;
the median is shown.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.copies import documents_of

SIZES = (1, 10, 100)
RUNS = 3


def _build(folder: Path, data: Path) -> tuple[float, float]:
    """Return seconds and peak memory (MiB) of one build in a process of its own."""
    command = [str(Path(sys.executable).with_name("ruhrgraph")), "build", *map(str, sorted(folder.iterdir()))]
    start = time.perf_counter()
    process = subprocess.Popen([*command, "--data", str(data)], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"the build failed with {os.waitstatus_to_exitcode(status)}")
    return seconds, usage.ru_maxrss / 1024


def _measure(copies: int) -> tuple[int, float, float]:
    """Return statements, seconds and MiB for so many copies."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        source.mkdir()
        for name, text in documents_of(copies).items():
            (source / name).write_text(text, encoding="utf-8")
        runs = [_build(source, Path(folder) / f"data-{run}") for run in range(RUNS + 1)][1:]
        dataset = Path(folder) / "data-1" / "current" / "dataset.nq"
        quads = dataset.read_bytes().count(b"\n")
    return quads, statistics.median(run[0] for run in runs), max(run[1] for run in runs)


def main() -> None:
    """Print the table."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "shacl"))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {libraries}\n")
    print("| copies | quads | seconds (median of 3) | ms per 1,000 quads | peak memory (MiB) |")
    print("|---|---|---|---|---|")
    for copies in SIZES:
        quads, seconds, memory = _measure(copies)
        print(f"| {copies} | {quads:,} | {seconds:.2f} | {seconds * 1e6 / quads:.1f} | {memory:.0f} |", flush=True)


if __name__ == "__main__":
    main()
