"""The facts that are kept beside a version on disk."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.facts import Facts, counted_facts, keep_facts, known_facts
from ruhrgraph.graph.versions.record import Version

FACTS = Facts(3, ("urn:g", "urn:h"))


def test_kept_facts_are_known_again(tmp_path: Path) -> None:
    """What is kept is known again, for each kind of default graph by itself."""
    version = Version("1", tmp_path)
    assert known_facts(version, union=True) is None
    keep_facts(version, FACTS, union=True)
    assert known_facts(version, union=True) == FACTS
    assert known_facts(version, union=False) is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"triples": null, "graphs": []}'])
def test_a_file_that_cannot_be_read_is_none(tmp_path: Path, content: str) -> None:
    """A file that was cut or changed counts as none, so that the facts are counted again."""
    version = Version("1", tmp_path)
    keep_facts(version, FACTS, union=True)
    (version.derived / "facts-union.json").write_text(content)
    assert known_facts(version, union=True) is None


def test_triples_are_counted_unless_they_are_known() -> None:
    """The triples of the default graph are counted, unless their number is given."""
    store = ox.Store()
    store.load(b"<urn:a> <urn:p> <urn:b> .\n<urn:a> <urn:p> <urn:b> <urn:g> .\n", ox.RdfFormat.N_QUADS)
    assert counted_facts(store) == Facts(1, ("urn:g",))
    assert counted_facts(store, 7) == Facts(7, ("urn:g",))
