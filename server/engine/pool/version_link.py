"""The link that names the version in use, in a data folder or where the marker of another engine is mirrored.

In: its path. Out: what it says.
"""

import os
from pathlib import Path

from ruhrgraph.ontology.errors import DataFolderError, NotPublishedError, RuhrgraphError


def read_link(path: str) -> str:
    """Return the target of the link to the version in use.

    Args:
        path: The link, as text: it is read for each query, and a path object takes ten times as long.

    Raises:
        NotPublishedError: Nothing is published.
        DataFolderError: It is no link.

    """
    try:
        return os.readlink(path)  # noqa: PTH115  # see above
    except FileNotFoundError:
        raise NotPublishedError("nothing is published yet; run `ruhrgraph build`") from None
    except OSError as error:
        raise DataFolderError(f"`current` in the data folder is no link to a version ({error.strerror})") from None


def link_or_nothing(path: str) -> str:
    """Return the target of the link to the version in use, "" if there is none."""
    try:
        return read_link(path)
    except RuhrgraphError:
        return ""


def mirror_folder(address: str) -> Path:
    """Return where the marker of another engine is mirrored.

    Args:
        address: The path of the socket of `Generations`.

    """
    return Path(address).with_name("engine")
