"""Limits that a process sets for itself before it works for a client: memory, descriptors, and its end with its parent.

In: numbers. Out: nothing; the kernel keeps these limits from then on. The system calls that only Linux has are left out
on other systems.
"""

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

MIB = 1024 * 1024
_STACK = 64 * MIB
_PR_SET_PDEATHSIG = 1
_STATM = Path("/proc/self/statm")
_STATUS = Path("/proc/self/status")
_RESERVED = 256 * MIB
"""How much a process may reserve without a use for it; the allocator reserves 64 MiB at a time."""
_ALL, _WRITABLE = 0, 5  # in /proc/self/statm: proc_pid_statm(5)


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


def _sizes() -> Mapping[int, int]:
    """Return the bytes of this process that each limit of memory counts, none where the system does not say.

    It is what a process may write to that counts: what the allocator has reserved before is part of the address space
    already. That has a limit, too, where the system does not keep the other one; it is met later, as Linux lets a
    process use what it has reserved once its address space is full.
    """
    if not _STATM.exists():
        return {}
    fields = [int(field) * resource.getpagesize() for field in _STATM.read_bytes().split()]
    return {resource.RLIMIT_DATA: fields[_WRITABLE], resource.RLIMIT_AS: fields[_ALL] + _RESERVED}


def own_memory() -> int:
    """Return how many MiB this process holds that are no files, 0 where the system does not say."""
    lines = _STATUS.read_text().splitlines() if _STATUS.exists() else []
    kibibytes = [int(line.split()[1]) for line in lines if line.startswith("RssAnon:")]
    return sum(kibibytes) // 1024


def limit_memory(mebibytes: int) -> None:
    """Limit what this process may take on top of what it has; the engine aborts it beyond that. No core is dumped.

    The limits are the soft ones, so `lift_memory_limit` can lift them.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for limit, size in _sizes().items():
        _, hard = resource.getrlimit(limit)
        most = size + mebibytes * MIB
        resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def lift_memory_limit() -> None:
    """Remove the limits of memory, as far as the system allows."""
    for limit in _sizes():
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (hard, hard))


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
def no_descriptors(more: int = 0) -> Iterator[None]:
    """Forbid this process to open descriptors for a while, but for some more."""
    with more_descriptors():
        limit_descriptors(more)
        yield
