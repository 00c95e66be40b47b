"""Executors: the order of results."""

from ruhrgraph.graph.builds.executor import SingleProcess


def test_one_after_the_other() -> None:
    """A single process runs a task when its result is asked for, and gives the results in the order of the tasks."""
    begun: list[int] = []

    def double(number: int) -> int:
        begun.append(number)
        return 2 * number

    results = SingleProcess().run(double, (3, 1, 2))
    assert next(results) == 6
    assert begun == [3]
    assert list(results) == [2, 4]
