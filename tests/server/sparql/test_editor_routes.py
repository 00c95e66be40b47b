"""What the query editor asks for."""

import httpx
import pytest


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


def test_code_has_bounds(server: httpx.Client) -> None:
    """Without a query there is no code, and a long one would make the page too long."""
    for query in ("", "+", "x" * 7001):
        assert server.get(f"/sparql/code?query={query}").status_code == 400
    assert len(server.get("/sparql/code", params={"query": "SELECT * {}" + " #x\n" * 1700}).content) < 60_000


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("SELECT * { ?s a rk:Person }", {}),
        ("CONSTRUCT { ?s a rk:Person } { ?s a 'x' }", {}),
        ("SELECT *\n{ ?s mine:x ?o }", {"line": 2, "column": 6, "message": "the prefix mine: is not declared"}),
        ("SELECT * { ?s a rk:Person", {"line": 1, "column": 26}),
        ("DROP ALL", {"message": "DROP is an update; only queries are answered here"}),
        ("", {"line": 1, "column": 1, "message": "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"}),
    ],
)
def test_check(server: httpx.Client, query: str, fault: dict[str, object]) -> None:
    """A fault has its place in the query as it was sent, our prefixes need no declaration, and updates are none."""
    answer = server.post("/sparql/check", content=query)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    found = answer.json()
    assert bool(found) == bool(fault)
    assert found | fault == found


def test_check_reads_no_more_than_a_query(server: httpx.Client) -> None:
    """What is no text, or longer than a query may be, is refused."""
    assert server.post("/sparql/check", content=b"\xff").status_code == 400
    assert server.post("/sparql/check", content=b" " * (1024 * 1024 + 1)).status_code == 413
