"""The documents that ship with the package, each with its record."""

from importlib import resources

from ruhrgraph.loaders.document import Document, parse_document
from ruhrgraph.loaders.metadata import parse


def documents() -> tuple[Document, ...]:
    """Return the shipped documents, by name."""
    folder = resources.files("ruhrgraph.loaders.documents")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith((".txt", ".md")))
    return tuple(
        parse_document(
            name.rpartition(".")[0],
            folder.joinpath(name).read_bytes(),
            name,
            parse(folder.joinpath(f"{name.rpartition('.')[0]}.toml").read_bytes(), name),
        )
        for name in names
    )
