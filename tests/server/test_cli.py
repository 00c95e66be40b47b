"""The command line as a process of its own: what it prints, its exit codes, and one line for each error."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from ruhrgraph.graph.build import build
from ruhrgraph.graph.versions.update import Update
from ruhrgraph.graph.versions.write import write
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries import names, read

Run = Callable[..., subprocess.CompletedProcess[bytes]]
Serving = AbstractContextManager[tuple[subprocess.Popen[str], httpx.Client]]

DOCUMENTS = Path(__file__).parents[2] / "loaders" / "documents"


def _one_line(done: subprocess.CompletedProcess[bytes], code: int, *parts: str) -> None:
    """Check that a command ended with a code and one line on standard error that has all parts."""
    text = done.stderr.decode()
    assert done.returncode == code, text
    assert "Traceback" not in text
    (line,) = [line for line in text.splitlines() if line.startswith("ruhrgraph: ")]
    for part in parts:
        assert part in line


@pytest.mark.parametrize(
    "arguments", [["--help"], *([name, "--help"] for name in ("build", "report", "serve", "query"))]
)
def test_help(ruhrgraph: Run, arguments: list[str]) -> None:
    """Every command explains itself."""
    done = ruhrgraph(*arguments)
    assert done.returncode == 0
    assert b"usage: ruhrgraph" in done.stdout


def test_help_of_serve_explains_the_settings(ruhrgraph: Run) -> None:
    """All environment variables are documented."""
    text = ruhrgraph("serve", "--help").stdout.decode()
    for name in ("DATA", "BASE_IRI", "TOKEN", "QUERY_TIMEOUT", "QUERY_MEMORY", "WORKERS", "SERVICE_ALLOW"):
        assert f"RUHRGRAPH_{name}" in text


def test_version(ruhrgraph: Run) -> None:
    """The version goes to standard output."""
    assert ruhrgraph("--version").stdout.startswith(b"ruhrgraph 0.")


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["serve", "--port", "http"], ["serve", "--workers", "0"]])
def test_wrong_usage(ruhrgraph: Run, arguments: list[str]) -> None:
    """What the command line does not know ends with code 2."""
    done = ruhrgraph(*arguments)
    assert done.returncode == 2
    assert b"usage: " in done.stderr


def test_build_publishes_once(ruhrgraph: Run, tmp_path: Path) -> None:
    """The shipped documents are published; a second build has nothing new; each step is a line of its own."""
    first, second = ruhrgraph("build"), ruhrgraph("build", "--data", str(tmp_path / "data"))
    assert first.returncode == second.returncode == 0
    assert first.stdout.startswith(b"published version ")
    assert second.stdout.startswith(b"nothing new: version ")
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
    _one_line(ruhrgraph("build", name), 2, reason)
    assert not (tmp_path / "data" / "current").exists()


def test_a_folder_that_is_not_writable(ruhrgraph: Run) -> None:
    """A data folder where nothing can be written, even by root, is told as such."""
    _one_line(ruhrgraph("build", "--data", "/proc/ruhrgraph"), 3, "/proc/ruhrgraph")


def test_a_data_folder_that_is_a_file(ruhrgraph: Run, tmp_path: Path) -> None:
    """A data folder that is none is told as such, by every command."""
    (tmp_path / "data").write_text("no folder")
    _one_line(ruhrgraph("build"), 3, "data")
    _one_line(ruhrgraph("query", "forums"), 3, "data")


@pytest.mark.parametrize("arguments", [["report"], ["query", "forums"], ["validate"], ["dump"]])
def test_nothing_is_published_yet(ruhrgraph: Run, arguments: list[str]) -> None:
    """Commands that need a published version say how to get one."""
    _one_line(ruhrgraph(*arguments), 3, "ruhrgraph build")


def test_a_setting_with_an_impossible_value(ruhrgraph: Run) -> None:
    """A wrong environment variable is told by name."""
    _one_line(ruhrgraph("report", RUHRGRAPH_BASE_IRI="nothing"), 2, "RUHRGRAPH_BASE_IRI")


def test_report(ruhrgraph: Run, data: Path) -> None:
    """The report is JSON as it was published, or text with a line for each issue."""
    content = ruhrgraph("report", "--format", "json", "--data", str(data)).stdout
    report = json.loads(content)
    assert content == (data / "current").joinpath("report.json").read_bytes()
    text = ruhrgraph("report", RUHRGRAPH_DATA=str(data)).stdout.decode()
    for document in report["documents"]:
        assert f"{document['document']} (read as {document['loader']}" in text
        assert document["notUnderstood"] == []
        for issue in document["issues"]:
            assert f"{document['document']}:{issue['line']}: {issue['severity']}: {issue['message']}" in text


@pytest.mark.parametrize("name", names())
def test_canned_queries(ruhrgraph: Run, small_data: Path, name: str) -> None:
    """A canned query prints its columns."""
    values = [f"--param={item.name}={item.example}" for item in read(name).parameters if item.required]
    done = ruhrgraph("query", name, *values, "--format", "csv", "--data", str(small_data))
    assert done.returncode == 0
    assert tuple(done.stdout.decode().splitlines()[0].split(",")) == read(name).columns


def test_query_as_table(ruhrgraph: Run, small_data: Path) -> None:
    """Without a format the rows are a table for people."""
    done = ruhrgraph("query", "measures", "--param", "project=13-01", "--data", str(small_data))
    assert done.stdout.decode().splitlines() == [
        "code   position  measure",
        "─────  ────────  ──────────────────",
        "13-01  1         Takt verdichten",
        "13-01  2         Tarif vereinfachen",
        "(2 rows)",
    ]


@pytest.mark.parametrize(
    ("query", "format_", "start"),
    [
        ("ASK {}", "table", b"true\n"),
        ("ASK {}", "json", b"{"),
        ("SELECT (1 AS ?x) {}", "tsv", b"?x\n1\n"),
        ("SELECT (1 AS ?x) {}", "xml", b"<?xml"),
        ("CONSTRUCT { <a:a> <a:b> 1 } {}", None, b"<a:a> <a:b> 1 .\n"),
        ("CONSTRUCT { <a:a> <a:b> 1, 1 } {}", "nt", b"<a:a> <a:b>"),
        ("DESCRIBE <a:a>", "jsonld", b"["),
    ],
)
def test_queries_of_ones_own(ruhrgraph: Run, small_data: Path, query: str, format_: str | None, start: bytes) -> None:
    """A query comes from standard input or from a file, and its answer in the format that is named."""
    more = ["--data", str(small_data), *(["--format", format_] if format_ else [])]
    piped = ruhrgraph("query", "-", *more, stdin=query.encode())
    assert piped.returncode == 0
    assert piped.stdout.startswith(start)


def test_a_file_may_have_parameters(ruhrgraph: Run, small_data: Path, tmp_path: Path) -> None:
    """A file with a header takes parameters like a canned query."""
    header = "#+ params:\n#+   - name: n\n#+     type: integer\n"
    (tmp_path / "own.rq").write_text(header + "SELECT (?param_n + 1 AS ?m) {\n  VALUES ?param_n { UNDEF }\n}")
    done = ruhrgraph("query", "own.rq", "--param", "n=41", "--format", "csv", "--data", str(small_data))
    assert done.stdout.decode().split() == ["m", "42"]


@pytest.mark.parametrize(
    ("arguments", "stdin", "part"),
    [
        (["forum"], b"", "did you mean forums"),
        (["missing.rq"], b"", "missing.rq: cannot be read"),
        (["-"], b"ASK { '\xff' }", "UTF-8"),
        (["-"], b"SELECT ?x {\n ?x", "line 2, column"),
        (["-"], b"INSERT DATA {}", "is an update"),
        (["-"], b"ASK { SERVICE <http://127.0.0.1:1/> {} }", "SERVICE"),
        (["-"], b"ASK " + b"{" * 3000, "nest deeper"),
        (["-"], b"#" * 70_000, "65,536"),
        (["-", "--format", "ttl"], b"ASK {}", "cannot be ttl"),
        (["-", "--format", "csv"], b"CONSTRUCT WHERE { ?s ?p ?o }", "cannot be csv"),
        (["search"], b"", "needs the parameter text"),
        (["events", "--param", "forum=x"], b"", "whole number"),
        (["events", "--param", "forum"], b"", "NAME=VALUE"),
        (["events", "--param", "forum=1", "--param", "forum=2"], b"", "twice"),
        (["forums", "--param", "x=1"], b"", "no parameters"),
    ],
)
def test_wrong_queries(ruhrgraph: Run, small_data: Path, arguments: list[str], stdin: bytes, part: str) -> None:
    """A query or a parameter that is wrong is one line that says what, and code 2."""
    _one_line(ruhrgraph("query", *arguments, "--data", str(small_data), stdin=stdin), 2, part)


def test_validate(ruhrgraph: Run, data: Path, tmp_path: Path) -> None:
    """The published version is valid; a file that is not ends with code 1 and says why."""
    assert ruhrgraph("validate", "--data", str(data)).stdout.endswith(b"0 warnings\n")
    (tmp_path / "bad.ttl").write_text(
        "<https://w3id.org/ruhrgraph/id/projekt/x> a <https://w3id.org/ruhrgraph/ontology#Projekt> ."
    )
    done = ruhrgraph("validate", "bad.ttl")
    assert done.returncode == 1
    assert b"violation: https://w3id.org/ruhrgraph/id/projekt/x: " in done.stdout


def test_validate_a_large_version(ruhrgraph: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that a write left as a store on disk, without N-Quads, is validated as any other."""
    monkeypatch.setattr("ruhrgraph.graph.versions.write.SMALL_BYTES", -1)
    monkeypatch.setattr("ruhrgraph.graph.versions.write._SMALL_QUADS", -1)
    data = tmp_path / "data"
    build([], data, DEFAULT_BASE)
    write(data, Update("INSERT DATA { <urn:a> <urn:b> 1 }", DEFAULT_BASE))
    assert not (data / "current" / "dataset.nq").exists()
    assert ruhrgraph("validate", "--data", str(data)).stdout == b"valid: 0 violations, 0 warnings\n"
    write(data, Update(f"INSERT DATA {{ <urn:x> a <{DEFAULT_BASE}ontology#Projekt> }}", DEFAULT_BASE))
    done = ruhrgraph("validate", "--data", str(data))
    assert done.returncode == 1
    assert b"violation: urn:x: " in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [("no.ttl", None, "no.ttl"), ("bad.ttl", b"<a:a> <a:b>\n. x", "bad.ttl:"), ("table.csv", b"a,b", "suffix")],
)
def test_files_that_are_no_rdf(ruhrgraph: Run, tmp_path: Path, name: str, content: bytes | None, part: str) -> None:
    """A file that cannot be read as RDF is told with its line, and code 2."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    _one_line(ruhrgraph("validate", name), 2, part)


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
    _one_line(ruhrgraph("dump", "--graph", "nothing", "--data", str(data)), 2, "links", "themenforen")


def test_serve_says_when_the_port_is_taken(ruhrgraph: Run, small_data: Path) -> None:
    """A port in use is told at once, before anything is built."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = ruhrgraph("serve", "--port", str(port))
        _one_line(done, 2, f"port {port}", "--port")
        assert b"building" not in done.stdout
    _one_line(ruhrgraph("serve", "--host", "192.0.2.1", "--data", str(small_data)), 2, "192.0.2.1")


