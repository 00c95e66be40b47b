"""Sitemaps (https://www.sitemaps.org/protocol.html) and robots.txt.

In: addresses and the day of the version. Out: XML or text. One sitemap lists at most 50,000 addresses; where there are
more, an index lists the sitemaps.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import quote
from xml.sax.saxutils import escape

MOST = 50_000
"""How many addresses one sitemap may list."""

_LISTS = (
    "ressorts",
    "themenforen",
    "veranstaltungen",
    "projekte",
    "handlungsfelder",
    "personen",
    "organisationen",
    "orte",
)
PAGES = ("", *_LISTS, "queries", "network", "ontology", "catalog", "dumps/", "datenqualitaet", "zitieren")
"""The pages besides those of things, as paths below the root."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_COMPUTED = ("sparql", "suche", "zitieren?", "zitieren.")
_KEPT_OUT = (
    *_COMPUTED,
    *(f"en/{name}" for name in _COMPUTED),
    *("store", "reconcile", "metrics"),
    *(f"{start}{name}?" for name in _LISTS for start in ("", "en/")),
)
"""Beginnings of addresses: with parameters, a list has more views than anybody can count."""


def sitemap(addresses: Iterable[str], day: str | None) -> bytes:
    """Return a sitemap.

    Args:
        addresses: The addresses of pages.
        day: The day on which they were last modified (ISO 8601), if it is known.

    """
    return _file("urlset", "url", addresses, day)


def index(addresses: Iterable[str], day: str | None) -> bytes:
    """Return an index of sitemaps; arguments as for `sitemap`."""
    return _file("sitemapindex", "sitemap", addresses, day)


def page_url(iri: str, base: str, root: str) -> str:
    """Return the address of a thing's page.

    Args:
        iri: The thing, below `id/`.
        base: The base of the IRIs.
        root: The root of the server, as an absolute URL.

    """
    return f"{root}doc/{quote(iri.removeprefix(f'{base}id/'), safe='/%:@!$&()*+,;=~-._')}"


def robots(root: str) -> str:
    """Return robots.txt: crawlers are kept out of addresses that compute an answer to each query.

    Args:
        root: The root of the server, as an absolute URL.

    """
    path = f"/{root.partition('://')[2].partition('/')[2]}"
    rules = "".join(f"Disallow: {path}{name}\n" for name in _KEPT_OUT)
    return f"User-agent: *\n{rules}\nSitemap: {root}sitemap.xml\n"


def _file(root: str, entry: str, addresses: Iterable[str], day: str | None) -> bytes:
    """Return a file of entries."""
    lastmod = f"<lastmod>{escape(day)}</lastmod>" if day else ""
    lines = (f"<{entry}><loc>{escape(address)}</loc>{lastmod}</{entry}>\n" for address in addresses)
    return "".join(chain((_HEAD, f'<{root} xmlns="{_NAMESPACE}">\n'), lines, (f"</{root}>\n",))).encode()


def parts(count: int) -> Iterator[int]:
    """Yield the numbers of the sitemaps, from 1, that a number of addresses needs."""
    yield from range(1, max(1, -(-count // MOST)) + 1)
