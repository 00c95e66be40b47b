"""Names as keys: slugs for IRIs, and recognising different spellings of one name.

In: a name as a document writes it. Out: a slug, a folded form, or the curated record that the name belongs to.
"""

import re
import unicodedata
from functools import cache

from ruhrgraph.ontology import Authority, authorities
from ruhrgraph.ontology.text import composed

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe", "ł": "l"})
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_NOT_WORD = re.compile(r"[\W_]+")


def slug(name: str) -> str:
    """Return a name as a lower case ASCII key for IRIs (`Mülheim/Ruhr` → `muelheim-ruhr`), empty if nothing is left."""
    text = composed(name).lower().translate(_GERMAN)
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _NOT_SLUG.sub("-", ascii_text).strip("-")


def fold(name: str) -> str:
    """Return a name as a key for comparison: only letters and digits, case folded."""
    return _NOT_WORD.sub("", composed(name).casefold())


@cache
def spellings(kind: str) -> dict[str, Authority]:
    """Return the curated records of a kind by all their spellings, folded."""
    return {
        fold(name): record
        for record in authorities()
        if record.kind == kind
        for name in (*record.alternatives, *([record.acronym] if record.acronym else []), record.label)
    }


def find_authority(kind: str, name: str) -> Authority | None:
    """Return the curated record with a name, or None.

    Args:
        kind: "ressort", "gemeinde", "ort" or "organisation".
        name: The name as written; case, white space and punctuation do not matter.

    """
    return spellings(kind).get(fold(name))
