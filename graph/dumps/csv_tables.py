"""Writes the dataset as tables: a zip of CSV files, one for each class, with a description after CSVW and a README.

In: the whole or the facts as sorted N-Quads. Out: the zip. Any spreadsheet opens the tables; a program that reads CSVW
(https://www.w3.org/TR/tabular-data-primer/) can restore the statements.
"""

import csv
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ruhrgraph.graph.dumps.csv_columns import Table, Thing, find_tables, things, value_text
from ruhrgraph.graph.dumps.csvw_metadata import metadata, readme
from ruhrgraph.graph.dumps.partition import Dataset, repeatable, subjects
from ruhrgraph.graph.rdf.namespaces import RDFS
from ruhrgraph.graph.rdf.terms import node

METADATA = "csv-metadata.json"
COMMENT = node(f"{RDFS}comment")
_DAY = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_UNIX = 3


def write_tables(dataset: Dataset, base: str, path: Path, work: Path) -> int:
    """Write a dataset as tables.

    Args:
        dataset: What to write.
        base: The base IRI of the graph.
        path: Where to write the zip.
        work: A folder for temporary files.

    Returns:
        How many statements the tables contain.

    Raises:
        OSError: The disk is full or fails.

    """
    rows = repeatable(dataset.quads, lambda: things(subjects(dataset), base))
    found, count = find_tables(rows(), base)
    _write_rows(rows(), found, work)
    comments = _comments(dataset.quads, f"{base}ontology#")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(_entry("README.md"), readme(found.values(), base, comments))
        archive.writestr(_entry(METADATA), metadata(found.values(), base, comments))
        for table in found.values():
            for file in (table.file, *table.links):
                _add(archive, work / file)
    return count


def _comments(quads: Path, vocabulary: str) -> dict[str, list[dict[str, str]]]:
    """Return the comments of the terms of the ontology, as JSON-LD has texts in a language."""
    start, comment = f"<{vocabulary}".encode(), f" {COMMENT} ".encode()
    with quads.open("rb") as file:
        lines = b"".join(line for line in file if line.startswith(start) and comment in line)
    found: dict[str, dict[str, str]] = {}
    for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS):
        if quad.predicate == COMMENT and isinstance(quad.object, ox.Literal) and quad.object.language:
            found.setdefault(value_text(quad.subject), {})[quad.object.language] = quad.object.value
    return {
        iri: [{"@value": value, "@language": language} for language, value in sorted(meanings.items())]
        for iri, meanings in found.items()
    }


def _write_rows(rows: Iterable[Thing], found: Mapping[str, Table], work: Path) -> None:
    """Write the lines of all tables."""
    with ExitStack() as stack:

        def begin(file: str, *names: str) -> Any:  # noqa: ANN401  # the type of a writer has no name
            # CSVW, as RFC 4180, has lines end in CR and LF.
            output = stack.enter_context((work / file).open("w", encoding="utf-8", newline=""))
            writer = csv.writer(output, lineterminator="\r\n")
            writer.writerow(["iri", *names])
            return writer

        columns, writers, links = {}, {}, {}
        for name, table in found.items():
            columns[name] = [(column.key, column.separator or "") for column in table.columns]
            writers[name] = begin(table.file, *(column.name for column in table.columns))
            links[name] = [(column.key, begin(file, column.name)) for file, column in table.links.items()]
        for thing in rows:
            for name in thing.classes:
                row = [separator.join(thing.cells.get(key, ())) for key, separator in columns[name]]
                writers[name].writerow([thing.iri, *row])
                for key, writer in links[name]:
                    writer.writerows((thing.iri, value) for value in thing.cells.get(key, ()))


def _entry(name: str) -> zipfile.ZipInfo:
    """Return the header of a file in the zip, without a time or a system, so that the bytes are repeatable."""
    entry = zipfile.ZipInfo(name, _DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    return entry


def _add(archive: zipfile.ZipFile, path: Path) -> None:
    """Add a file to the zip."""
    entry = _entry(path.name)
    entry.file_size = path.stat().st_size  # so that it knows before whether large sizes need more room
    with path.open("rb") as source, archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target, 1024 * 1024)
