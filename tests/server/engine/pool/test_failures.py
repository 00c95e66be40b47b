"""The errors of queries that met a limit."""

import pytest

from ruhrgraph.server.engine.pool.failures import timed_out


@pytest.mark.parametrize(("seconds", "said"), [(4.99998, "5 seconds"), (0.25, "0.25 seconds"), (120, "120 seconds")])
@pytest.mark.parametrize("begun", [True, False])
def test_seconds_are_round(seconds: float, said: str, *, begun: bool) -> None:
    """The message says how many seconds it was as a person would say it."""
    assert f" {said} " in str(timed_out(seconds, begun=begun))
