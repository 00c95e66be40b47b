"""Tests of the limits that a process sets for itself; each in a process of its own."""

import subprocess
import sys

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
