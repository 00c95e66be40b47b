"""Gives memory back to the system that a process has freed and its C library keeps.

In: nothing. Out: nothing. The library gives back only what is free at the end of its heap; between pieces that are
still in use, tens of megabytes stay behind after large requests.
"""

import ctypes
import sys


def give_back() -> None:
    """Give back all pages that hold nothing, where the C library can; other threads run meanwhile."""
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)):
        trim(0)
