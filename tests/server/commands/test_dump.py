"""`ruhrgraph dump` as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from ruhrgraph.graph.versions.repository import publish
from tests.graph.versions.examples import record_files
from tests.server.commands.errors import check_error_line

Run = Callable[..., subprocess.CompletedProcess[bytes]]

STATEMENT = b'<urn:a> <urn:b> "1" <urn:g> .\n'


@pytest.mark.parametrize("format_", ["nq", "trig", "ttl", "nt", "jsonld", "rdfxml"])
def test_dumps_are_the_same_every_time(ruhrgraph: Run, data: Path, format_: str) -> None:
    """A dump depends on nothing but the version."""
    dumps = {ruhrgraph("dump", "--format", format_, "--data", str(data), PYTHONHASHSEED=seed).stdout for seed in "12"}
    assert len(dumps) == 1
    if format_ == "nq":
        assert dumps == {(data / "current" / "dataset.nq").read_bytes()}


def test_a_dump_of_one_graph(ruhrgraph: Run, data: Path) -> None:
    """A graph is named by its IRI or in short; others are told with those there are."""
    iri = "https://w3id.org/ruhrgraph/graph/links"
    short, full = (ruhrgraph("dump", "--graph", name, "--data", str(data)).stdout for name in ("links", iri))
    whole = (data / "current" / "dataset.nq").read_bytes().splitlines(keepends=True)
    assert short == full == b"".join(line for line in whole if line.endswith(f"<{iri}> .\n".encode()))
    check_error_line(ruhrgraph("dump", "--graph", "nothing", "--data", str(data)), 2, "links", "themenforen")


def test_who_reads_may_stop(small_data: Path) -> None:
    """A reader that has had enough is no error with a traceback."""
    program = f"ruhrgraph dump --format trig --data {small_data} | head -c 10"
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(program, shell=True, capture_output=True, check=False, env={**os.environ, "PATH": path})  # noqa: S602  # a pipe is what is tested
    assert len(done.stdout) == 10
    assert done.stderr == b""


def test_dump_of_a_version_on_disk(ruhrgraph: Run, tmp_path: Path) -> None:
    """A version that is stored only as a store on disk is dumped like any other."""
    version, _ = publish(tmp_path / "d", STATEMENT, b"{}")
    store = Store(str(tmp_path / "store"))
    store.bulk_load(STATEMENT, RdfFormat.N_QUADS)
    store.backup(str(version.store))
    version.dataset.unlink()
    record_files(version)
    assert ruhrgraph("dump", "--data", "d").stdout == STATEMENT
    assert b"urn:g" in ruhrgraph("dump", "--data", "d", "--format", "trig").stdout


def test_dump_that_xml_cannot_hold(ruhrgraph: Run, tmp_path: Path) -> None:
    """A dataset with a property that XML has no name for is no RDF/XML, and that is told."""
    publish(tmp_path / "d", b"<urn:a> <urn:1> <urn:b> <urn:g> .\n", b"{}")
    check_error_line(ruhrgraph("dump", "--data", "d", "--format", "rdfxml"), 2, "no name for the property <urn:1>")
    assert b"<urn:1>" in ruhrgraph("dump", "--data", "d", "--format", "ttl").stdout
