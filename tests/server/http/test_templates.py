"""Pages: what they may do in a browser, that text in them is text, and their two languages."""

import re
from html import unescape
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest
from jinja2 import UndefinedError

from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.templates import PAGE_POLICY, _environment, render


def test_a_page_loads_files_of_this_server_alone() -> None:
    """The policy allows nothing from elsewhere, and nothing that stands in the page itself."""
    assert PAGE_POLICY.startswith("default-src 'none'")
    assert "unsafe" not in PAGE_POLICY
    assert "http" not in PAGE_POLICY
    page = render(PageContext("/ruhr/"), "versions.html", mementos=())
    assert '<link rel="stylesheet" href="/ruhr/static/' in page
    assert "<style" not in page


def test_text_is_no_markup() -> None:
    """What is shown is escaped, and what a template needs has to be given."""
    shown = {"entity": SimpleNamespace(label='<b>"'), "type": "", "link": "", "facts": ()}
    assert "&lt;b&gt;&#34;" in render(PageContext(), "preview.html", **shown)
    with pytest.raises(UndefinedError):
        render(PageContext(), "preview.html")


@pytest.mark.parametrize(
    ("language", "menu", "other", "home"),
    [("de", "Abfragen", "/ruhr/en/sparql?a=1", "/ruhr/"), ("en", "Queries", "/ruhr/sparql?a=1", "/ruhr/en/")],
)
def test_a_page_leads_to_its_twin(language: str, menu: str, other: str, home: str) -> None:
    """A page is in one language, its menu leads to pages in the same, and one link to the same page in the other."""
    context = PageContext("/ruhr/", "en" if language == "en" else "de", "sparql?a=1")
    page = render(context, "versions.html", mementos=())
    assert f'<html lang="{language}">' in page
    assert f'href="{home}queries">{menu}</a>' in page
    assert f'class="language" href="{other}"' in page


@pytest.mark.parametrize(("language", "own"), [("de", ""), ("en", "en/")])
def test_a_page_names_its_address_where_the_server_is(language: str, own: str) -> None:
    """The canonical address and those of both languages begin with the root of the server."""
    root = "https://daten.example/ruhr/"
    context = PageContext("/ruhr/", "en" if language == "en" else "de", "doc/ort/%C3%BC", root)
    page = render(context, "versions.html", mementos=())
    assert f'<link rel="canonical" href="{root}{own}doc/ort/%C3%BC">' in page
    assert f'<link rel="alternate" hreflang="de" href="{root}doc/ort/%C3%BC">' in page
    assert f'<link rel="alternate" hreflang="en" href="{root}en/doc/ort/%C3%BC">' in page


def test_a_page_leads_to_how_to_cite_it() -> None:
    """The footer names the page by its title and path, as they are and not as HTML writes them."""
    context = PageContext("/", path="queries/events?a=%C3%BC&b=1")
    page = render(context, "versions.html", mementos=())
    (address,) = re.findall(r'<a href="(/zitieren[^"]*)"', page)
    values = parse_qs(unescape(address).partition("?")[2])
    assert values["path"] == ["queries/events?a=%C3%BC&b=1"]
    assert values["title"][0]
    for path in ("", "x" * 6_000):  # the first page, and one whose address would be too long
        assert '<a href="/zitieren"' in render(PageContext("/", path=path), "versions.html", mementos=())


def test_a_template_is_compiled_once_for_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second language takes the code that was made for the first."""
    _environment("de").get_template("privacy.html")
    english = _environment("en")
    monkeypatch.setattr(english, "_generate", None)
    assert english.get_template("privacy.html")
