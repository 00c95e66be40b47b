"""Charts of one text and one number: bars for what is compared, columns for what changes in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from markupsafe import Markup

from ruhrgraph.server.graphics.markup import draw, share
from ruhrgraph.server.language import Language
from ruhrgraph.server.language.numbers import number_text

_MOST_LABELS = 6
"""How many labels fit below the columns on a phone."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and what it counts; `href` is where to find what is counted, if there is such a page."""

    label: str
    value: float
    href: str = ""


@dataclass(frozen=True, slots=True)
class _Bar:
    """An amount with the place and length of its bar; a column also has its top, middle, and perhaps a label."""

    amount: Amount
    start: str
    length: str
    number: str
    top: str = ""
    middle: str = ""
    is_labelled: bool = True


def bar_chart(amounts: Sequence[Amount], language: Language) -> Markup:
    """Return a list of amounts with horizontal bars, in the order in which they are given."""
    low, high = _range(amounts)
    bars = [_bar(amount, low, high, language) for amount in amounts]
    return draw("bar_chart.html", language, bars=bars)


def _bar(amount: Amount, low: float, high: float, language: Language) -> _Bar:
    start = share(min(amount.value, 0) - low, high - low)
    return _Bar(amount, start, share(abs(amount.value), high - low), _number(amount.value, language))


def column_chart(amounts: Sequence[Amount], language: Language, title: str, *, name: str = "columns") -> Markup:
    """Return columns side by side, such as numbers by month; amounts below zero have none.

    Args:
        amounts: The amounts in the order of time.
        language: The reader's language.
        title: What the columns show; who cannot see them reads this and all amounts.
        name: The id of the chart, which no other element of the page may have.

    """
    _, high = _range(amounts)
    each = -(-len(amounts) // _MOST_LABELS) or 1
    columns = [
        _Bar(
            amount,
            share(index + 0.15, len(amounts)),
            share(max(amount.value, 0), high),
            _number(amount.value, language),
            share(high - max(amount.value, 0), high),
            share(index + 0.5, len(amounts)),
            index % each == 0,
        )
        for index, amount in enumerate(amounts)
    ]
    width = share(0.7, len(amounts) or 1)
    return draw("column_chart.svg", language, columns=columns, width=width, title=title, name=name)


def _number(value: float, language: Language) -> str:
    """Return a number with two decimal places, or without any if it is whole."""
    if not isfinite(value):
        return str(value)
    return number_text(value, language, 0 if value == int(value) else 2)


def _range(amounts: Sequence[Amount]) -> tuple[float, float]:
    """Return the ends of the axis, which has zero and some length."""
    values = [amount.value for amount in amounts if isfinite(amount.value)]
    low, high = min(values, default=0), max(values, default=0)
    return min(low, 0), max(high, 0) if min(low, 0) < max(high, 0) else 1
