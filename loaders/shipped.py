"""The documents that ship with the package, and the curated facts about them that stand beside each (`NAME.toml`)."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from ruhrgraph.loaders.document import Document, decode


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document besides its text."""

    title: str
    publisher: str
    language: str
    kind: str
    read_on: dt.date


def _folder() -> Any:  # noqa: ANN401 - importlib's Traversable moved between Python versions
    return resources.files("ruhrgraph.loaders.documents")


def documents() -> tuple[Document, ...]:
    """Return the shipped documents, by name."""
    files = sorted(
        (entry for entry in _folder().iterdir() if entry.name.endswith((".txt", ".md"))), key=lambda e: e.name
    )
    return tuple(decode(entry.name.rpartition(".")[0], entry.read_bytes(), entry.name) for entry in files)


def metadata(document: Document) -> Metadata | None:
    """Return what is known of a document, None for one that does not ship with the package."""
    record = _folder() / f"{document.name}.toml"
    if not record.is_file():
        return None
    facts = tomllib.loads(record.read_text(encoding="utf-8"))
    if facts["sha256"] != document.sha256:
        return None
    return Metadata(facts["title"], facts["publisher"], facts["language"], facts["kind"], facts["read_on"])
