"""Every kind of page is accessible: to axe, which knows the rules of WCAG 2.2, and to the keyboard."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, WIDE
from tests.browser.conftest import Reader, Visit
from tests.browser.pages import KINDS, Kind

AXE = Axe()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
MOST_SIBLINGS = 100
GERMAN, ENGLISH = Reader(WIDE), Reader(PHONE, "dark")
"""Both screens, colours and languages, in two views instead of eight."""


def shorten(page: Page) -> None:
    """Take away the rest of long rows of elements, which are like the first: axe goes through each of thousands."""
    page.evaluate(
        """(most) => document.querySelectorAll("main *").forEach(
            (part) => [...part.children].slice(most).forEach((rest) => rest.remove()))""",
        MOST_SIBLINGS,
    )


def violations(page: Page, *, is_source: bool = False) -> list[str]:
    """Return what axe finds on a page: the rule and the element of each.

    The passages of a source stand in its sentences, so that their size is that of the text (WCAG 2.2, 2.5.8, "Inline").
    """
    rules = {"target-size": {"enabled": not is_source}}
    found: list[dict[str, Any]] = AXE.run(page, options={**RULES, "rules": rules}).response["violations"]
    return [f"{rule['id']}: {node['target'][0]} {node['html'][:120]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(("prefix", "reader"), [("", GERMAN), ("en/", ENGLISH)], ids=["wide-light-de", "phone-dark-en"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_axe(visit: Visit, kind: Kind, prefix: str, reader: Reader) -> None:
    """No rule is broken on any kind of page, and none is wider than the screen."""
    page = visit(prefix + kind.path, reader, kind.status)
    assert page.evaluate("document.documentElement.scrollWidth") <= reader.screen["width"]
    shorten(page)
    assert violations(page, is_source=kind.is_source) == []


def test_skip_link(visit: Visit) -> None:
    """The first stop of the keyboard leads past the menu."""
    page = visit("")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Zum Inhalt")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_focus_is_visible(visit: Visit, colours: Any) -> None:  # noqa: ANN401  # a literal
    """Each stop of the keyboard in the menu and in the search has an outline."""
    page = visit("", Reader(colours=colours))
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")


@pytest.mark.parametrize("reader", [Reader(), Reader(PHONE), Reader(PHONE, has_scripts=False)])
def test_menu(visit: Visit, reader: Reader) -> None:
    """The menu names the page where one is, and each of its links can be seen on every screen."""
    page = visit("queries", reader)
    menu = page.get_by_role("navigation", name="Hauptmenü")
    assert menu.get_by_role("link", name="Abfragen").get_attribute("aria-current") == "page"
    for link in menu.get_by_role("link").all():
        expect(link).to_be_visible()


@pytest.mark.parametrize("path", ["", "projekte", "queries/forums"])
def test_tables_that_scroll(visit: Visit, path: str) -> None:
    """What scrolls sideways on a phone can be scrolled with the keyboard."""
    page = visit(path, Reader(PHONE))
    stuck = page.evaluate(
        """[...document.querySelectorAll("main *")].filter(
            (part) => part.scrollWidth > part.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(part).overflowX)
                && part.tabIndex < 0).map((part) => part.outerHTML.slice(0, 100))"""
    )
    assert stuck == []


@pytest.mark.parametrize("path", ["", "veranstaltungen?ansicht=karte", "sparql", "network/ministries"])
def test_reduced_motion(visit: Visit, path: str) -> None:
    """Nothing moves for readers who want less motion."""
    assert visit(path).evaluate("document.getAnimations().length") == 0


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.status == 200][:10], ids=lambda kind: kind.name)
def test_targets(visit: Visit, kind: Kind) -> None:
    """Buttons and fields are at least 24 pixels high."""
    page = visit(kind.path, Reader(PHONE))
    small = page.evaluate(
        """[...document.querySelectorAll("button, input, select, summary")].filter((part) => part.offsetParent)
            .filter((part) => part.getBoundingClientRect().height < 24).map((part) => part.outerHTML.slice(0, 100))"""
    )
    assert small == []
