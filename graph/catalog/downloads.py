"""What there is to download, as a catalogue needs it: which dataset it is of, its form, size, checksum and licence.

In: the manifest of a version's dumps. Out: a `Download` for each file. Other exports become distributions in the same
way: by a function here that returns `Download`s.
"""

from dataclasses import dataclass

from ruhrgraph.graph.catalog.controlled_lists import CC_ZERO, FORMS, Form
from ruhrgraph.graph.catalog.publisher import Offer
from ruhrgraph.graph.catalog.stable_part import FACTS, TEXTS, CatalogDataset
from ruhrgraph.graph.dumps.dumps import DumpFile, Manifest

_FREE_GRAPHS = frozenset({"links", "authorities", "ontology", "catalog", "network"})
_WITHOUT_PLACES = frozenset({"links", "ontology", "catalog", "network"})
_CONTENT = {"all": "Alles", "facts": "Die Fakten", "tables": "Tabellen"}


@dataclass(frozen=True, slots=True)
class Download:
    """A file: its path below the server's root, what it is in German, its dataset and form, compression, size, licence.

    `packed` tells of a zip of several files; `places` whether coordinates and identifiers of places are in it.
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
    places: bool


def dump_downloads(manifest: Manifest, offer: Offer) -> tuple[Download, ...]:
    """Return the files of a version's dumps.

    Args:
        manifest: What dumps there are.
        offer: The licences.

    """
    return tuple(_dump_download(file, offer) for file in manifest.files)


def _dump_download(file: DumpFile, offer: Offer) -> Download:
    """Return a file of the dumps; what may hold texts of the documents counts as holding some."""
    form = FORMS[file.format]
    free = file.content == "facts" or (file.content == "graph" and file.graph in _FREE_GRAPHS)
    what = f"Graph {file.graph}" if file.content == "graph" else _CONTENT[file.content]
    packing = " (zip)" if file.format == "csvw" else f" ({file.compression})" if file.compression else ""
    licence = offer.licence if free else offer.licence_of_texts
    return Download(
        path=f"dumps/{file.name}",
        title=f"{what} als {form.name}{packing}",
        dataset=FACTS if free else TEXTS,
        form=form,
        compression=file.compression,
        packed=file.format == "csvw",
        bytes=file.bytes,
        sha256=file.sha256,
        licence=CC_ZERO if file.graph == "ontology" else licence,
        places=not (file.content == "graph" and file.graph in _WITHOUT_PLACES),
    )
