"""Memory that was freed goes back to the system."""

import subprocess
import sys

import pytest

SCRIPT = """
from pathlib import Path
from ruhrgraph.server.engine.heap import give_back

def pages():
    return int(Path("/proc/self/statm").read_text().split()[1])

before = pages()
pieces = [bytes(1000) for _ in range(50_000)]
last = pieces[-1]  # what lies behind all others keeps the heap from being cut
del pieces
freed = pages()
give_back()
print(before, freed, pages())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only the C library of Linux gives memory back on demand")
def test_what_was_freed_is_given_back() -> None:
    """What lies free between pieces in use is given back, too."""
    told = subprocess.run([sys.executable, "-c", SCRIPT], check=True, capture_output=True, text=True).stdout
    before, freed, after = map(int, told.split())
    assert freed > before + 10_000
    assert after < before + 1_000
