"""`/datenqualitaet`."""

import httpx

BROWSER = {"accept": "text/html"}


def test_the_page(server: httpx.Client) -> None:
    """The page comes in both languages, the same bytes each time."""
    german = server.get("/datenqualitaet", headers=BROWSER)
    assert "<h1>Datenqualität</h1>" in german.text
    assert "<h1>Data quality</h1>" in server.get("/en/datenqualitaet", headers=BROWSER).text
    again = server.get("/datenqualitaet", headers={**BROWSER, "if-none-match": german.headers["etag"]})
    assert again.status_code == 304


def test_the_report_as_json(server: httpx.Client) -> None:
    """Who accepts JSON gets the report as it was published."""
    for answer in (
        server.get("/datenqualitaet", headers={"accept": "application/json"}),
        server.get("/datenqualitaet?format=json"),
    ):
        assert answer.json() == {"documents": []}
