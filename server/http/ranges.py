"""Parts of a file: what a `Range` header asks for (RFC 9110, section 14).

In: the header and the size of the file. Out: the parts to send.
"""

import re
from itertools import pairwise

_UNIT = re.compile(r"\s*bytes\s*=(?P<parts>.*)", re.IGNORECASE | re.DOTALL)
_PART = re.compile(r"\s*(?:(?P<first>\d+)\s*-\s*(?P<last>\d*)|-\s*(?P<suffix>\d+))\s*", re.ASCII)
_MOST = 16
_MOST_DIGITS = 18

Part = tuple[int, int]
"""The first byte of a part, and the one after its last."""


def parts_of(header: str, size: int) -> list[Part] | None:
    """Return the parts that a header asks for, in its order.

    Args:
        header: The value of `Range`.
        size: The size of the file in bytes.

    Returns:
        The parts that there are, none of them empty; an empty list where the file has nothing of what is asked for;
        None where the header is not to be followed: it is of another unit or not well formed, or it asks for so many
        or overlapping parts that the whole is the better answer.

    """
    found = _UNIT.fullmatch(header)
    if found is None:
        return None
    parts: list[Part] = []
    for text in found["parts"].split(","):
        if not text.strip():
            continue
        part = _PART.fullmatch(text)
        if part is None or any(len(number or "") > _MOST_DIGITS for number in part.groups()):
            return None
        if part["suffix"] is not None:
            begin, end = max(size - int(part["suffix"]), 0), size
        else:
            begin, end = int(part["first"]), min(int(part["last"]) + 1, size) if part["last"] else size
            if part["last"] and int(part["last"]) < begin:
                return None
        parts.append((begin, end))
    if not parts:
        return None
    there = [(begin, end) for begin, end in parts if begin < end]
    return None if len(there) > _MOST or _overlap(there) else there


def _overlap(parts: list[Part]) -> bool:
    """Tell whether some byte is in two parts."""
    ordered = sorted(parts)
    return any(end > begin for (_, end), (begin, _) in pairwise(ordered))
