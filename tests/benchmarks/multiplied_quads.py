"""Quads of the shape of a build, as many as wanted: those of one build, and copies with things of their own.

In: the canonical N-Quads of a build. Out: blocks of N-Quads, one for each copy, so that memory does not grow with their
number. Each copy has forums, projects, fields, persons, organisations, venues, texts, Belege and measures of its own,
and shares ministries, municipalities, kinds and roles with the others, as further documents of a programme would.
"""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

_SHARED = (
    "ressort|gemeinde|geometrie|organisationstyp|organisationstypen|veranstaltungstyp|beteiligungsrolle|phase|netzwerk"
)
_ID = re.compile(rf"(/id/(?!(?:{_SHARED})/)[a-z]+/[^<>\s]+)>")
_GERMAN = re.compile(r'"@de(?= )')
_CODE = re.compile(r'"(\d\d-\d\d)"')
_NUMBER = re.compile(r'(ontology#nummer> |-nummer> <[^>]*#object> )"(\d+)"')
_PLACED = re.compile("\3([0-9]+)\3")
_ONCE = ("/graph/ontology> .", "/graph/catalog> .")
_NETWORK = "/graph/network> ."
_OF_COPIES = re.compile(r"\S*/id/netzwerkknoten/(?!.*-(?:ressort|gemeinde)-)\S+ ")
_NUMBERS = 20
"""How many forums there are in a copy."""


def multiplied(quads: Path, most: int) -> Iterator[bytes]:
    """Yield so many distinct quads in blocks: first those of a file, then copies of them without end.

    Args:
        quads: The N-Quads of a build.
        most: How many quads there shall be.

    """
    content = quads.read_bytes()
    lines = content.decode().splitlines()
    yield content
    left = most - len(lines)
    template = [line for line in map(_template, filter(_is_copied, lines)) if "\0" in line]
    text = "".join(f"{line}\n" for line in template)
    for copy in count(1):
        if left < len(template):
            break
        yield _copy(text, copy)
        left -= len(template)
    yield "".join(_copy(text, copy).decode().splitlines(keepends=True)[:left]).encode()


def _is_copied(line: str) -> bool:
    """Return whether copies have a quad like this: all but the ontology, the catalogue and measures of shared nodes."""
    return not line.endswith(_ONCE) and (not line.endswith(_NETWORK) or bool(_OF_COPIES.match(line)))


def _template(line: str) -> str:
    """Return a quad with marks where copies differ."""
    numbered = _NUMBER.sub('\\1"\3\\2\3"', line)
    return _CODE.sub('"\2\\1"', _GERMAN.sub('\1"@de', _ID.sub("\\1\0>", numbered)))


def _copy(text: str, copy: int) -> bytes:
    """Return the quads of a copy."""
    named = text.replace("\0", f"-k{copy}").replace("\1", f" (K{copy})").replace("\2", f"K{copy}-")
    return _PLACED.sub(lambda found: str(int(found[1]) + copy * _NUMBERS), named).encode()
