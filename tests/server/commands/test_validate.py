"""`ruhrgraph validate` as a process of its own."""

import shutil
import subprocess
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.dumps.dumps import dumps_folder, ensure_dumps
from ruhrgraph.graph.rdf.formats import RDF_FORMATS, GraphFormat
from ruhrgraph.graph.versions.repository import published
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.ontology import DEFAULT_BASE
from tests.graph.versions.damages import DAMAGES
from tests.server.commands.errors import check_error_line

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def test_validate(ruhrgraph: Run, data: Path, tmp_path: Path) -> None:
    """The published version is valid; a file that is not ends with code 1 and says why, one thing or many."""
    assert ruhrgraph("validate", "--data", str(data)).stdout.endswith(b"valid: 0 violations, 1 warning\n")
    (tmp_path / "bad.ttl").write_text(
        "<https://w3id.org/ruhrgraph/id/projekt/x> a <https://w3id.org/ruhrgraph/ontology#Projekt> ."
    )
    done = ruhrgraph("validate", "bad.ttl")
    assert done.returncode == 1
    assert b"violation: https://w3id.org/ruhrgraph/id/projekt/x: " in done.stdout
    assert done.stdout.endswith(b" violations, 0 warnings\n")
    (tmp_path / "bad.ttl").write_text(
        "<https://w3id.org/ruhrgraph/id/gemeinde/x> a <https://w3id.org/ruhrgraph/ontology#Gemeinde> ."
    )
    assert ruhrgraph("validate", "bad.ttl").stdout.endswith(b"not valid: 1 violation, 0 warnings\n")


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("dataset.nq", "cut"),
        ("dataset.nq", "exchanged"),
        ("report.json", "removed"),
        ("version.json", "flipped"),
        ("documents/themenforen.txt", "emptied"),
    ],
)
def test_validate_a_damaged_version(ruhrgraph: Run, data: Path, tmp_path: Path, name: str, how: str) -> None:
    """A damaged version ends with code 3 and says which file, and what helps; and so do the commands that read it."""
    shutil.copytree(data, tmp_path / "data", symlinks=True)
    DAMAGES[how](published(tmp_path / "data").folder / name)
    check_error_line(ruhrgraph("validate"), 3, name, "`ruhrgraph build`", "`ruhrgraph rollback DIGEST`")
    if how == "cut":
        for command in (("dump",), ("query", "forums")):
            check_error_line(ruhrgraph(*command), 3, name)


def test_validate_what_is_beside(ruhrgraph: Run, own_data: Path) -> None:
    """Damage to an earlier version or to the dumps is a warning."""
    data, first = own_data, published(own_data)
    write(data, Update("INSERT DATA { <urn:a> <urn:b> 1 }", DEFAULT_BASE))
    used = published(data)
    made = ensure_dumps(used, DEFAULT_BASE)
    DAMAGES["flipped"](dumps_folder(used) / made.files[1].name)
    DAMAGES["cut"](first.dataset)
    done = ruhrgraph("validate")
    assert done.returncode == 0
    assert f"warning: the dumps of version {used.digest[:12]} are damaged" in done.stdout.decode()
    assert f"warning: version {first.digest[:12]} is damaged: dataset.nq" in done.stdout.decode()


def test_validate_a_large_version(ruhrgraph: Run, own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that a write left as a store on disk, without N-Quads, is validated as any other."""
    monkeypatch.setattr("ruhrgraph.graph.versions.write.SMALL_BYTES", -1)
    monkeypatch.setattr("ruhrgraph.graph.versions.write._SMALL_QUADS", -1)
    data = own_data
    write(data, Update("INSERT DATA { <urn:a> <urn:b> 1 }", DEFAULT_BASE))
    assert not (data / "current" / "dataset.nq").exists()
    assert ruhrgraph("validate", "--data", str(data)).stdout.endswith(b"valid: 0 violations, 1 warning\n")
    write(data, Update(f"INSERT DATA {{ <urn:x> a <{DEFAULT_BASE}ontology#Projekt> }}", DEFAULT_BASE))
    done = ruhrgraph("validate", "--data", str(data))
    assert done.returncode == 1
    assert b"violation: urn:x: " in done.stdout


@pytest.mark.parametrize("format_", RDF_FORMATS, ids=lambda format_: str(format_.name))
def test_a_byte_order_mark_is_skipped(ruhrgraph: Run, tmp_path: Path, format_: GraphFormat) -> None:
    """A file in each format may begin with a byte order mark, as some editors write it."""
    triple = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("c"))
    content = ox.serialize([triple], format=format_.engine) or b""
    (tmp_path / f"marked.{format_.suffix}").write_bytes(BOM_UTF8 + content)
    done = ruhrgraph("validate", f"marked.{format_.suffix}")
    assert (done.returncode, done.stdout) == (0, b"valid: 0 violations, 0 warnings\n")


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [("no.ttl", None, "no.ttl"), ("bad.ttl", b"<a:a> <a:b>\n. x", "bad.ttl:"), ("table.csv", b"a,b", "suffix")],
)
def test_files_that_are_no_rdf(ruhrgraph: Run, tmp_path: Path, name: str, content: bytes | None, part: str) -> None:
    """A file that cannot be read as RDF is told with its line, and code 2."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    check_error_line(ruhrgraph("validate", name), 2, part)
