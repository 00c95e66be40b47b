"""The interface of engines: the pool fulfils it, and the embedded engine loads nothing of another one."""

import subprocess
import sys
from pathlib import Path

from ruhrgraph.server.engine.engine import Engine
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.pool import Pool


def test_the_pool_is_an_engine() -> None:
    """What the features ask is in the pool; the type checker sees to the rest."""
    engine: Engine = Pool(Limits(), Path(), "")
    assert engine.stats().engine_failures == {}


def test_without_another_engine_nothing_of_it_is_loaded() -> None:
    """A server on the embedded engine loads neither the HTTP client nor what speaks to another engine."""
    modules = "server.app, ruhrgraph.server.processes.supervisor, ruhrgraph.server.engine.pool.holder"
    program = f"import sys, ruhrgraph.{modules}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "ruhrgraph.server.engine.pool.query_process" in loaded
    assert not [name for name in loaded if name.startswith("ruhrgraph.server.engine.remote") or name == "urllib3"]
