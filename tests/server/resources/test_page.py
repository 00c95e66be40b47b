"""The page of a thing, asked of a real server process."""

from pathlib import Path

import httpx

from tests.server.resources.answers import Outline

Writable = tuple[httpx.Client, Path]
BASE = "https://w3id.org/ruhrgraph/"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def test_a_page_for_people(server: httpx.Client) -> None:
    """The page is German, well formed, has one heading of the first order, and its links lead to the server at hand."""
    answer = server.get("/doc/themenforum/13")
    outline = Outline(answer.text)
    assert '<html lang="de">' in answer.text
    assert "<h1>Mobilität der Zukunft</h1>" in answer.text
    assert "federführendes Ressort" in answer.text
    assert outline.headings.count("h1") == 1
    assert len(outline.ids) == len(set(outline.ids))
    assert "/id/ressort/vm" in outline.hrefs
    assert not [href for href in outline.hrefs if href.startswith(BASE)]
    for href in outline.hrefs:
        if href.startswith("#"):
            assert href[1:] in outline.ids
        if href.startswith("/id/"):
            assert server.get(href, follow_redirects=True).status_code == 200, href
    assert "style-src 'self'" in answer.headers["content-security-policy"]
    here = str(server.base_url).rstrip("/")
    assert f'<link rel="canonical" href="{here}/doc/themenforum/13">' in answer.text


def test_values_as_people_read_them(server: httpx.Client) -> None:
    """Dates, times and uncertain months are in words."""
    page = server.get("/doc/veranstaltung/13-1").text
    assert "8. April 2019" in page
    assert "12:00 Uhr" in page
    assert "Juni 2019 (ungewiss)" in server.get("/doc/veranstaltung/13-2").text
    assert "2. Quartal 2019" in server.get("/doc/veranstaltung/2-1").text


def test_what_stands_in_the_data_is_no_markup(writable: Writable) -> None:
    """Text and IRIs out of the data are shown, not interpreted; only web addresses become links."""
    client, _ = writable
    update = f'INSERT DATA {{ <{BASE}id/ding/s> <{LABEL}> "<script>x</script>" ; <urn:p> <javascript:alert(1)> }}'
    assert client.post("/sparql/update", data={"update": update}).is_success
    page = client.get("/doc/ding/s").text
    assert "<script" not in page
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page


def test_values_in_the_order_of_their_numbers(writable: Writable) -> None:
    """Numbers in values count as numbers, however many digits they have; leading zeros do not count."""
    client, _ = writable
    values = ["7 x", "008 x", "9 x", "10 x", f"{'9' * 5000} x", f"1{'0' * 5000} x"]
    listed = ", ".join(f'"{value}"' for value in values[::-1])
    update = f"INSERT DATA {{ <{BASE}id/ding/zahlen> <urn:p> {listed} }}"
    assert client.post("/sparql/update", data={"update": update}).is_success
    places = [client.get("/doc/ding/zahlen").text.find(value) for value in values]
    assert places == sorted(places)
    assert -1 not in places
