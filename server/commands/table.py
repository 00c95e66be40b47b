"""Results as a table of text: columns side by side, cut to the width of the terminal.

In: the results of a SELECT or an ASK. Out: text.
"""

import shutil
import sys
from collections.abc import Sequence

import pyoxigraph as ox

_GAP = "  "
_LEAST = 8
_CUT = "…"


def table(result: ox.QuerySolutions | ox.QueryBoolean) -> str:
    """Return results as text; on a terminal at most as wide as that, elsewhere as wide as they need."""
    if isinstance(result, ox.QueryBoolean):
        return f"{'true' if result else 'false'}\n"
    names = [variable.value for variable in result.variables]
    rows = [[_cell(solution[name]) for name in names] for solution in result]
    widths = [max(len(row[place]) for row in (names, *rows)) for place in range(len(names))]
    if sys.stdout.isatty():
        widths = _fitting(widths, shutil.get_terminal_size().columns)
    lines = [_line(names, widths), _line(["─" * width for width in widths], widths)]
    lines += [_line(row, widths) for row in rows]
    count = f"({len(rows)} {'row' if len(rows) == 1 else 'rows'})"
    return "\n".join([*lines, count]) + "\n"


def _cell(term: object) -> str:
    """Return a term as text: of a literal its value, an IRI as it is, "" for an unbound variable."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode | ox.Literal):
        return " ".join(term.value.split())
    return str(term)


def _fitting(widths: Sequence[int], available: int) -> list[int]:
    """Return widths that fit the terminal; the widest columns are cut first, and none below a few characters."""
    fitted = list(widths)
    excess = sum(fitted) + len(_GAP) * (len(fitted) - 1) - available
    while excess > 0 and max(fitted, default=0) > _LEAST:
        widest = max(range(len(fitted)), key=fitted.__getitem__)
        fitted[widest] -= 1
        excess -= 1
    return fitted


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return a line of cells, each cut or padded to its width."""
    shown = (
        cell if len(cell) <= width else cell[: width - 1] + _CUT for cell, width in zip(cells, widths, strict=True)
    )
    return _GAP.join(cell.ljust(width) for cell, width in zip(shown, widths, strict=True)).rstrip()
