"""A version's folder and its record, version.json: how it came about, and what its files hold.

The record has a checksum of its own, and size and SHA-256 of each file, so that `ruhrgraph.graph.versions.integrity`
finds whatever is not as it was written.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from ruhrgraph.ontology.errors import DamagedVersionError

HELP = "run `ruhrgraph build`, or `ruhrgraph rollback DIGEST` to go back to another version"
"""What to do about a damaged version."""

_UNION, _DERIVED = "union", "derived"
MADE_OF_STORE = (_UNION, _DERIVED)
"""The folders of a version that can be made again of its store; the record does not list them."""

_CHECKSUM = "checksum"


@dataclass(frozen=True, slots=True)
class Version:
    """A published version: its digest (64 hexadecimal digits) and its folder.

    The digest of a build is the SHA-256 of its canonical N-Quads; that of a write follows from its parent and itself.
    """

    digest: str
    folder: Path

    @property
    def dataset(self) -> Path:
        """The dataset as canonical N-Quads; a large version that a write made has none."""
        return self.folder / "dataset.nq"

    @property
    def store(self) -> Path:
        """The dataset as a RocksDB store, which is only read; a small version has none."""
        return self.folder / "store"

    @property
    def union(self) -> Path:
        """The same store with the union of all graphs as default graph; made with the version, or when it is needed."""
        return self.folder / _UNION

    @property
    def report(self) -> Path:
        """The reading report as JSON."""
        return self.folder / "report.json"

    @property
    def documents(self) -> Path:
        """The folder of the source texts (see `source_texts`); versions of older releases have none."""
        return self.folder / "documents"

    @property
    def difference_file(self) -> Path:
        """How the version differs from its parent (see `difference`); a build has none, nor has a large change."""
        return self.folder / "difference.json"

    @property
    def derived(self) -> Path:
        """The folder of what is derived from a store on disk to serve it at once."""
        return self.folder / _DERIVED

    @property
    def record_file(self) -> Path:
        """The version's record, a `VersionRecord` as JSON."""
        return self.folder / "version.json"


@dataclass(frozen=True, slots=True)
class VersionFile:
    """A file of a version as it was written: its path in the folder, its bytes, its SHA-256 in hexadecimal digits.

    `modified` is its time of modification in nanoseconds since 1970; it only saves reading large files again.
    """

    name: str
    bytes: int
    sha256: str
    modified: int


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """How a version came about, as its version.json says.

    `kind` is `build`, `update` (SPARQL Update) or `store` (Graph Store Protocol), `parent` the digest of the version
    that was in use before, `made` the time in UTC, `seconds` how long making it took. `empty_graphs` are the IRIs of
    graphs that exist without a triple, which N-Quads cannot express. `base` is the base IRI of the build, or empty if
    an older release did not record it. `files` are all files but the record and the dumps; older releases did not
    record them.
    """

    digest: str
    parent: str | None
    made: str
    kind: str
    seconds: float
    empty_graphs: tuple[str, ...] = ()
    base: str = ""
    files: tuple[VersionFile, ...] = ()


def read_record(version: Version) -> VersionRecord:
    """Return the record of a version; a version of an older release without one counts as a build of unknown time.

    Raises:
        DamagedVersionError: The record is damaged.

    """
    try:
        content = json.loads(version.record_file.read_bytes())
        checksum = content.pop(_CHECKSUM, None)
        files = tuple(VersionFile(**file) for file in content.pop("files", ()))
        record = VersionRecord(**{**content, "empty_graphs": tuple(content["empty_graphs"]), "files": files})
    except FileNotFoundError:
        return VersionRecord(version.digest, None, "", "build", 0.0)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise damaged(version, f"version.json cannot be read ({getattr(error, 'strerror', None) or error})") from None
    if (checksum or files) and checksum != _checksum(record):
        raise damaged(version, "version.json is not as it was written")
    if record.digest != version.digest:
        raise damaged(version, f"version.json is that of version {record.digest[:12]}")
    return record


def write_record(version: Version, record: VersionRecord) -> None:
    """Write the record of a version into its folder, which is not in place yet.

    Raises:
        OSError: The disk is full or fails.

    """
    text = json.dumps({**asdict(record), _CHECKSUM: _checksum(record)}, ensure_ascii=False, indent=1)
    version.record_file.write_text(f"{text}\n", encoding="utf-8")


def damaged(version: Version, what: str) -> DamagedVersionError:
    """Return the error of a damaged version: what is wrong, and what to do."""
    return DamagedVersionError(f"version {version.digest[:12]} is damaged: {what}; {HELP}")


def utc_now() -> str:
    """Return the present time in UTC as version.json writes it, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _checksum(record: VersionRecord) -> str:
    """Return the SHA-256 of what a record says."""
    return hashlib.sha256(json.dumps(asdict(record), sort_keys=True).encode()).hexdigest()
