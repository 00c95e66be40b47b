"""The texts of the source documents in a version's folder: `NAME.txt`, the text whose characters the spans count.

Versions of older releases have no such folder, or a `NAME.json` beside each text, which is not read.
"""

from collections.abc import Mapping
from pathlib import Path

from ruhrgraph.ontology.errors import DataFolderError


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Write texts, by the names of their documents, into a folder, which is created."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text.encode())


def read_text(folder: Path, name: str) -> str | None:
    """Return the text of a document, or None if the folder has none of that name.

    Args:
        folder: The folder `documents` of a version.
        name: The name of the document as in its IRI. It may come from a request and is only looked up in this folder.

    Raises:
        DataFolderError: The text is there but cannot be read.

    """
    if not name or "/" in name or name.startswith("."):
        return None
    try:
        return (folder / f"{name}.txt").read_bytes().decode()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise DataFolderError(f"{folder / name}.txt: cannot be read ({error}); build again") from None
