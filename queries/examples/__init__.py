"""Short queries to begin with, which the query editor offers: one file each, to be read, run and changed.

In: the base IRI. Out: each query with its titles and its topic. They have no parameters, and unlike the canned queries
nobody relies on their names and columns.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.queries.header import without_header
from ruhrgraph.queries.reader import CannedQuery, parse

_FOLDER = Path(__file__).parent


@cache
def examples(base: str = DEFAULT_BASE) -> tuple[CannedQuery, ...]:
    """Return the examples in the order of their names, without the headers in their texts.

    Args:
        base: The base IRI of the graph, which replaces the default one in the text.

    """
    found = [parse(path.stem, path.read_text(encoding="utf-8").replace(DEFAULT_BASE, base)) for path in _files()]
    return tuple(replace(example, text=without_header(example.text)) for example in found)


def _files() -> list[Path]:
    return sorted(_FOLDER.glob("*.rq"))
