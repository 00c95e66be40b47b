"""Tests of the limits that a process sets for itself; each in a process of its own."""

import subprocess
import sys

import pytest

_CODE = """
import os, socket
from ruhrgraph.server.engine.process_limits import limit_descriptors, more_descriptors, no_descriptors

def can_open():
    try:
        os.close(os.open("/dev/null", os.O_RDONLY))
    except OSError as error:
        assert error.errno == 24
        return False
    return True

hole = os.dup(0)
above = os.dup(0)
os.close(hole)
said = [can_open()]
with no_descriptors():
    said.append(can_open())
    os.fstat(above)
    with more_descriptors():
        said.append(can_open())
    said.append(can_open())
said.append(can_open())
limit_descriptors(more=1)
said.append(can_open())
held = os.dup(0)
said.append(can_open())
with no_descriptors():
    said.append(can_open())
os.close(held)
said.append(can_open())
print(said)
"""


def test_descriptors_can_be_denied_and_allowed() -> None:
    """No descriptor can be opened where none is allowed, not even in a hole, and what is open stays usable."""
    done = subprocess.run([sys.executable, "-c", _CODE], capture_output=True, text=True, check=False, timeout=30)
    assert done.stderr == ""
    assert done.stdout.strip() == "[True, False, True, False, True, True, False, False, True]"


_CHILD = """
import os, sys, time
from ruhrgraph.server.engine.process_limits import end_with_parent
if os.fork() == 0:
    end_with_parent(os.getppid())
    print("ready", flush=True)
    time.sleep(60)
time.sleep(60)
"""


def test_a_process_ends_with_its_parent() -> None:
    """When the parent is killed, the kernel kills the child: its end of the pipe closes."""
    with subprocess.Popen([sys.executable, "-c", _CHILD], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        parent.kill()
        assert parent.stdout.read() == ""


_RESERVED = """
import ctypes
from ruhrgraph.server.engine.process_limits import MIB, lift_memory_limit, limit_memory

system = ctypes.CDLL(None)
system.mmap.restype = ctypes.c_void_p
NONE, READ_AND_WRITE, PRIVATE_AND_ANONYMOUS = 0, 3, 34
size, start = ctypes.c_size_t(256 * MIB), ctypes.c_long(0)
place = ctypes.c_void_p(system.mmap(None, size, NONE, PRIVATE_AND_ANONYMOUS, -1, start))

def can_use(mebibytes):
    return system.mprotect(place, ctypes.c_size_t(mebibytes * MIB), READ_AND_WRITE) == 0

limit_memory(64)
said = [can_use(32), can_use(128)]
lift_memory_limit()
print([*said, can_use(128)])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell what a process has")
def test_what_was_reserved_before_counts() -> None:
    """What a library reserved before the limit was set counts once it is used; the allocator reserves a lot."""
    done = subprocess.run([sys.executable, "-c", _RESERVED], capture_output=True, text=True, check=False, timeout=30)
    assert (done.stdout, done.stderr) == ("[True, False, True]\n", "")
