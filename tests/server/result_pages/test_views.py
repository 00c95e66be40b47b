"""The views of an answer, and the one that is shown."""

import pytest

from ruhrgraph.graph.rdf.namespaces import XSD
from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.queries.things import Things
from ruhrgraph.server.engine.rows import ResultTerm
from ruhrgraph.server.result_pages.answer_data import AnswerData
from ruhrgraph.server.result_pages.terms import TermText
from ruhrgraph.server.result_pages.views import OfferedView, draw_current, offered_views

TEXTS = TermText(Things(DEFAULT_BASE), DEFAULT_BASE, "/", "de")
DATA = AnswerData(
    ("name", "n"),
    tuple((ResultTerm(name, is_iri=False), ResultTerm("5", is_iri=False, datatype=f"{XSD}integer")) for name in "ab"),
)


def _views(**values: str) -> tuple[OfferedView, ...]:
    return offered_views(DATA, TEXTS, "/queries/x", values)


def test_views_have_links() -> None:
    """Links keep the parameters of the query, but neither page nor order; the table needs no name."""
    table, chart = _views(ministry="MAGS", page="2", sort="-n", view="chart")
    assert table == OfferedView("table", "Tabelle", "/queries/x?ministry=MAGS", is_current=False)
    assert chart == OfferedView("chart", "Diagramm", "/queries/x?ministry=MAGS&view=chart", is_current=True)


@pytest.mark.parametrize(("view", "is_drawn"), [("", False), ("table", False), ("map", False), ("chart", True)])
def test_current_view(view: str, is_drawn: bool) -> None:  # noqa: FBT001
    """What the columns do not allow is shown as a table."""
    views = _views(view=view)
    assert [item.is_current for item in views] == [not is_drawn, is_drawn]
    assert (draw_current(views, DATA, TEXTS) is not None) == is_drawn


def test_unknown_view() -> None:
    """A name that no view has is an error."""
    with pytest.raises(BadRequestError, match="there is no view “<b>”; there is: table, network"):
        _views(view="<b>")
