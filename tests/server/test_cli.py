"""The command line as a process of its own: what it prints, its exit codes, and one line for each error."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ruhrgraph.queries import names, read
from tests.server.commands.errors import check_error_line

Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.mark.parametrize(
    "arguments", [["--help"], *([name, "--help"] for name in ("build", "report", "serve", "query"))]
)
def test_help(ruhrgraph: Run, arguments: list[str]) -> None:
    """Every command explains itself."""
    done = ruhrgraph(*arguments)
    assert done.returncode == 0
    assert b"usage: ruhrgraph" in done.stdout


def test_help_of_query_lists_the_queries(ruhrgraph: Run) -> None:
    """Each canned query is listed with what it answers, and with what it needs in words that a shell takes."""
    text = ruhrgraph("query", "--help").stdout.decode()
    for name in names():
        assert f"  {name:24}{read(name).summary}\n" in text
    assert "needs --param 'person=Hendrik Wüst'" in text


def test_version(ruhrgraph: Run) -> None:
    """The version goes to standard output."""
    assert ruhrgraph("--version").stdout.startswith(b"ruhrgraph 0.")


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["serve", "--port", "http"], ["serve", "--workers", "0"]])
def test_wrong_usage(ruhrgraph: Run, arguments: list[str]) -> None:
    """What the command line does not know ends with code 2."""
    done = ruhrgraph(*arguments)
    assert done.returncode == 2
    assert b"usage: " in done.stderr


@pytest.mark.parametrize("command", ["dump", "versions", "report"])
def test_a_full_disk_below_the_output(data: Path, command: str) -> None:
    """Where the disk of the output is full, one line says so, and the exit code is that of the system."""
    program = "import sys; from ruhrgraph.server.cli import main; sys.exit(main())"
    with Path("/dev/full").open("wb") as full:
        called = [sys.executable, "-c", program, command, "--data", str(data)]
        done = subprocess.run(called, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith(b"ruhrgraph: no room on the disk for what is printed (")
    assert done.stderr.count(b"\n") == 1


def test_a_folder_that_is_not_writable(ruhrgraph: Run) -> None:
    """A data folder where nothing can be written, even by root, is told as such."""
    check_error_line(ruhrgraph("build", "--data", "/proc/ruhrgraph"), 3, "/proc/ruhrgraph")


def test_a_data_folder_that_is_a_file(ruhrgraph: Run, tmp_path: Path) -> None:
    """A data folder that is none is told as such, by every command."""
    (tmp_path / "data").write_text("no folder")
    check_error_line(ruhrgraph("build"), 3, "data")
    check_error_line(ruhrgraph("query", "forums"), 3, "data")


@pytest.mark.parametrize("arguments", [["report"], ["query", "forums"], ["validate"], ["dump"]])
def test_nothing_is_published_yet(ruhrgraph: Run, arguments: list[str]) -> None:
    """Commands that need a published version say how to get one."""
    check_error_line(ruhrgraph(*arguments), 3, "ruhrgraph build")


def test_a_setting_with_an_impossible_value(ruhrgraph: Run) -> None:
    """A wrong environment variable is told by name."""
    check_error_line(ruhrgraph("report", RUHRGRAPH_BASE_IRI="nothing"), 2, "RUHRGRAPH_BASE_IRI")


@pytest.mark.parametrize("command", [("query", "forums"), ("dump",), ("validate",), ("serve", "--port", "0")])
def test_another_base_than_the_version_is_refused(ruhrgraph: Run, command: tuple[str, ...], data: Path) -> None:
    """Where the version was built with another base, a command says so instead of finding nothing."""
    done = ruhrgraph(*command, "--data", str(data), RUHRGRAPH_BASE_IRI="http://other.example/")
    assert done.returncode == 2
    assert b"was built with https://w3id.org/ruhrgraph/" in done.stderr
    assert done.stderr.count(b"\n") == 1
