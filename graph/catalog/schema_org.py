"""The description of the dataset for search engines: a schema.org `Dataset` for the landing page.

In: the content of the catalogue. Out: a dictionary to write as JSON-LD.
"""

import json
from typing import Any

from ruhrgraph.graph.catalog.addresses import CatalogAddresses
from ruhrgraph.graph.catalog.dcat import CatalogContent
from ruhrgraph.graph.catalog.downloads import Download
from ruhrgraph.graph.catalog.stable_part import FACTS, KEYWORDS
from ruhrgraph.graph.rdf.namespaces import SCHEMA


def schema_org(content: CatalogContent) -> dict[str, Any]:
    """Return the schema.org description of the dataset of the facts; the one with the texts has no open licence.

    Args:
        content: The content of the catalogue.

    """
    summary, addresses = content.summary, content.addresses
    offer = addresses.offer
    period = f"{summary.first or '..'}/{summary.last or '..'}"
    return {
        "@context": SCHEMA,
        "@type": "Dataset",
        "@id": FACTS.iri(addresses.base).value,
        "identifier": FACTS.iri(addresses.base).value,
        "url": addresses.url().value,
        "name": FACTS.title.de,
        "alternateName": FACTS.title.en,
        "description": FACTS.text.de,
        "inLanguage": "de",
        "keywords": list(KEYWORDS),
        "license": offer.licence,
        "isAccessibleForFree": True,
        "creator": _who(addresses),
        "publisher": _who(addresses),
        "version": summary.version,
        **({"datePublished": summary.issued} if summary.issued else {}),
        **({"dateModified": summary.modified} if summary.modified else {}),
        **({"temporalCoverage": period} if period != "../.." else {}),
        "spatialCoverage": {
            "@type": "Place",
            "name": "Nordrhein-Westfalen",
            "sameAs": "http://www.geonames.org/2861876/",
        },
        "isBasedOn": [{"@type": "CreativeWork", "@id": item.iri, "name": item.title} for item in summary.sources],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": addresses.catalog.value,
            "url": addresses.url("catalog").value,
        },
        "distribution": [_download(item, addresses) for item in content.downloads if item.dataset is FACTS],
    }


def as_script(told: dict[str, Any]) -> str:
    """Return a dictionary as JSON for a `<script>` element: nothing in it can end the element."""
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _who(addresses: CatalogAddresses) -> dict[str, Any]:
    """Return the publisher, with whom to ask if the settings say so."""
    publisher, contact = addresses.offer.publisher, addresses.offer.contact
    found: dict[str, Any] = {"@type": "Organization", "name": publisher.name, "url": publisher.homepage}
    if contact:
        ways = {"name": contact.name, "email": contact.email, "url": contact.url}
        found["contactPoint"] = {"@type": "ContactPoint", **{key: value for key, value in ways.items() if value}}
    return {key: value for key, value in found.items() if value}


def _download(item: Download, addresses: CatalogAddresses) -> dict[str, str]:
    """Return the description of a file."""
    return {
        "@type": "DataDownload",
        "@id": addresses.fragment(item.path).value,
        "name": item.title.de,
        "contentUrl": addresses.url(item.path).value,
        "encodingFormat": item.form.media_type.value.partition("/media-types/")[2],
        "contentSize": f"{item.bytes} B",
        "sha256": item.sha256,
        "license": item.licence,
    }
