"""The texts of the source documents, as they lie in a version's folder: what passages quote can be read there.

In: the documents of a build. Out: `documents/NAME.txt`, the decoded text with each character where the spans count it,
and `documents/NAME.json` beside it; and the way to read both. Versions of older releases have none.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ruhrgraph.ontology.errors import DataFolderError

if TYPE_CHECKING:
    # The loaders take as long to load as all else here, and processes that only read versions need none.
    from ruhrgraph.loaders.document import Document

_MEDIA_TYPES = {".md": "text/markdown", ".html": "text/html"}


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source document: its name in IRIs, the name of its file, its media type and the SHA-256 of its bytes."""

    name: str
    file: str
    mediaType: str  # noqa: N815  # as it stands in the file
    sha256: str


def write_texts(folder: Path, documents: "Iterable[Document]") -> None:
    """Write documents into a folder, which is made."""
    folder.mkdir()
    for document in documents:
        file = Path(document.where).name or f"{document.name}.txt"
        media_type = _MEDIA_TYPES.get(Path(file).suffix.lower(), "text/plain")
        about = SourceText(document.name, file, media_type, document.sha256)
        (folder / f"{document.name}.txt").write_bytes(document.text.encode())
        text = json.dumps(asdict(about), ensure_ascii=False, indent=1)
        (folder / f"{document.name}.json").write_text(f"{text}\n", encoding="utf-8")


def source_texts(folder: Path) -> tuple[SourceText, ...]:
    """Return what a folder holds, by name: a version's `documents`; none where there is no such folder.

    Raises:
        DataFolderError: A record is damaged.

    """
    return tuple(_read(path) for path in sorted(folder.glob("*.json")))


def read_text(folder: Path, name: str) -> str | None:
    """Return the text of a document by its name, or None where the folder holds none of that name."""
    if not name or "/" in name or name.startswith("."):
        return None
    try:
        return (folder / f"{name}.txt").read_bytes().decode()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise DataFolderError(f"{folder / name}.txt: cannot be read ({error}); build again") from None


def _read(path: Path) -> SourceText:
    """Return a document's record."""
    try:
        return SourceText(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise DataFolderError(f"{path}: cannot be read ({error}); build again") from None
