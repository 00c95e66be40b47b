"""Prefixes for people who read the dumps: only those that a file uses, always in the same order.

In: a file of N-Triples or N-Quads. Out: the prefixes to write.
"""

import mmap
import re
from pathlib import Path

from ruhrgraph.graph.rdf.namespaces import PREFIXES

# What Turtle writes without its name: `a`, and numbers and truth values as they are.
_IMPLIED = {
    "rdf": rb"(?!type>|langString>)",
    "xsd": rb"(?!string>|integer>|decimal>|double>|boolean>)",
}


def used(path: Path, base: str) -> dict[str, str]:
    """Return the prefixes that shorten an IRI of a file.

    Args:
        path: N-Triples or N-Quads.
        base: The base IRI; its ontology has the prefix `rk`.

    """
    known = {"rk": f"{base}ontology#", **PREFIXES}
    with path.open("rb") as file:
        if not path.stat().st_size:
            return {}
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
            return {name: iri for name, iri in sorted(known.items()) if _stands_in(text, name, iri)}


def _stands_in(text: mmap.mmap, name: str, iri: str) -> bool:
    """Return whether an IRI that would be written with a prefix stands in a file."""
    begin = f"<{iri}".encode()
    if name in _IMPLIED:
        return re.search(re.escape(begin) + _IMPLIED[name], text) is not None
    return text.find(begin) >= 0
