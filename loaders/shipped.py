"""The documents that ship with the package, each with its record."""

from importlib import resources
from importlib.resources.abc import Traversable

from ruhrgraph.loaders.document import Document, parse_document
from ruhrgraph.loaders.metadata import parse


def _folder() -> Traversable:
    return resources.files("ruhrgraph.loaders.documents")


def file_names() -> tuple[str, ...]:
    """Return the names of the files of the shipped documents, in order."""
    return tuple(sorted(entry.name for entry in _folder().iterdir() if entry.name.endswith((".txt", ".md"))))


def shipped_document(name: str) -> Document:
    """Return the shipped document in a file."""
    stem, folder = name.rpartition(".")[0], _folder()
    record = parse(folder.joinpath(f"{stem}.toml").read_bytes(), name)
    return parse_document(stem, folder.joinpath(name).read_bytes(), name, record)


def documents() -> tuple[Document, ...]:
    """Return the shipped documents, by name."""
    return tuple(map(shipped_document, file_names()))
