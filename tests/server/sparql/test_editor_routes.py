"""What the query editor asks for."""

import httpx


def test_terms(server: httpx.Client) -> None:
    """Terms come in the language of the address, and once for each version."""
    german = server.get("/sparql/terms")
    labels = {term["name"]: term.get("label") for term in german.json()["terms"]}
    assert labels["rk:Veranstaltung"] == "Veranstaltung"
    english = server.get("/en/sparql/terms").json()["terms"]
    assert {term["name"]: term.get("label") for term in english}["rk:Veranstaltung"] == "event"
    assert server.get("/sparql/terms", headers={"if-none-match": german.headers["etag"]}).status_code == 304


def test_code(server: httpx.Client) -> None:
    """The code declares what the query does not, and asks where the server is; the query stays as it was."""
    page = server.get("/en/sparql/code", params={"query": "SELECT * {\n ?s a rk:Person, '<b>' }"}).text
    assert "\nSELECT * {\n ?s a rk:Person, &#39;&lt;b&gt;&#39; }</textarea>" in page
    assert page.count("PREFIX rk: &lt;https://w3id.org/ruhrgraph/ontology#&gt;\nSELECT") == 5
    assert str(server.base_url.join("/sparql")) in page
    assert "<b>" not in page


def test_code_of_nothing(server: httpx.Client) -> None:
    """Without a query there is no code."""
    for address in ("/sparql/code", "/sparql/code?query=+"):
        assert server.get(address).status_code == 400
