"""One pattern for many names: by their first letters, so that most characters of a text are passed over at once."""

import re
from collections.abc import Iterable
from itertools import groupby


def name_pattern(names: Iterable[str], not_before: tuple[str, ...] = (r"[\w-]",), behind: str = r"(?!\w)") -> str:
    """Return a pattern that matches any of some names, those that are given first before the others.

    The engine looks for the first letters alone as long as nothing stands before them in the pattern. So what must not
    stand before a name is looked at behind its first letter.

    Args:
        names: The names as patterns; each begins with a letter that stands for itself.
        not_before: Patterns of a fixed width that must not match directly before a name.
        behind: The pattern of what stands behind a name.

    """
    ordered = sorted(dict.fromkeys(names), key=_first)
    groups = (
        f"{letter}{''.join(f'(?<!{before}{letter})' for before in not_before)}"
        f"(?:{'|'.join(name[len(letter) :] for name in found)})"
        for letter, found in groupby(ordered, key=_first)
    )
    return rf"(?:{'|'.join(groups)}){behind}" if ordered else r"(?!)"


def _first(name: str) -> str:
    """Return the first character of a pattern, with the backslash before it."""
    return name[:2] if name.startswith("\\") else name[:1]


def longest_first(names: Iterable[str]) -> list[str]:
    """Return names in the order in which a pattern has to try them."""
    return sorted(set(names), key=lambda name: (-len(name), name))


def escaped(names: Iterable[str]) -> list[str]:
    """Return names as patterns, the longest first."""
    return [re.escape(name) for name in longest_first(names)]
