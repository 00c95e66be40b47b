"""The downloads as the catalogue lists them: dataset, form, size, checksum and licence of each.

In: the manifest of a version's dumps, and the networks there are. Out: a `Download` for each file that is listed. A
portal shows each as a row, so each form is there once: without compression, as whoever clicks wants to see something,
and each network in one form. `/dumps/` and the pages of the networks have all files. Other exports become
distributions in the same way: by a function here that returns `Download`s.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ruhrgraph.graph.catalog.controlled_lists import FORMS, GRAPHML, Form
from ruhrgraph.graph.catalog.publisher import Offer
from ruhrgraph.graph.catalog.stable_part import FACTS, NETWORKS, TEXTS, CatalogDataset
from ruhrgraph.graph.dumps.dumps import DumpFile, Manifest
from ruhrgraph.graph.rdf.formats import RDF_FORMATS
from ruhrgraph.graph.schema.ontology import Text
from ruhrgraph.queries.networks import network_names, read_network

_CONTENTS: Mapping[str, Text] = {
    "all": Text("Alles", "Everything"),
    "facts": Text("Die Fakten", "The facts"),
    "tables": Text("Tabellen", "Tables"),
}


@dataclass(frozen=True, slots=True)
class Download:
    """A file that can be downloaded.

    Attributes:
        path: Its address below the root of the server.
        title: What it is.
        dataset: The dataset that it belongs to.
        form: What it contains.
        packed: Whether it is a zip of several files.
        bytes: Its size.
        sha256: Its SHA-256 in hexadecimal digits; "" if that and its size are not known.
        licence: The IRI of its licence.

    """

    path: str
    title: Text
    dataset: CatalogDataset
    form: Form
    packed: bool
    bytes: int
    sha256: str
    licence: str


def dump_downloads(manifest: Manifest, offer: Offer) -> tuple[Download, ...]:
    """Return the files of a version's dumps that are listed.

    Args:
        manifest: What dumps there are.
        offer: The licences.

    """
    return tuple(_dump_download(file, offer) for file in manifest.files if not file.compression)


def usual_downloads(offer: Offer) -> tuple[Download, ...]:
    """Return the files that dumps usually have, without size and checksum, while those of a version cannot be made.

    A catalogue without files would let portals delete them.

    Args:
        offer: The licences.

    """
    names = [
        (content, form.name, f"{stem}.{form.suffix}")
        for stem, content in (("ruhrgraph", "all"), ("ruhrgraph-facts", "facts"))
        for form in RDF_FORMATS
    ]
    names.append(("tables", "csvw", "ruhrgraph-tables.zip"))
    files = (DumpFile(name, content, form, "", 0, "", 0) for content, form, name in names)
    return tuple(_dump_download(file, offer) for file in sorted(files, key=lambda file: file.name))


def network_downloads(offer: Offer) -> tuple[Download, ...]:
    """Return a file of each network; it is made when it is asked for, so size and checksum are not known.

    Args:
        offer: The licences.

    """
    return tuple(
        Download(
            path=f"network/{name}.graphml",
            title=_network_title(read_network(name).title),
            dataset=NETWORKS,
            form=GRAPHML,
            packed=False,
            bytes=0,
            sha256="",
            licence=offer.licence,
        )
        for name in network_names()
    )


def _network_title(title: Mapping[str, str]) -> Text:
    """Return the title of a network's file."""
    return Text(f"Netzwerk „{title['de']}“ als {GRAPHML.name}", f"Network “{title['en']}” as {GRAPHML.name}")


def _dump_download(file: DumpFile, offer: Offer) -> Download:
    """Return a file of the dumps; what may contain texts of the documents counts as containing some."""
    form, content = FORMS[file.format], _CONTENTS[file.content]
    is_free, packed = file.content == "facts", file.format == "csvw"
    packing = " (zip)" if packed else ""
    return Download(
        path=f"dumps/{file.name}",
        title=Text(f"{content.de} als {form.name}{packing}", f"{content.en} as {form.name}{packing}"),
        dataset=FACTS if is_free else TEXTS,
        form=form,
        packed=packed,
        bytes=file.bytes,
        sha256=file.sha256,
        licence=offer.licence if is_free else offer.licence_of_texts,
    )
