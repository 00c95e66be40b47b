"""A front end to a SPARQL endpoint that others take to show linked data: Trifid, with the same data in memory.

In: a dataset, and a folder where it stays installed. Out: a `Server`. It works as LodView and Prez
do: it asks an endpoint, its own here, and makes a page of the answer. LodView is in no package registry and Prez not in
every copy of PyPI; Trifid is on npm.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from ruhrgraph.ontology import DEFAULT_BASE
from tests.benchmarks.datasets import Dataset
from tests.benchmarks.peers import MissingPeerError, Server
from tests.benchmarks.processes import HOST

_PACKAGES = ("trifid@5", "@zazuko/trifid-entity-renderer@1")
_QUERY = "/query"


def trifid(dataset: Dataset, tools: Path) -> Server:
    """Return Trifid, which is told to be the server of the dataset's IRIs.

    Raises:
        MissingPeerError: It cannot be installed here.

    """
    home = _installed(tools)
    version = json.loads((home / "node_modules" / "trifid" / "package.json").read_text())["version"]

    def command(port: int) -> list[str]:
        config = home / f"{dataset.name}.json"
        config.write_text(json.dumps(_config(dataset, port)))
        return ["node", str(home / "node_modules" / "trifid" / "server.js"), "--config", str(config)]

    return Server("Trifid", version, _QUERY, command)


def _config(dataset: Dataset, port: int) -> dict[str, object]:
    """Return what Trifid is told; JSON is YAML, too."""
    fetching = {
        "url": str(dataset.triples),
        "contentType": "application/n-triples",
        "baseIRI": DEFAULT_BASE,
        "unionDefaultGraph": True,
    }
    return {
        "globals": {"datasetBaseUrl": DEFAULT_BASE, "endpoints": {"default": {"url": _QUERY}}},
        "server": {"listener": {"host": HOST, "port": port}, "logLevel": "warn"},
        "plugins": {
            "entity-renderer": {"module": "@zazuko/trifid-entity-renderer"},
            "fetch-handler": {"module": "trifid-handler-fetch", "paths": _QUERY, "config": fetching},
        },
    }


def _installed(tools: Path) -> Path:
    """Return the folder in which Trifid is installed; the first time it is installed there."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        raise MissingPeerError("Trifid is left out: there is no node here")
    home = tools / "trifid"
    if not (home / "node_modules" / "trifid" / "server.js").exists():
        sys.stderr.write("installing Trifid …\n")
        home.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--silent", "--no-save", "--prefix", str(home), *_PACKAGES]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise MissingPeerError(f"Trifid cannot be installed: {done.stderr.strip()}")
    return home
