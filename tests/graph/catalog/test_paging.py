"""Pages: which datasets are on one, and where it leads."""

import pytest
from pyoxigraph import Literal, NamedNode

from ruhrgraph.graph.catalog.paging import links, page
from ruhrgraph.graph.catalog.stable_part import DATASETS, FACTS, TEXTS
from ruhrgraph.graph.rdf.namespaces import HYDRA
from ruhrgraph.ontology.errors import PageNotFoundError

CATALOG = NamedNode("https://w3id.org/ruhrgraph/catalog")


def _address(number: int) -> NamedNode:
    return NamedNode(f"https://daten.example/catalog?page={number}")


def _leads(number: int, size: int) -> dict[str, str]:
    found = links(CATALOG, page(number, size), len(DATASETS), _address)
    return {
        triple.predicate.value.removeprefix(HYDRA): triple.object.value
        for triple in found
        if HYDRA in triple.predicate.value and isinstance(triple.object, NamedNode | Literal)
    }


def test_everything_is_on_one_page() -> None:
    """Who asks for no page gets all datasets, and no next page."""
    assert page().datasets == DATASETS
    assert _leads(1, 100) == {
        "totalItems": "2",
        "view": _address(1).value,
        "first": _address(1).value,
        "last": _address(1).value,
    }


def test_from_page_to_page() -> None:
    """With one dataset on each there are two pages that lead to one another and not beyond."""
    assert page(1, 1).datasets == (FACTS,)
    assert page(2, 1).datasets == (TEXTS,)
    assert _leads(1, 1)["next"] == _address(2).value
    assert "previous" not in _leads(1, 1)
    assert _leads(2, 1)["previous"] == _address(1).value
    assert "next" not in _leads(2, 1)


@pytest.mark.parametrize(("number", "size"), [(2, 100), (3, 1), (999_999, 1), (0, 100)])
def test_there_is_nothing_beyond_the_end(number: int, size: int) -> None:
    """A page beyond the end is an error, and never the last page or the first again."""
    with pytest.raises(PageNotFoundError, match=f"no page {number}"):
        page(number, size)
