"""Differences as updates: what is sent, and how many triples the default graph gains."""

from dataclasses import replace

import pyoxigraph as ox
import pytest

from ruhrgraph.graph.versions.difference import Difference
from ruhrgraph.server.engine.remote.difference_update import difference_update

_BASE = "http://example.org/"
_S, _P, _G = ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode("urn:g")
_OLD = ox.Triple(_S, _P, ox.Literal("old"))
_DIFFERENCE = Difference(
    parent="1" * 64,
    removed=(ox.Quad(_S, _P, ox.Literal("old"), _G),),
    added=(ox.Quad(_S, _P, ox.BlankNode("b"), _G), ox.Quad(_S, _P, ox.BlankNode("b")), ox.Quad(_S, _P, _S, _G)),
    gone=(_OLD,),
    dropped=(),
    created=(),
    quads=7,
    new=2,
)
_BLANK = f"<{_BASE}.well-known/genid/b>"


@pytest.mark.parametrize(
    ("union", "removing", "adding"),
    [
        (
            True,
            'DELETE DATA { GRAPH <urn:after> { <urn:s> <urn:p> "old" . } }',
            f"INSERT DATA {{ GRAPH <urn:after> {{ <urn:s> <urn:p> {_BLANK} . <urn:s> <urn:p> <urn:s> . }} }}",
        ),
        (False, "", f"INSERT DATA {{ GRAPH <urn:after> {{ <urn:s> <urn:p> {_BLANK} . }} }}"),
    ],
)
def test_updates(union: bool, removing: str, adding: str) -> None:  # noqa: FBT001  # a case
    """The default graph is copied and changed beside the one in use, the named graphs by the update that switches."""
    update = difference_update(_DIFFERENCE, "urn:before", "urn:after", _BASE, union=union)
    assert update is not None
    copying = "COPY SILENT GRAPH <urn:before> TO GRAPH <urn:after>"
    assert update.staging == " ;\n".join(filter(None, (copying, removing, adding)))
    assert update.gained == 1
    assert update.graphs == frozenset({"urn:g"})
    assert update.switching == (
        'DELETE DATA { GRAPH <urn:g> { <urn:s> <urn:p> "old" . } }',
        f"INSERT DATA {{ GRAPH <urn:g> {{ <urn:s> <urn:p> {_BLANK} . <urn:s> <urn:p> <urn:s> . }} }}",
    )


def test_a_difference_of_an_older_release() -> None:
    """A difference that does not say how many triples are new cannot be checked, so it is not sent."""
    older = replace(_DIFFERENCE, new=None)
    assert difference_update(older, "urn:before", "urn:after", _BASE, union=True) is None
