"""`ruhrgraph validate`: the published version, or RDF files, against the shapes."""

import argparse
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from ruhrgraph.graph.dumps.dumps import are_right, dumps_folder, read_manifest
from ruhrgraph.graph.rdf.formats import SUFFIXES, rdf_format_of_file
from ruhrgraph.graph.schema.validation import validate
from ruhrgraph.graph.versions.history import published_with_base
from ruhrgraph.graph.versions.integrity import damage
from ruhrgraph.graph.versions.repository import published, versions
from ruhrgraph.graph.versions.store import read_quads
from ruhrgraph.ontology.errors import DocumentError
from ruhrgraph.server.http.errors import NOT_VALID
from ruhrgraph.server.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print what does not keep a rule, one line each; violations make the exit code 1, warnings do not.

    Without files, it is also told which earlier versions are damaged, and whether the dumps are.

    Raises:
        DocumentError: A file cannot be read.
        DamagedVersionError: No file is named, and the published version is damaged.
        NotPublishedError, DataFolderError: No file is named, and there is nothing published.

    """
    found = validate(_quads(arguments.files, settings), settings.base)
    violations = sum(item.severity == "violation" for item in found)
    damaged = () if arguments.files else tuple(_damages(settings.data))
    for line in (*(f"{item.severity}: {item}" for item in found), *(f"warning: {item}" for item in damaged)):
        sys.stdout.write(f"{line}\n")
    warnings = len(found) - violations + len(damaged)
    counted = f"{_counted(violations, 'violation')}, {_counted(warnings, 'warning')}"
    sys.stdout.write(f"{'not valid' if violations else 'valid'}: {counted}\n")
    return NOT_VALID if violations else 0


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _damages(data: Path) -> Iterator[str]:
    """Yield what is damaged beside the version in use: its dumps, and other versions."""
    used = published(data)
    made = read_manifest(used)
    if dumps_folder(used).exists() and not (made and are_right(used, made)):
        yield f"the dumps of version {used.digest[:12]} are damaged, and made anew when they are next asked for"
    yield from filter(None, (damage(version) for version in versions(data) if version != used))


def _quads(files: Sequence[Path], settings: Settings) -> Iterator[ox.Quad]:
    """Return the quads of the files, or of the published version where none are named."""
    if files:
        return (quad for path in files for quad in _parsed(path))
    return read_quads(published_with_base(settings.data, settings.base))


def _parsed(path: Path) -> Iterator[ox.Quad]:
    """Yield the quads of one file, read as what its suffix says."""
    format_ = rdf_format_of_file(path.name)
    if format_ is None:
        raise DocumentError(f"{path}: is no RDF file by its suffix; name one of {', '.join(SUFFIXES)}")
    try:
        with path.open("rb") as file:
            if file.read(len(BOM_UTF8)) != BOM_UTF8:
                file.seek(0)
            yield from ox.parse(file, format=format_.engine)
    except SyntaxError as error:
        place = f":{error.lineno}" if error.lineno else ""
        raise DocumentError(f"{path}{place}: {error.msg or error}") from None
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read ({error.strerror or error})") from None
