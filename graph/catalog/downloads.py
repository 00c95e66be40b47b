"""The downloads as the catalogue lists them: dataset, form, size, checksum and licence of each.

In: the manifest of a version's dumps, and the networks there are. Out: a `Download` for each file. Other exports become
distributions in the same way: by a function here that returns `Download`s.
"""

from dataclasses import dataclass

from ruhrgraph.graph.catalog.controlled_lists import FORMS, NETWORK_FORMS, Form
from ruhrgraph.graph.catalog.publisher import Offer
from ruhrgraph.graph.catalog.stable_part import FACTS, NETWORKS, TEXTS, CatalogDataset
from ruhrgraph.graph.dumps.dumps import DumpFile, Manifest
from ruhrgraph.graph.rdf.formats import RDF_FORMATS
from ruhrgraph.queries.networks import network_names, read_network

_CONTENTS = {"all": "Alles", "facts": "Die Fakten", "tables": "Tabellen"}


@dataclass(frozen=True, slots=True)
class Download:
    """A file that can be downloaded.

    Attributes:
        path: Its address below the root of the server.
        title: What it is, in German.
        dataset: The dataset that it belongs to.
        form: What it contains.
        compression: `gz`, or `` for none.
        packed: Whether it is a zip of several files.
        bytes: Its size.
        sha256: Its SHA-256 in hexadecimal digits; "" if that and its size are not known.
        licence: The IRI of its licence.

    """

    path: str
    title: str
    dataset: CatalogDataset
    form: Form
    compression: str
    packed: bool
    bytes: int
    sha256: str
    licence: str


def dump_downloads(manifest: Manifest, offer: Offer) -> tuple[Download, ...]:
    """Return the files of a version's dumps.

    Args:
        manifest: What dumps there are.
        offer: The licences.

    """
    return tuple(_dump_download(file, offer) for file in manifest.files)


def usual_downloads(offer: Offer) -> tuple[Download, ...]:
    """Return the files that dumps usually have, without size and checksum, while those of a version cannot be made.

    A catalogue without files would let portals delete them.

    Args:
        offer: The licences.

    """
    names = [
        (content, form.name, f"{stem}.{form.suffix}", compression)
        for stem, content in (("ruhrgraph", "all"), ("ruhrgraph-facts", "facts"))
        for form in RDF_FORMATS
        for compression in ("gz", "")
    ]
    names.append(("tables", "csvw", "ruhrgraph-tables.zip", ""))
    files = (
        DumpFile(f"{name}.gz" if compression else name, content, form, compression, 0, "", 0)
        for content, form, name, compression in names
    )
    return tuple(_dump_download(file, offer) for file in sorted(files, key=lambda file: file.name))


def network_downloads(offer: Offer) -> tuple[Download, ...]:
    """Return the files of all networks; they are made when they are asked for, so size and checksum are not known.

    Args:
        offer: The licences.

    """
    return tuple(
        Download(
            path=f"network/{name}.{format_}",
            title=f"Netzwerk „{read_network(name).title['de']}“ als {form.name}",
            dataset=NETWORKS,
            form=form,
            compression="",
            packed=format_ == "csv",
            bytes=0,
            sha256="",
            licence=offer.licence,
        )
        for name in network_names()
        for format_, form in NETWORK_FORMS.items()
    )


def _dump_download(file: DumpFile, offer: Offer) -> Download:
    """Return a file of the dumps; what may contain texts of the documents counts as containing some."""
    form = FORMS[file.format]
    is_free = file.content == "facts"
    packing = " (zip)" if file.format == "csvw" else f" ({file.compression})" if file.compression else ""
    return Download(
        path=f"dumps/{file.name}",
        title=f"{_CONTENTS[file.content]} als {form.name}{packing}",
        dataset=FACTS if is_free else TEXTS,
        form=form,
        compression=file.compression,
        packed=file.format == "csvw",
        bytes=file.bytes,
        sha256=file.sha256,
        licence=offer.licence if is_free else offer.licence_of_texts,
    )
