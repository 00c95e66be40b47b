"""Whether the version in use is right: what is wrong with it, and whether its files have changed since they were read.

In: the data folder, and the outcome of each attempt to read a version. Out: an error or none. A change is seen by the
names, sizes and times of the files; whether it is damage shows when the version is read again. So a version that was
repaired is noticed in the same way.
"""

import sys
from pathlib import Path

from ruhrgraph.graph.versions.integrity import signature
from ruhrgraph.graph.versions.repository import Version, current
from ruhrgraph.ontology.errors import DamagedVersionError, DataFolderError, NotPublishedError, RuhrgraphError


class VersionWatch:
    """What is known of the version that a link names, and of those that were read before it.

    Args:
        data: The data folder.

    """

    right_again = "the version in use can be read again"
    """What is told once nothing is wrong any more."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._read: dict[str, str] = {}
        self._damaged: dict[str, RuhrgraphError] = {}
        self._logged = ""

    def begin(self, link: str) -> None:
        """Note that the version that a link names is being read from now on."""
        self._read[link] = self._signature(link)

    def end(self, link: str, error: RuhrgraphError | None = None) -> None:
        """Note that it was read, or why it could not be."""
        self._damaged.pop(link, None)
        if isinstance(error, DamagedVersionError):
            self._damaged[link] = error

    def keep(self, *links: str) -> None:
        """Forget all versions but some."""
        for known in (self._read, self._damaged):
            for link in known.keys() - links:
                del known[link]

    def fault(self, link: str) -> RuhrgraphError | None:
        """Return what is wrong with the version in use, None if nothing is known to be.

        Args:
            link: What `current` says, "" if it is no link.

        """
        try:
            if current(self._data) is None:
                return NotPublishedError("nothing is published yet; run `ruhrgraph build`")
        except DataFolderError as error:
            return error
        return self._damaged.get(link)

    def can_go_on(self, _fault: RuhrgraphError) -> bool:
        """Return whether a version that is in memory goes on to answer; each does, as it is whole."""
        return True

    def look(self) -> None:
        """Look at once which version is in use; the link of a data folder is always new."""

    def close(self) -> None:
        """Watch no longer."""

    def close_copy(self) -> None:
        """Leave it to the process that this one was forked from."""

    def has_changed(self, link: str) -> bool:
        """Return whether the files of a version that was read have changed since."""
        return link in self._read and self._read[link] != self._signature(link)

    def tell(self, fault: RuhrgraphError | None) -> None:
        """Write to the log what is wrong, once, and then that it is right again."""
        reason = str(fault or "")
        if reason == self._logged:
            return
        self._logged = reason
        sys.stderr.write(f"ruhrgraph: {reason or self.right_again}\n")

    def _signature(self, link: str) -> str:
        return signature(Version(Path(link).name, self._data / link))
