"""Queries as OpenRefine sends them, also with decomposed umlauts."""

import json
from typing import Any, Literal
from unicodedata import normalize

import httpx


def ask(client: httpx.Client, **query: Any) -> list[dict[str, Any]]:  # noqa: ANN401  # whatever a query holds
    """Return the candidates for one query, sent as OpenRefine sends it."""
    response = client.post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert response.status_code == 200, response.text
    result: list[dict[str, Any]] = response.json()["q0"]["result"]
    return result


def decomposed(text: str, form: Literal["NFD", "NFKD", "mixed"]) -> str:
    """Return a text decomposed, or with only its first umlaut decomposed."""
    if form != "mixed":
        return normalize(form, text)
    place = next((index for index, letter in enumerate(text) if normalize("NFD", letter) != letter), 0)
    return text[:place] + normalize("NFD", text[place]) + text[place + 1 :]
