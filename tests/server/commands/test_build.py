"""`ruhrgraph build` as a process of its own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ruhrgraph.graph.build import BuildResult
from ruhrgraph.graph.dumps.dumps import dumps_folder
from ruhrgraph.graph.versions.repository import Version, published
from ruhrgraph.server.commands import build as commands_build
from ruhrgraph.server.settings import Settings
from tests.server.commands.errors import check_error_line

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def test_build_publishes_once(ruhrgraph: Run, tmp_path: Path) -> None:
    """The shipped documents are published; a second build has nothing new; each step is a line of its own."""
    first, second = ruhrgraph("build"), ruhrgraph("build", "--data", str(tmp_path / "data"))
    assert first.returncode == second.returncode == 0
    assert first.stdout.startswith(b"published version ")
    assert second.stdout.startswith(b"nothing new: version ")
    dataset = published(tmp_path / "data").dataset
    dataset.write_bytes(dataset.read_bytes()[:-1])
    third = ruhrgraph("build")
    assert b" was damaged and is written anew in data" in third.stdout
    assert (third.returncode, dataset.read_bytes()[-1:]) == (0, b"\n")
    assert "validating …\n" in first.stderr.decode()


def test_build_does_not_load_the_web_server(tmp_path: Path) -> None:
    """A build never imports what only the server or a terminal needs."""
    program = (
        "import sys\n"
        "from ruhrgraph.server.cli import main\n"
        f"code = main(['build', '--data', {str(tmp_path)!r}])\n"
        "assert code == 0\n"
        "assert not {'fastapi', 'starlette', 'uvicorn', 'rich', 'rdflib', 'pydantic'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("missing.txt", None, "missing.txt"),
        ("empty.txt", b"", "empty.txt"),
        ("binary.txt", bytes(range(256)), "binary.txt"),
        ("letter.txt", b"Dear reader,\nthis is no such document.\n", "letter"),
    ],
)
def test_documents_that_cannot_be_read(
    ruhrgraph: Run, tmp_path: Path, name: str, content: bytes | None, reason: str
) -> None:
    """A document that cannot be read ends with code 2, and nothing is published."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    check_error_line(ruhrgraph("build", name), 2, reason)
    assert not (tmp_path / "data" / "current").exists()


def test_build_makes_them(ruhrgraph: Run, tmp_path: Path) -> None:
    """A build writes the dumps and says so."""
    done = ruhrgraph("build", "--data", "d")
    assert done.returncode == 0
    assert b"writing the dumps" in done.stderr
    assert (dumps_folder(published(tmp_path / "d")) / "manifest.json").is_file()


def test_build_without_room(ruhrgraph: Run, tmp_path: Path) -> None:
    """If the dumps cannot be written, the version is published all the same, and the build says so."""
    (tmp_path / "d" / "versions" / ".dumps.lock").mkdir(parents=True)
    done = ruhrgraph("build", "--data", "d")
    assert done.returncode == 0
    assert b"the version is published" in done.stderr
    assert b"published version" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--jobs", "0"), "no whole number above 0"),
        (("--jobs", "2", "--scheduler", "tcp://127.0.0.1:1"), "not allowed with argument --jobs"),
        (("--scheduler", "here"), "“here” is no address of a Dask scheduler"),
    ],
)
def test_wrong_places(ruhrgraph: Run, arguments: tuple[str, ...], reason: str) -> None:
    """Only a number of processes, or the address of a scheduler, can be named."""
    done = ruhrgraph("build", *arguments)
    assert done.returncode == 2
    assert reason in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_the_report_is_that_of_the_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where a version that is there already is built with documents left out, it is told that its report is older."""
    result = BuildResult(
        Version("0", tmp_path), published=False, problems=(), warnings=(), left_out={"a": ("a: wrong",)}
    )
    monkeypatch.setattr(commands_build, "build", lambda *_: result)
    told = commands_build.build_and_tell([], Settings(data=tmp_path))
    assert told == (
        f"nothing new: version 0 is published already in {tmp_path}, with the report of the build that made it; "
        "1 document is left out"
    )


def test_build_in_processes(ruhrgraph: Run, tmp_path: Path, version: Version) -> None:
    """A build in two processes gives the same bytes."""
    done = ruhrgraph("build", "--jobs", "2")
    assert (done.returncode, done.stdout.split()[2].decode()) == (0, version.digest)
    assert published(tmp_path / "data").dataset.read_bytes() == version.dataset.read_bytes()
