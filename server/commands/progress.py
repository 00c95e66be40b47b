"""The progress of long work: a status line on a terminal, plain lines elsewhere.

In: the name of each step as it begins. Out: text on standard error.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Give a function that shows a step; the status line disappears when the work is done."""
    if not sys.stderr.isatty():
        yield _plain
        return
    # Imported only here, as it takes a tenth of a second that plain lines need not wait for.
    console = import_module("rich.console").Console(stderr=True)
    with console.status("") as status:
        yield lambda step: status.update(f"{step} …")


def _plain(step: str) -> None:
    """Print a step as a line."""
    sys.stderr.write(f"{step} …\n")
    sys.stderr.flush()
