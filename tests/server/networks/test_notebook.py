"""The notebook and the page on networks: the one runs as it is stored, the other is in the words of the code."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from ruhrgraph.graph.networks.files.codebook import EDGE_COLUMNS, NODE_COLUMNS
from ruhrgraph.graph.networks.parameters import PARAMETERS
from ruhrgraph.queries.networks import network_names, parse_network
from tests.server.networks.notebook import DOCS, execute, outputs, read


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_notebook_runs(
    serving: Callable[..., AbstractContextManager[Any]], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell runs on a server of its own, and prints what is stored; else run `tests.server.networks.notebook`."""
    monkeypatch.setenv("RUHRGRAPH_ADDRESS", "")  # so that it is as before afterwards
    with serving("--data", str(data), "--workers", "1") as (_, client):
        notebook = execute(str(client.base_url))
    stored = outputs(read())
    assert outputs(notebook) == stored
    assert any("image/png" in text for text in stored)


def test_the_tables_of_the_page() -> None:
    """docs/networks.md names all networks, and explains all columns and parameters in the words of the code."""
    page = (DOCS / "networks.md").read_text(encoding="utf-8")
    for name in network_names():
        assert f"| `{name}` |" in page
    for column in (*NODE_COLUMNS, *EDGE_COLUMNS):
        assert f"| `{column.name}` | {column.type} | {column.meaning['en']} |" in page
    for parameter in PARAMETERS:
        assert f"| `{parameter.name}` | {parameter.description}; such as `{parameter.example}` |" in page


def test_the_example_of_a_network() -> None:
    """The network that the page shows has a header as the code reads it."""
    page = (DOCS / "networks.md").read_text(encoding="utf-8")
    (example,) = [part for part in page.split("```sparql\n") if part.startswith("#+")]
    found = parse_network("example", example.partition("```")[0])
    assert (found.node_types, found.directed) == (("Ort",), False)
