"""The package: complete, and working when its wheel is installed where nothing else is."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("graph", "loaders", "ontology", "queries", "server")


def test_packages() -> None:
    """Each floor is one of the links in `ruhrgraph/`, and typed; each folder with modules introduces itself."""
    links = {path.name: path.readlink().as_posix() for path in (ROOT / "ruhrgraph").iterdir()}
    assert links == {floor: f"../{floor}" for floor in FLOORS}
    assert all((ROOT / floor / "py.typed").is_file() for floor in FLOORS)
    modules = {path.parent for floor in FLOORS for path in (ROOT / floor).rglob("*.py")}
    assert all((folder / "__init__.py").read_text().startswith('"""') for folder in modules)


def test_rooms_are_small() -> None:
    """No module is longer than 300 lines."""
    long = {
        str(path.relative_to(ROOT)): length
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
        if (length := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    # A copy, because building leaves files that the next build would take along.
    shutil.copytree(
        ROOT,
        source,
        symlinks=True,
        ignore=shutil.ignore_patterns(".*", "build", "*.egg-info", "data", "tests", "node_modules"),
    )
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


def test_wheel_holds_the_data(wheel: Path) -> None:
    """Documents, queries, ontology, shapes and authorities travel with the package."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for pattern in (
        "loaders/documents/*.*",
        "queries/*.rq",
        "ontology/*.ttl",
        "ontology/authorities/*.t*",
        "server/templates/**/*.*",
        "server/static/*",
    ):
        for path in ROOT.glob(pattern):
            assert f"ruhrgraph/{path.relative_to(ROOT).as_posix()}" in names
    assert not any(name.startswith(("tests", "docs", "graph/")) for name in names)


def test_wheel_has_no_sources_of_scripts(wheel: Path) -> None:
    """Of the scripts, only what was built is in the package."""
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if name.startswith("ruhrgraph/server/web/scripts")]


def test_wheel_works_alone(wheel: Path, tmp_path: Path) -> None:
    """Installed into an empty environment, the command builds and answers from any folder."""
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", str(wheel)], check=True, capture_output=True)
    command = str(python.with_name("ruhrgraph"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("RUHRGRAPH", "PYTHON"))}

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [command, *arguments], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    assert "published version" in run("build")
    assert "Neue Mobilität" in run("query", "forums", "--format", "csv")
