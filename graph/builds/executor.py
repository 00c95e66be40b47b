"""Where the tasks of a build run, and how their progress is told.

In: a function of a module and tasks, which are small frozen records. Out: the results, in the order of the tasks, which
are small, too: what is large lies in files, which every process must see under the same path.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


class Executor(Protocol):
    """Runs the tasks of a build in one process, in several, or on a cluster."""

    def run(self, function: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield the result of each task, in the order of the tasks, as soon as it and those before it are there.

        A task may run twice, where a process was lost: it writes its files under temporary names and renames them.

        Args:
            function: A function of a module, which can be pickled.
            tasks: What to call it with; they can be pickled, too.

        Raises:
            RuhrgraphError: What the function raised; tasks that have not begun are not begun.

        """
        ...  # pragma: no cover


class Progress(Protocol):
    """Shows how far a build is."""

    def __call__(self, step: str, done: int = 0, total: int = 0, /) -> None:
        """Show a step.

        Args:
            step: The name of the step; each begins with a call of its own.
            done: How many of its tasks are done.
            total: How many there are; 0 where a step is not counted.

        """
        ...  # pragma: no cover


class SingleProcess:
    """Runs one task after the other in this process."""

    def run(self, function: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
        """Yield the result of each task, in the order of the tasks."""
        return map(function, tasks)
