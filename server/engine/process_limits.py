"""Limits that a process sets for itself before it works for a client: memory, descriptors, and its end with its parent.

In: numbers. Out: nothing; the kernel keeps these limits from then on. The system calls that only Linux has are left out
on other systems.
"""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MIB = 1024 * 1024
_STACK = 64 * MIB
_PR_SET_PDEATHSIG = 1
_STATM = Path("/proc/self/statm")
_STATUS = Path("/proc/self/status")


def end_with_parent(parent: int) -> None:
    """Make the kernel kill this process when its parent dies; at once if the parent is dead already.

    A signal that can be handled would not do: a process that hangs handles none.

    Args:
        parent: The number of the process that started this one.

    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def enlarge_stack() -> None:
    """Let the stack of this process's main thread grow to 64 MiB: the engine's parser calls itself for each link."""
    _, hard = resource.getrlimit(resource.RLIMIT_STACK)
    resource.setrlimit(resource.RLIMIT_STACK, (_STACK if hard == resource.RLIM_INFINITY else min(_STACK, hard), hard))


def address_space() -> int:
    """Return the size of this process's address space in bytes, 0 where the system does not say."""
    if not _STATM.exists():
        return 0
    return int(_STATM.read_bytes().split()[0]) * resource.getpagesize()


def own_memory() -> int:
    """Return how many MiB this process holds that are no files, 0 where the system does not say."""
    lines = _STATUS.read_text().splitlines() if _STATUS.exists() else []
    kibibytes = [int(line.split()[1]) for line in lines if line.startswith("RssAnon:")]
    return sum(kibibytes) // 1024


def limit_memory(mebibytes: int) -> None:
    """Limit what this process may take on top of what it has; the engine aborts it beyond that. No core is dumped.

    The limit is the soft one, so `lift_memory_limit` can lift it.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if size := address_space():
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = size + mebibytes * MIB
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def lift_memory_limit() -> None:
    """Remove the limit of memory, as far as the system allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def limit_descriptors(more: int = 0) -> None:
    """Forbid this process to open descriptors beyond those that it has, so that it can reach no network.

    What is open stays usable. The limit is the soft one, so `more_descriptors` can lift it.

    Args:
        more: How many more it may open.

    """
    # A new descriptor gets the lowest free number, so all numbers below it are in use and none above it is free.
    lowest = os.dup(0)
    os.close(lowest)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (lowest + more, hard))


@contextmanager
def more_descriptors() -> Iterator[None]:
    """Lift the limit of descriptors, as far as the system allows, for a while."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def no_descriptors() -> Iterator[None]:
    """Forbid this process to open descriptors for a while."""
    with more_descriptors():
        limit_descriptors()
        yield
