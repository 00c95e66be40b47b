"""`ruhrgraph query` as a process of its own."""

import subprocess
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from ruhrgraph.ontology.errors import EngineSwitchedError
from ruhrgraph.queries import names, read
from ruhrgraph.server.commands import query as module
from ruhrgraph.server.settings import Settings
from tests.server.commands.errors import check_error_line
from tests.server.engine.remote.engines import oxigraph_server, put_version

Run = Callable[..., subprocess.CompletedProcess[bytes]]


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
        ("DESCRIBE <a:a>", "rdfxml", b"<?xml"),
        ("ASK { " + "MINUS {} " * 4000 + "}", "csv", b"true"),
        ("SELECT * { SERVICE SILENT <https://127.0.0.1:1/> {} }", "csv", b"\r\n"),
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


def test_a_parameter_of_a_file_may_name_a_thing(ruhrgraph: Run, small_data: Path, tmp_path: Path) -> None:
    """A parameter with a kind takes a name of the version that is asked, in a file as in a canned query."""
    header = "#+ params:\n#+   - name: who\n#+     type: term\n#+     kind: person\n"
    (tmp_path / "own.rq").write_text(header + "SELECT ?param_who {\n  VALUES ?param_who { UNDEF }\n}")
    done = ruhrgraph("query", "own.rq", "--param", "who=Wuest", "--format", "csv", "--data", str(small_data))
    assert done.stdout.decode().split() == ["param_who", "https://w3id.org/ruhrgraph/id/person/hendrik-wuest"]


@pytest.mark.parametrize(
    ("arguments", "stdin", "part"),
    [
        (["formus"], b"", "did you mean forums"),
        (["missing.rq"], b"", "missing.rq: cannot be read"),
        (["-"], b"ASK { '\xff' }", "UTF-8"),
        (["-"], b"SELECT ?x {\n ?x", "line 2, column"),
        (["-"], b"INSERT DATA {}", "is an update"),
        (["-"], b"ASK { SERVICE <http://127.0.0.1:1/> {} }", "SERVICE"),
        (["-"], b"ASK " + b"{" * 3000, "nest deeper"),
        (["-", "--format", "ttl"], b"ASK {}", "cannot be ttl"),
        (["-", "--format", "xml"], b"SELECT ('\\u0001' AS ?x) {}", "U+0001"),
        (["-", "--format", "rdfxml"], b"CONSTRUCT { <a:a> <a:1> 1 } {}", "no name for the property <a:1>"),
        (["-", "--format", "csv"], b"CONSTRUCT WHERE { ?s ?p ?o }", "cannot be csv"),
        (["search"], b"", "needs the parameter text"),
        (["events", "--param", "forum=x"], b"", "parameter forum: there is no Themenforum “x”; there is: 2, 13"),
        (["person", "--param", "person=Hendrik Wist"], b"", "did you mean Hendrik Wüst?"),
        (["events", "--param", "from=gestern"], b"", "a year, a month or a day"),
        (["events", "--param", "forum"], b"", "NAME=VALUE"),
        (["events", "--param", "forum=1", "--param", "forum=2"], b"", "twice"),
        (["forums", "--param", "x=1"], b"", "its parameters are: forum, ministry, person"),
    ],
)
def test_wrong_queries(ruhrgraph: Run, small_data: Path, arguments: list[str], stdin: bytes, part: str) -> None:
    """A query or a parameter that is wrong is one line that says what, and code 2."""
    check_error_line(ruhrgraph("query", *arguments, "--data", str(small_data), stdin=stdin), 2, part)


@pytest.fixture(scope="module")
def engine(small_data: Path) -> Iterator[dict[str, str]]:
    """Return the settings for an engine that has the dataset made by hand."""
    with oxigraph_server() as (host, port):
        put_version((host, port), small_data)
        yield {"RUHRGRAPH_ENGINE": f"http://{host}:{port}/query"}


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (["moderators", "--param", "forum=2"], b""),
        (["forums", "--format", "csv"], b""),
        (["-", "--format", "nt"], b"CONSTRUCT { ?s a ?o } { ?s a ?o } ORDER BY ?s ?o"),
        (["person", "--param", "person=Hendrik Wist"], b""),
        (["-"], b"SELECT ?x {\n ?x"),
        (["-"], b"ASK { SERVICE <http://127.0.0.1:1/> {} }"),
    ],
)
def test_another_engine(
    ruhrgraph: Run, small_data: Path, engine: dict[str, str], arguments: list[str], stdin: bytes
) -> None:
    """With another engine the answers and the errors are the same, without anything in the data folder."""
    here = ruhrgraph("query", *arguments, "--data", str(small_data), stdin=stdin)
    there = ruhrgraph("query", *arguments, stdin=stdin, **engine)
    assert (there.returncode, there.stdout, there.stderr) == (here.returncode, here.stdout, here.stderr)


def test_another_engine_that_fails(ruhrgraph: Run) -> None:
    """An engine that is not there is one line, and code 3."""
    settings = {"RUHRGRAPH_ENGINE": "http://127.0.0.1:1/query"}
    check_error_line(ruhrgraph("query", "forums", **settings), 3, "cannot be reached")


def test_another_engine_that_switches(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """If another version comes into use during the query, it is asked once more, of that."""
    switched = EngineSwitchedError("another version has come into use in the engine; ask again")
    monkeypatch.setattr(module, "_answer", Mock(side_effect=[switched, b"new\n", switched, switched]))
    arguments = Namespace(query="forums", param=[], format="csv")
    assert module.run(arguments, Settings()) == 0
    assert capsysbinary.readouterr().out == b"new\n"
    with pytest.raises(EngineSwitchedError):
        module.run(arguments, Settings())
