"""Pages of the catalogue, in the words of Hydra, as CKAN and piveau follow them.

In: the catalogue's datasets, which page is asked for and how many datasets go on one. Out: the datasets of the page,
and the triples that lead to the others. A page beyond the end is an error: a harvester goes on until it meets one, and
one that gets the last page or the first again goes round in circles.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from ruhrgraph.graph.catalog.stable_part import DATASETS, CatalogDataset
from ruhrgraph.graph.rdf.namespaces import HYDRA
from ruhrgraph.graph.rdf.terms import TYPE, integer, node
from ruhrgraph.ontology.errors import PageNotFoundError

MOST = 100
"""How many datasets go on a page unless fewer are asked for."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, how many datasets go on one, how many pages there are, and its datasets."""

    number: int
    size: int
    last: int
    datasets: Sequence[CatalogDataset]


def page(number: int = 1, size: int = MOST, datasets: Sequence[CatalogDataset] = DATASETS) -> Page:
    """Return a page.

    Args:
        number: Its number, from 1.
        size: How many datasets go on one, from 1.
        datasets: All datasets.

    Raises:
        PageNotFoundError: There are not so many pages.

    """
    last = -(-len(datasets) // size)
    if not 1 <= number <= last:
        raise PageNotFoundError(f"the catalogue has no page {number}; the last one is {last}")
    return Page(number, size, last, datasets[(number - 1) * size : number * size])


def links(catalog: NamedNode, page: Page, total: int, address: Callable[[int], NamedNode]) -> Iterator[Triple]:
    """Yield what a harvester follows.

    Args:
        catalog: The catalogue.
        page: The page.
        total: How many datasets there are.
        address: Gives the address of a page by its number.

    """
    view = address(page.number)
    yield Triple(catalog, TYPE, node(f"{HYDRA}Collection"))
    yield Triple(catalog, node(f"{HYDRA}totalItems"), integer(total))
    yield Triple(catalog, node(f"{HYDRA}view"), view)
    yield Triple(view, TYPE, node(f"{HYDRA}PartialCollectionView"))
    yield Triple(view, node(f"{HYDRA}first"), address(1))
    if page.number > 1:
        yield Triple(view, node(f"{HYDRA}previous"), address(page.number - 1))
    if page.number < page.last:
        yield Triple(view, node(f"{HYDRA}next"), address(page.number + 1))
    yield Triple(view, node(f"{HYDRA}last"), address(page.last))
