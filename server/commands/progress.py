"""The progress of long work: a status line on a terminal, plain lines elsewhere.

In: the name of each step as it begins. Out: text on standard error.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from ruhrgraph.graph.builds.executor import Progress


@contextmanager
def progress() -> Iterator[Progress]:
    """Give a function that shows a step; the status line disappears when the work is done."""
    if not sys.stderr.isatty():
        yield _plain
        return
    # Imported only here, as it takes a tenth of a second that plain lines need not wait for.
    console = import_module("rich.console").Console(stderr=True)
    with console.status("") as status:
        yield lambda step, _done=0, _total=0: status.update(f"{step} …")


def _plain(step: str, done: int = 0, _total: int = 0) -> None:
    """Print a step as a line when it begins."""
    if done:
        return
    sys.stderr.write(f"{step} …\n")
    sys.stderr.flush()
