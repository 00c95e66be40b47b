"""Runs the notebook on networks. Called with the address of a server, writes its outputs into it.

ruhrgraph serve &
python -m tests.server.networks.notebook http://127.0.0.1:8000
"""

import os
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

DOCS = Path(__file__).parents[3] / "docs"
NOTEBOOK = DOCS / "notebooks" / "networks.ipynb"


def read() -> Any:  # noqa: ANN401  # a notebook has no type
    """Return the notebook as it is stored."""
    return nbformat.read(NOTEBOOK, 4)  # type: ignore[no-untyped-call]  # nbformat has none


def execute(address: str) -> Any:  # noqa: ANN401  # the same
    """Return the notebook with the outputs of a run on a server."""
    os.environ["RUHRGRAPH_ADDRESS"] = address
    notebook = read()
    NotebookClient(notebook, timeout=60).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def outputs(notebook: Any) -> list[str]:  # noqa: ANN401  # the same
    """Return what the cells print, and what they draw by its media type."""
    found = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output.get("text") or " ".join(sorted(output["data"])) for output in found]


if __name__ == "__main__":
    nbformat.write(execute(sys.argv[1]), NOTEBOOK)  # type: ignore[no-untyped-call]  # nbformat has none
