"""CKAN's harvester (ckanext-dcat) reads the catalogue: each dataset and distribution, in each form.

It is AGPL and brings CKAN with it, so it lives in an environment of its own: RUHRGRAPH_CKAN_PYTHON names the Python of
it (docs/harvesting.md says how to make one). Without it these tests are skipped.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from tests.harvesters.conftest import Catalogue

_SCRIPT = Path(__file__).parent / "ckan_reads.py"


def _read(address: str) -> list[dict[str, Any]]:
    """Return the pages that CKAN's parser makes of a catalogue."""
    python = os.environ.get("RUHRGRAPH_CKAN_PYTHON")
    if not python:
        pytest.skip("no environment with ckanext-dcat is named by RUHRGRAPH_CKAN_PYTHON (docs/harvesting.md)")
    done = subprocess.run([python, str(_SCRIPT), address, "euro_dcat_ap_3"], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    pages: list[dict[str, Any]] = json.loads(done.stdout)
    return pages


@pytest.mark.parametrize("path", ["catalog", "catalog.ttl", "catalog.jsonld", "catalog.nt", "catalog.rdf?page=1"])
def test_ckan_reads_all_of_it(catalogue: Catalogue, path: str) -> None:
    """CKAN finds all datasets under their IRIs, and of each resource the licence, the size and the checksum."""
    pages = _read(f"{catalogue.root}{path}")
    assert len(pages) == 1
    datasets = pages[0]["datasets"]
    extras = [{extra["key"]: extra["value"] for extra in dataset["extras"]} for dataset in datasets]
    names = ("dataset", "dataset-networks", "dataset-texts")
    assert [told["uri"] for told in extras] == [f"{DEFAULT_BASE}{name}" for name in names]
    for dataset, told in zip(datasets, extras, strict=True):
        assert told["spatial_uri"] == "http://dcat-ap.de/def/politicalGeocoding/stateKey/05"
        assert told["publisher_name"] == "ruhrgraph maintainers"
        assert {"temporal_start", "temporal_end", "provenance", "issued", "modified"} <= set(told)
        assert dataset["tags"]
        assert dataset["version"]
    resources = [resource for dataset in datasets for resource in dataset["resources"]]
    files = {resource["url"] for resource in resources if "hash" in resource}
    assert files == {address for address in catalogue.files if not address.endswith(".gz")}
    for resource in resources:
        assert resource["license"].startswith("http://dcat-ap.de/def/licenses/")
        if "hash" in resource:
            assert resource["size"] > 0
            assert len(resource["hash"]) == 64
            assert resource["format"].startswith("http://publications.europa.eu/resource/authority/file-type/")
