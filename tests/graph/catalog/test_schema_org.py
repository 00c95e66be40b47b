"""schema.org: what search engines ask of a dataset."""

from dataclasses import replace

from ruhrgraph.graph.catalog.dcat import CatalogContent
from ruhrgraph.graph.catalog.schema_org import schema_org
from ruhrgraph.ontology import DEFAULT_BASE
from tests.graph.catalog.conftest import ROOT


def test_what_search_engines_ask_for(content: CatalogContent) -> None:
    """There is a name, a description of some length, licence, creator, place, time, version and files."""
    told = schema_org(content)
    assert told["@type"] == "Dataset"
    assert told["@id"] == f"{DEFAULT_BASE}dataset"
    assert told["url"] == ROOT
    assert 50 <= len(told["description"]) <= 5000
    assert told["license"] == "http://dcat-ap.de/def/licenses/dl-zero-de/2.0"
    assert told["creator"] == told["publisher"]
    assert told["publisher"] == {
        "@type": "Organization",
        "name": "ruhrgraph maintainers",
        "contactPoint": {
            "@type": "ContactPoint",
            "name": "Redaktion",
            "email": "redaktion@amt.example",
            "url": "https://amt.example/kontakt",
        },
    }
    assert told["temporalCoverage"] == "2018-12-18/2034-12-31"
    assert told["spatialCoverage"] == {
        "@type": "Place",
        "name": "Nordrhein-Westfalen",
        "sameAs": "http://www.geonames.org/2861876/",
    }
    assert told["version"].endswith(content.summary.digest[:12])
    assert {item["@id"] for item in told["isBasedOn"]} == {
        f"{DEFAULT_BASE}source/themenforen",
        f"{DEFAULT_BASE}source/handlungsfelder",
    }


def test_only_what_is_free(content: CatalogContent) -> None:
    """All files that it names are free, and at the server at hand."""
    files = schema_org(content)["distribution"]
    assert {item["license"] for item in files} == {"http://dcat-ap.de/def/licenses/dl-zero-de/2.0"}
    assert all(item["contentUrl"].startswith(f"{ROOT}dumps/") for item in files)
    assert "text/turtle" in {item["encodingFormat"] for item in files}


def test_what_is_not_known_is_not_said(content: CatalogContent) -> None:
    """A version without dates has none."""
    summary = replace(content.summary, first=None, last=None, issued=None, modified=None)
    assert not {"temporalCoverage", "datePublished", "dateModified"} & set(
        schema_org(replace(content, summary=summary))
    )
