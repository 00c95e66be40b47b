"""The pause of the garbage collector."""

import gc
from contextlib import suppress

import pytest

from ruhrgraph.graph.rdf.gc_pause import gc_paused


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_as_it_was_before(enabled: bool) -> None:  # noqa: FBT001 - a case of two
    """Inside it is off; afterwards it is as before, also after an error."""
    was_enabled = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with gc_paused():
            assert not gc.isenabled()
        assert gc.isenabled() is enabled
        with suppress(ValueError), gc_paused():
            raise ValueError
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()
