"""Sitemaps: the addresses of all pages, so that a search engine finds them without following every link.

In: addresses and the day of the version. Out: XML as https://www.sitemaps.org/protocol.html has it, or the text of
robots.txt. One file lists at most 50,000 addresses; where there are more, an index lists the files.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import quote
from xml.sax.saxutils import escape

MOST = 50_000
"""How many addresses one file may list."""

PAGES = ("", "queries", "ontology", "catalog", "dumps/")
"""The pages that are there whatever the dataset holds, below the root."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_KEPT_OUT = ("sparql", "store", "reconcile", "metrics")


def sitemap(addresses: Iterable[str], day: str | None) -> bytes:
    """Return a sitemap.

    Args:
        addresses: The addresses of pages.
        day: The day that they are of (ISO 8601), if it is known.

    """
    return _file("urlset", "url", addresses, day)


def index(addresses: Iterable[str], day: str | None) -> bytes:
    """Return an index of sitemaps; as `sitemap`."""
    return _file("sitemapindex", "sitemap", addresses, day)


def document(iri: str, base: str, root: str) -> str:
    """Return the address of a thing's page on the server at hand.

    Args:
        iri: The thing, below `id/`.
        base: The base of the IRIs.
        root: The root of the server at hand.

    """
    return f"{root}doc/{quote(iri.removeprefix(f'{base}id/'), safe='/%:@!$&()*+,;=~-._')}"


def robots(root: str) -> str:
    """Return robots.txt: crawlers may read everything but what computes an answer for each address.

    Args:
        root: The root of the server at hand.

    """
    path = f"/{root.partition('://')[2].partition('/')[2]}"
    rules = "".join(f"Disallow: {path}{name}\n" for name in _KEPT_OUT)
    return f"User-agent: *\n{rules}\nSitemap: {root}sitemap.xml\n"


def _file(root: str, entry: str, addresses: Iterable[str], day: str | None) -> bytes:
    """Return a file of entries."""
    told = f"<lastmod>{escape(day)}</lastmod>" if day else ""
    lines = (f"<{entry}><loc>{escape(address)}</loc>{told}</{entry}>\n" for address in addresses)
    return "".join(chain((_HEAD, f'<{root} xmlns="{_NAMESPACE}">\n'), lines, (f"</{root}>\n",))).encode()


def parts(count: int) -> Iterator[int]:
    """Yield the numbers of the files for so many addresses."""
    yield from range(1, max(1, -(-count // MOST)) + 1)
