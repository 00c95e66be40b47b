"""The second pass: labels and links from other documents, and a file that is written once."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.builds.document_part import DocumentTask, read_document, read_statements
from ruhrgraph.graph.builds.statement_run import RunTask, plan_run, write_run
from ruhrgraph.graph.builds.unification import FromOthers
from ruhrgraph.graph.rdf.terms import ALTERNATIVE, LABEL, Iris
from ruhrgraph.ontology import DEFAULT_BASE

IRIS = Iris(DEFAULT_BASE)
PERSON = IRIS.thing("person", "hendrik-wuest")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders of the shipped documents, by name."""
    work = tmp_path_factory.mktemp("work")
    tasks = [DocumentTask(name, DEFAULT_BASE, "1", work) for name in ("handlungsfelder.md", "themenforen.txt")]
    return {part.name: part.folder for part in map(read_document, tasks)}


def _quads(task: RunTask) -> list[ox.Quad]:
    return list(ox.parse(path=write_run(task), format=ox.RdfFormat.N_QUADS))


def test_labels_of_others(folders: dict[str, Path]) -> None:
    """A thing that has a label already gets the document's own name as another one, and nothing else changes."""
    folder = folders["themenforen"]
    other = FromOthers({PERSON.value: "Dr. Hendrik Wüst"}, {}, ())
    renamed = _quads(plan_run([(folder, other)], DEFAULT_BASE))
    assert [quad.predicate for quad in renamed if quad.subject == PERSON and isinstance(quad.object, ox.Literal)] == [
        ALTERNATIVE
    ]
    same = _quads(plan_run([(folder, FromOthers({}, {}, ()))], DEFAULT_BASE))
    assert LABEL in {quad.predicate for quad in same if quad.subject == PERSON}
    assert set(ox.parse(read_statements(folder), ox.RdfFormat.N_QUADS)) <= set(same)


def test_links_to_forums_of_others(folders: dict[str, Path]) -> None:
    """A project is linked to the forum of another document, with the evidence of both."""
    other = FromOthers({}, {13: folders["themenforen"].name}, ())
    quads = _quads(plan_run([(folders["handlungsfelder"], other)], DEFAULT_BASE))
    links = {(quad.subject, quad.object) for quad in quads if quad.graph_name == IRIS.graph("links")}
    assert (IRIS.thing("projekt", "13-01"), IRIS.thing("themenforum", "13")) in links
    assert {thing for _, thing in links} == {IRIS.thing("themenforum", "13")}
    sources = {str(quad.object) for quad in quads if quad.predicate.value.endswith("wasQuotedFrom")}
    assert any("source/themenforen#" in source for source in sources)


def test_written_once(folders: dict[str, Path]) -> None:
    """A file that is there is not written again; another document, label or forum makes another file."""
    nothing = FromOthers({}, {}, ())
    both = [(folder, nothing) for folder in folders.values()]
    task = plan_run(both, DEFAULT_BASE)
    path = write_run(task)
    lines = path.read_bytes().splitlines()
    assert lines == sorted(set(lines))
    before = path.stat()
    assert write_run(plan_run(both, DEFAULT_BASE)).stat().st_ino == before.st_ino
    others = (FromOthers({PERSON.value: "x"}, {}, ()), FromOthers({}, {1: folders["themenforen"].name}, ()))
    plans = {plan_run([(folders["themenforen"], other)], DEFAULT_BASE).plan for other in (nothing, *others)}
    assert len({task.plan, *plans}) == 4
