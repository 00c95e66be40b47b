"""Curated venues that a text names.

In: a text. Out: where their names stand.
"""

import re
from collections.abc import Iterator
from functools import cache

from ruhrgraph.loaders.grammar.name_pattern import escaped, name_pattern
from ruhrgraph.ontology.names import spellings


@cache
def _venues() -> re.Pattern[str]:
    """All curated spellings of venues with more than one word as one pattern."""
    names = (name for record in spellings("ort").values() for name in (record.label, *record.alternatives))
    return re.compile(name_pattern(escaped(name for name in names if " " in name)))


def find_venues(text: str) -> Iterator[tuple[int, int]]:
    """Yield where curated venues are named."""
    for match in _venues().finditer(text):
        yield match.span()
