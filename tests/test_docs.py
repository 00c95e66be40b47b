"""The documentation as far as it can be tested: nothing that exists is missing from it, and its commands work."""

import json
import re
import shlex
from pathlib import Path

import pytest

from ruhrgraph.queries import names, parse, read
from ruhrgraph.queries.lookup import KINDS
from ruhrgraph.queries.reader import TYPES
from ruhrgraph.server.cli import main
from ruhrgraph.server.networks.question_routes import QUESTIONS
from ruhrgraph.server.settings import DESCRIPTIONS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
EXAMPLES = re.findall(r"^\$ .venv/bin/ruhrgraph (.*)\n([^`]*)```", README, re.MULTILINE)
CODE = "\n".join(path.read_text() for folder in ("loaders", "graph") for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("name", names())
def test_queries(name: str) -> None:
    """Each canned query is listed in the README, and docs/queries.md says what it answers."""
    assert f"`{name}`" in README.partition("### The canned queries")[2].partition("\n## ")[0]
    page = (ROOT / "docs" / "queries.md").read_text()
    assert f"`{name}`" in page.partition("## What each answers")[2].partition("\n## ")[0]


def test_relations_of_ties() -> None:
    """Each relation that `edges` can give is documented, and no other."""
    page = (ROOT / "docs" / "queries.md").read_text().partition("## Relations in `edges`")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    (relation,) = (item for item in read("edges").parameters if item.name == "relation")
    assert {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)} == set(relation.choices)


def test_header_keys() -> None:
    """Each type and kind that a parameter can have is in docs/add-a-query.md."""
    page = (ROOT / "docs" / "add-a-query.md").read_text()
    assert all(f"`{word}`" in page for word in (*TYPES, *KINDS))


@pytest.mark.parametrize("name", sorted(DESCRIPTIONS))
def test_settings(name: str) -> None:
    """Each setting is documented in the README."""
    assert f"`{name}`" in README


def test_commands() -> None:
    """Each command of the command line is in the README's table."""
    cli = (ROOT / "server" / "cli.py").read_text()
    for command in re.findall(r"add_parser\(\s*\"(\w+)\"", cli):
        assert f"| `ruhrgraph {command}" in README, command


def test_tools() -> None:
    """Each tool of assistants is listed in docs/assistants.md, and no other; the settings for clients are JSON."""
    page = (ROOT / "docs" / "assistants.md").read_text()
    rows = page.partition("| tool |")[2].partition("\n\n")[0].splitlines()[2:]
    listed = {name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])}
    others = {"describe", "network", "schema", "sparql", *(f"network_{item.name}" for item in QUESTIONS)}
    assert listed == {*names(), *others}
    assert all(json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL))


@pytest.mark.parametrize(
    ("command", "printed"), re.findall(r"^\$ .venv/bin/ruhrgraph (.*)\n([^`]*)```", README, re.MULTILINE)
)
def test_examples_of_the_readme(
    command: str, printed: str, data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each example of the README, called from the project's folder, prints what stands below it."""
    monkeypatch.chdir(ROOT)
    main([*shlex.split(command), "--data", str(data)])
    output = capsys.readouterr()
    assert output.out + output.err == printed


def test_documents_of_the_readme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The documents that the README builds are there and valid, and a wrong date gives the line that it shows."""
    (line,) = re.findall(r"```sh\ncd (docs/examples).*\n.* build --data \S+ (.*)\n", README)
    folder, names_ = ROOT / line[0], line[1].split()
    assert main(["build", "--data", str(tmp_path / "data"), *(str(folder / name) for name in names_)]) == 0
    wrong = tmp_path / names_[0]
    wrong.write_text((folder / names_[0]).read_text().replace("02.03.2019", "31.02.2019"))
    capsys.readouterr()
    assert main(["build", "--data", str(tmp_path / "data"), str(wrong)]) == 1
    (told,) = re.findall(r"^my-forums:.*", README, re.MULTILINE)
    assert told in capsys.readouterr().err.splitlines()


def test_the_query_of_the_readme_is_the_file() -> None:
    """The README shows the text of the file that it runs."""
    assert f"```sparql\n{(ROOT / 'docs' / 'examples' / 'orte.rq').read_text()}```" in README


def test_issue_codes() -> None:
    """Each code of an issue that the report can hold is explained, and no other."""
    page = (ROOT / "docs" / "reading.md").read_text()
    documented = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", page.partition("| code |")[2].partition("\n## ")[0]))
    used = set(re.findall(r"\"(?:error|warning|note)\"(?: if in_list else \"error\")?,\s*\"([a-z]+-[a-z-]+)\"", CODE))
    used |= set(re.findall(r"item\.titel, \"([a-z-]+)\"", CODE))
    assert used == documented


def test_example_of_a_query() -> None:
    """The canned query that docs/add-a-query.md shows has a header and a parameter as the code reads them."""
    page = (ROOT / "docs" / "add-a-query.md").read_text()
    (example,) = re.findall(r"```sparql\n(.*?)```", page, re.DOTALL)
    assert [parameter.name for parameter in parse("example", example).parameters] == ["project"]


def test_links() -> None:
    """Each link in the documentation to a file of the project leads to one."""
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
            assert (page.parent / target).is_dir() or (page.parent / target).read_text(), f"{target} is empty"


def test_routes() -> None:
    """Each route of the server is named in docs/operations.md."""
    page = (ROOT / "docs" / "operations.md").read_text()
    for path in (ROOT / "server").rglob("*.py"):
        for route in re.findall(r"@router\.\w+\(\s*\"(/[^\"{]*)", path.read_text()):
            assert f"`{route.rstrip('/') or '/'}" in page, route


def test_nothing_of_the_makers_is_told() -> None:
    """No page, unit or code names a path of the machine that it was made on."""
    folders = ("docs", "deploy", "graph", "loaders", "ontology", "queries", "server", "tests")
    pages = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    for path in (*filter(Path.is_file, ROOT.glob("*.*")), *pages):
        if path.suffix not in {".pyc", ".webp", ".woff2", ""} and path != Path(__file__):
            assert "/work/" not in path.read_text(), path
