"""The texts of the source documents in a version's folder: `NAME.txt`, the text whose characters the spans count.

Versions of older releases have no such folder, or a `NAME.json` beside each text, which is not read.
"""

from collections.abc import Mapping
from pathlib import Path

from ruhrgraph.graph.versions.integrity import read_file
from ruhrgraph.graph.versions.record import Version, damaged


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Write texts, by the names of their documents, into a folder, which is created."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text.encode())


def read_text(version: Version, name: str) -> str | None:
    """Return the text of a document, or None if the version has none of that name.

    Args:
        version: The version.
        name: The name of the document as in its IRI. It may come from a request and is only looked up in this folder.

    Raises:
        DamagedVersionError: The text is not as it was written.

    """
    if not name or "/" in name or name.startswith("."):
        return None
    try:
        return read_file(version, version.documents / f"{name}.txt").decode()
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise damaged(version, f"documents/{name}.txt cannot be read ({error})") from None