def test_serve_builds_first(serving: Callable[..., Serving], tmp_path: Path) -> None:
    """Where nothing is published, the shipped documents are built, and then served until Ctrl-C."""
    with serving("--data", str(tmp_path / "new")) as (process, client):
        assert len(client.get("/queries/forums.csv").text.splitlines()) == 21
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert (tmp_path / "new" / "current" / "dataset.nq").is_file()


def test_who_reads_may_stop(small_data: Path) -> None:
    """A reader that has had enough is no error with a traceback."""
    program = f"ruhrgraph dump --format trig --data {small_data} | head -c 10"
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(program, shell=True, capture_output=True, check=False, env={**os.environ, "PATH": path})  # noqa: S602  # a pipe is what is tested
    assert len(done.stdout) == 10
    assert done.stderr == b""


@pytest.mark.parametrize("command", [("query", "forums"), ("dump",), ("validate",), ("serve", "--port", "0")])
def test_another_base_than_the_version_is_refused(ruhrgraph: Run, command: tuple[str, ...], data: Path) -> None:
    """Where the version was built with another base, a command says so instead of finding nothing."""
    done = ruhrgraph(*command, "--data", str(data), RUHRGRAPH_BASE_IRI="http://other.example/")
    assert done.returncode == 2
    assert b"was built with https://w3id.org/ruhrgraph/" in done.stderr
    assert done.stderr.count(b"\n") == 1
