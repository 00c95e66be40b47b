"""The ways to show an answer, as a table or as a drawing, and which of them the address asks for.

In: an answer, how its terms read, and the parameters of the address. Out: the views that the columns allow, each with
its link, and the drawing that is shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.language import in_language
from ruhrgraph.server.result_pages.answer_data import AnswerData
from ruhrgraph.server.result_pages.drawings import Drawing, draw_answer, possible_drawings
from ruhrgraph.server.result_pages.terms import TermText

_TABLE = "table"
_LABELS = {
    _TABLE: ("Tabelle", "Table"),
    "network": ("Netzwerk", "Network"),
    "map": ("Karte", "Map"),
    "timeline": ("Zeitleiste", "Timeline"),
    "chart": ("Diagramm", "Chart"),
}


@dataclass(frozen=True, slots=True)
class OfferedView:
    """A view: its name in the address, what it is called, its link, and whether it is the one that is shown."""

    name: str
    label: str
    href: str
    is_current: bool


def offered_views(
    data: AnswerData, texts: TermText, at: str, values: Mapping[str, str | Sequence[str]]
) -> tuple[OfferedView, ...]:
    """Return the views that the columns allow; where the one that is asked for is none of them, the table is shown.

    Args:
        data: The answer.
        texts: How its terms read.
        at: The address of the page.
        values: Its parameters.

    Raises:
        BadRequestError: The address names a view that there is for no answer.

    """
    asked = str(values.get("view") or _TABLE)
    if asked not in _LABELS:
        raise BadRequestError(f"there is no view “{asked[:50]}”; there is: {', '.join(_LABELS)}")
    names = (_TABLE, *possible_drawings(data, texts))
    shown = asked if asked in names else _TABLE
    kept = {name: value for name, value in values.items() if value and name not in ("page", "sort", "view")}

    def link(name: str) -> str:
        query = urlencode(kept if name == _TABLE else {**kept, "view": name}, doseq=True)
        return f"{at}?{query}" if query else at

    return tuple(
        OfferedView(name, in_language(texts.language, *_LABELS[name]), link(name), name == shown) for name in names
    )


def draw_current(views: Sequence[OfferedView], data: AnswerData, texts: TermText) -> Drawing | None:
    """Return the drawing that is shown, None where it is the table."""
    name = next((view.name for view in views if view.is_current), _TABLE)
    return None if name == _TABLE else draw_answer(name, data, texts)
