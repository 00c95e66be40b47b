"""The index of classes: what is in it, and what is not."""

from pathlib import Path

from ruhrgraph.graph.builds.type_index import TYPE_MARK, TypeIndex, types_of
from ruhrgraph.ontology import DEFAULT_BASE


def _line(thing: str, kind: str) -> bytes:
    return b"<%s>%s<%s> <urn:g> .\n" % (thing.encode(), TYPE_MARK, kind.encode())


def test_classes_are_found_again(tmp_path: Path) -> None:
    """Each class of a thing is found once, those of Belege and other statements are not kept."""
    index = TypeIndex(tmp_path, DEFAULT_BASE)
    beleg = f"{DEFAULT_BASE}id/beleg/a"
    index.add([_line("urn:a", "urn:A"), _line("urn:a", "urn:B"), b'<urn:a> <urn:p> "x" <urn:g> .\n'])
    index.add([_line("urn:a", "urn:B"), _line(beleg, "urn:C"), _line("urn:b", "urn:A")])
    index.finish(tmp_path / "types")
    found = set(types_of(tmp_path / "types", [b"<urn:a>", f"<{beleg}>".encode(), b"<urn:c>"]))
    assert found == {b"<urn:a>%s<urn:%s> .\n" % (TYPE_MARK, kind) for kind in (b"A", b"B")}
