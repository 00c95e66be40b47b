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
    assert "<h1>Themenforum 13: Mobilität der Zukunft</h1>" in answer.text
    assert "federführendes Ressort" in answer.text
    assert outline.headings.count("h1") == 1
    assert len(outline.ids) == len(set(outline.ids))
    assert "/doc/ressort/vm" in outline.hrefs
    assert not [href for href in outline.hrefs if href.startswith(BASE)]
    for href in outline.hrefs:
        if href.startswith("#"):
            assert href[1:] in outline.ids
        if href.startswith("/doc/ressort/"):
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
    assert "<script>x" not in page
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page


def test_a_page_of_its_kind_shows_hostile_values_as_text(writable: Writable) -> None:
    """Names and roles of one's own data stand in the lead sentence, the title and the sections as text."""
    client, _ = writable
    rk, evil = f"{BASE}ontology#", "<script>alert(1)</script>"
    update = f"""PREFIX rk: <{rk}>
        INSERT DATA {{
          <{BASE}id/person/evil> a rk:Person ; <{LABEL}> "{evil}" .
          <{BASE}id/moderation/evil> a rk:Moderation ; rk:person <{BASE}id/person/evil> ; rk:rolle "{evil}" ;
            rk:themenforum <javascript:alert(1)> .
          <javascript:alert(1)> a rk:Themenforum ; rk:nummer 1 ; <{LABEL}> "{evil}"
        }}"""
    assert client.post("/sparql/update", data={"update": update}).is_success
    for path in ("/doc/person/evil", "/en/doc/person/evil"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert 'href="javascript' not in answer.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; moder" in answer.text


def test_both_languages_and_sections(server: httpx.Client) -> None:
    """A page has its English twin; its sections link to the rows of their query, which are as many as they say."""
    german, english = server.get("/doc/person/hendrik-wuest").text, server.get("/en/doc/person/hendrik-wuest").text
    assert "Moderierte gemeinsam mit" in german
    assert "Moderated together with" in english
    assert '<meta name="description" content="Hendrik Wüst moderated' in english
    tables = [href.replace("&amp;", "&") for href in Outline(german).hrefs if href.startswith("/queries/person.csv?")]
    assert len(tables) >= 5
    for address in tables:
        assert f"({len(server.get(address).text.splitlines()) - 1} Zeile" in german, address


def test_a_part_leads_to_its_whole(server: httpx.Client) -> None:
    """A part of a thing has a short page that leads to the page where it is shown; other forms are as they were."""
    page = server.get("/doc/massnahme/13-01-1").text
    assert 'Gehört zu: <a href="/doc/projekt/13-01">' in page
    assert server.get("/doc/massnahme/13-01-1.ttl").status_code == 200


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
