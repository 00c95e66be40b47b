"""Imprint, privacy and accessibility: the texts of the settings, and what holds without them."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response

from ruhrgraph.graph.catalog.publisher import Contact, Notice, shipped
from ruhrgraph.server.language import LANGUAGE_KEY
from ruhrgraph.server.settings import Settings
from ruhrgraph.server.web.notices import accessibility, imprint, privacy

Route = Callable[[Request], Coroutine[None, None, Response]]
NOBODY = "noch kein Ansprechpartner eingetragen"
OWN = Notice("Amt <für> Daten\nBochum\n\nhttps://amt.example/ und amt@amt.example", "Office for data")


@pytest.mark.parametrize(
    ("path", "german", "english"),
    [
        ("impressum", "noch kein Impressum", "No imprint"),
        ("datenschutz", "keine Cookies", "no cookies"),
        ("barrierefreiheit", "Selbstbewertung", "self-assessment"),
    ],
)
def test_what_holds_without_settings(server: httpx.Client, path: str, german: str, english: str) -> None:
    """Each page says what is true of every server in both languages, and that nobody is named."""
    page = server.get(f"/{path}")
    assert german in page.text
    assert NOBODY in page.text.partition("<footer>")[2]
    assert english in server.get(f"/en/{path}").text


def _page(route: Route, request: Request, **offer: Notice | Contact) -> Response:
    """Return the answer of a route with settings."""
    request.app.state.settings = Settings(offer=replace(shipped(), **offer))  # type: ignore[arg-type]
    return asyncio.run(route(request))


@pytest.mark.parametrize(
    ("route", "name"), [(imprint, "imprint"), (privacy, "privacy"), (accessibility, "accessibility")]
)
def test_texts_of_the_settings(page_request: Callable[[str], Request], route: Route, name: str) -> None:
    """A text stands as it is: escaped, with its paragraphs and lines, and addresses as links."""
    text = bytes(_page(route, page_request("/"), **{name: OWN}).body).decode()
    assert "<p>Amt &lt;für&gt; Daten<br>Bochum</p>" in text
    assert '<a href="https://amt.example/"' in text
    assert '<a href="mailto:amt@amt.example">' in text


def test_english_texts(page_request: Callable[[str], Request]) -> None:
    """An English reader gets the English text, or the German one and is told so."""
    request = page_request("/")
    request.scope[LANGUAGE_KEY] = "en"
    assert "Office for data" in bytes(_page(imprint, request, imprint=OWN).body).decode()
    text = bytes(_page(imprint, request, imprint=replace(OWN, en=None)).body).decode()
    assert "in German only" in text
    assert '<div lang="de">' in text


def test_a_page_elsewhere(page_request: Callable[[str], Request]) -> None:
    """A notice that is an address leads there."""
    answer = _page(privacy, page_request("/"), privacy=Notice(url="https://amt.example/datenschutz"))
    assert (answer.status_code, answer.headers["location"]) == (303, "https://amt.example/datenschutz")


def test_whom_to_ask(page_request: Callable[[str], Request]) -> None:
    """A contact stands in the imprint, and then no page says that nobody is named."""
    contact = Contact("Redaktion", email="redaktion@amt.example", url="https://amt.example/kontakt")
    text = bytes(_page(imprint, page_request("/"), contact=contact).body).decode()
    assert 'Redaktion, <a href="mailto:redaktion@amt.example">' in text
    assert '<a href="https://amt.example/kontakt">' in text
    assert NOBODY not in text
