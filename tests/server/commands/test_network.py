"""`ruhrgraph network` as a process of its own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ruhrgraph.graph.networks.files.formats import NETWORK_FORMATS, NetworkFormat
from ruhrgraph.queries.networks import network_names, read_network
from tests.graph.networks.files.readers import READERS
from tests.server.commands.errors import check_error_line

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def test_the_list(ruhrgraph: Run) -> None:
    """Without a name the networks are listed, even where nothing is built."""
    lines = ruhrgraph("network").stdout.decode().splitlines()
    assert [line.split()[0] for line in lines] == list(network_names())
    assert lines[0].endswith(read_network("actors").title["en"])


@pytest.mark.parametrize("form", NETWORK_FORMATS, ids=lambda form: form.name)
def test_every_format(ruhrgraph: Run, data: Path, tmp_path: Path, form: NetworkFormat) -> None:
    """A network is written in each format, to a file or to standard output alike."""
    path = tmp_path / f"persons.{form.suffix}"
    called = ("network", "persons", "--format", form.name, "--data", str(data))
    done = ruhrgraph(*called, "--out", str(path))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert ruhrgraph(*called).stdout == path.read_bytes()
    assert len(READERS[form.name][0](path).nodes) > 30


def test_parameters(ruhrgraph: Run, data: Path, tmp_path: Path) -> None:
    """Parameters choose a part, as over HTTP."""
    path = tmp_path / "part.json"
    chosen = ("--param", "ego=mwide", "--param", "type=Ressort,Themenforum")
    ruhrgraph("network", "actors", "--format", "json", *chosen, "--out", str(path), "--data", str(data))
    nodes = READERS["json"][0](path).nodes
    assert {values["type"] for values in nodes.values()} == {"Ressort", "Themenforum"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("actor",), "did you mean actors?"),
        (("actors", "--param", "ego=mwid"), "near to it are: "),
        (("actors", "--param", "ego=mwide", "--param", "radius=50"), "from 1 to 10"),
        (("actors", "--param", "farbe"), "farbe"),
        (("actors", "--param", "from=2020-01-01", "--param", "to=2019-01-01"), "ends before it begins"),
        (("actors", "--out", "/nirgends/actors.graphml"), "/nirgends/actors.graphml: cannot be written"),
    ],
)
def test_mistakes(ruhrgraph: Run, data: Path, arguments: tuple[str, ...], said: str) -> None:
    """Each mistake is one line that says what is wrong."""
    done = ruhrgraph("network", *arguments, "--data", str(data))
    assert done.returncode != 0
    check_error_line(done, done.returncode, said)


def test_nothing_is_built_yet(ruhrgraph: Run, tmp_path: Path) -> None:
    """Without a published version the error says what to do."""
    done = ruhrgraph("network", "actors", "--data", str(tmp_path))
    assert done.returncode != 0
    assert "ruhrgraph build" in done.stderr.decode()


def test_libraries_are_imported_where_they_are_used() -> None:
    """Neither the command line nor the server needs the libraries of networks to begin."""
    program = (
        "import sys\n"
        "import ruhrgraph.server.cli, ruhrgraph.server.app, ruhrgraph.server.commands.network\n"
        "assert not {'networkx', 'rustworkx', 'numpy'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
