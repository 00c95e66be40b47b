"""What all tests share.

Which fixture to take: `readings` for what loaders read of the shipped documents; `dataset` for the quads of a build;
`store` for queries on it; `data` for a published version in a folder of its own, `own_data` for one that may be written
to; `server` for a real process over HTTP (in tests/server). For anything smaller write the few lines of text in the
test. Tests that take long note in `summary` what they measured meanwhile, which passes or fails no test; it is printed
in the end.
"""

import shutil
import signal
import sys
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from ruhrgraph.graph.build import build
from ruhrgraph.graph.versions.repository import Version, published
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.loaders import load
from ruhrgraph.loaders.records import Reading
from ruhrgraph.loaders.shipped import documents
from ruhrgraph.ontology import DEFAULT_BASE

GOLD = Path(__file__).parent / "gold"
_SUMMARY = pytest.StashKey[list[str]]()
# Where the tools of the tests are found, as `tests.soak` and the like.
sys.path.insert(0, str(Path(__file__).parents[1]))


def pytest_configure(config: pytest.Config) -> None:
    """Make room for the lines of the summary, let examples take their time, and let Ctrl-C be heard."""
    config.stash[_SUMMARY] = []
    # Shells let what they start in the background ignore Ctrl-C, and the processes that tests start would inherit it.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # Beside other processes an example may take long, which says nothing about it.
    hypothesis.settings.register_profile("without deadline", deadline=None)
    hypothesis.settings.load_profile("without deadline")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the lines to the process that prints, where this one runs beside others."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["summary"] = session.config.stash[_SUMMARY]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401  # xdist has no types
    """Take the lines of a process."""
    node.config.stash[_SUMMARY] += getattr(node, "workeroutput", {}).get("summary", [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what was measured meanwhile."""
    for line in config.stash[_SUMMARY]:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def summary(pytestconfig: pytest.Config) -> list[str]:
    """Return the lines that are printed in the end; add to them."""
    return pytestconfig.stash[_SUMMARY]


@pytest.fixture(scope="session")
def readings() -> dict[str, Reading]:
    """Return the shipped documents as they are read, by name."""
    return {document.name: load(document) for document in documents()}


@pytest.fixture(scope="session")
def dataset(version: Version) -> tuple[Quad, ...]:
    """Return all quads of the shipped documents."""
    return tuple(parse(path=version.dataset, format=RdfFormat.N_QUADS))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder that `data` and `own_data` give, also where a folder of tests has a `data` of its own."""
    folder = tmp_path_factory.mktemp("data")
    assert build([], folder, DEFAULT_BASE).published
    return folder


@pytest.fixture(scope="session")
def data(built: Path) -> Path:
    """Return a data folder with the shipped documents published; read it, do not write to it."""
    return built


@pytest.fixture
def own_data(built: Path, tmp_path: Path) -> Path:
    """Return a data folder with the shipped documents published that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "data", symlinks=True))


@pytest.fixture(scope="session")
def version(data: Path) -> Version:
    """Return the published version of the shipped documents."""
    return published(data)


@pytest.fixture(scope="session")
def store(version: Version) -> Store:
    """Return the published version as a store."""
    return load_store(version)
