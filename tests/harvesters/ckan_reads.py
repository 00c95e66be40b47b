"""What CKAN's harvester makes of a catalogue: run by a Python that has ckanext-dcat, in an environment of its own.

In: the address of a catalogue and the profiles to read it with. Out: JSON on standard output, the pages that were read
with their datasets. It is AGPL and needs CKAN, so the project neither imports nor installs it; docs/harvesting.md says
how to make such an environment.
"""

import json
import sys
import urllib.request
from typing import Any

from ckanext.dcat.processors import RDFParser

_FORMATS = {
    "application/rdf+xml": "xml",
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/n-triples": "nt",
}


def main() -> None:
    """Read page after page, as the harvester does."""
    address, *profiles = sys.argv[1:]
    pages: list[dict[str, Any]] = []
    while address and len(pages) < 10:  # no catalogue of ours has so many
        with urllib.request.urlopen(address) as answer:  # noqa: S310  # the address of a test's server
            content_type = answer.headers.get_content_type()
            text = answer.read().decode()
        parser = RDFParser(profiles=profiles)
        parser.parse(text, _format=_FORMATS[content_type])
        pages.append({"address": address, "datasets": list(parser.datasets()), "next": parser.next_page()})
        address = pages[-1]["next"]
    json.dump(pages, sys.stdout)


main()
