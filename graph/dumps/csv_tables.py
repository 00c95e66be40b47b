"""Writes the dataset as tables: a zip of CSV files, one for each class, with a description after CSVW and a README.

In: the whole or the facts as sorted N-Quads. Out: the zip. Any spreadsheet opens the tables; a program that reads CSVW
(https://www.w3.org/TR/tabular-data-primer/) gets the statements back.
"""

import csv
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from pyoxigraph import Literal, Quad, RdfFormat

from ruhrgraph.graph.dumps.csv_columns import Table, cells, classes, tables, text
from ruhrgraph.graph.dumps.csvw_metadata import metadata, readme
from ruhrgraph.graph.dumps.partition import SMALL, Part
from ruhrgraph.graph.rdf.namespaces import RDFS
from ruhrgraph.graph.rdf.terms import node

METADATA = "csv-metadata.json"
_COMMENT = node(f"{RDFS}comment")
_DAY = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_UNIX = 3

_Comments = dict[str, list[dict[str, str]]]


def write_tables(part: Part, base: str, folder: Path, work: Path) -> tuple[Path, int]:
    """Write a part of the dataset as tables.

    Args:
        part: The whole or the facts.
        base: The base IRI of the graph.
        folder: Where the zip goes.
        work: Where the tables are put meanwhile.

    Returns:
        The zip, and how many statements its tables hold.

    """
    source = part.quads or part.triples
    comments: _Comments = {}
    held = list(_things(source)) if part.quad_count <= SMALL else None
    found, count = tables(_noting_comments(held or _things(source), f"{base}ontology#", comments), base)
    _write_rows(held or _things(source), found, base, work)
    path = folder / f"{part.stem}-tables.zip"
    with zipfile.ZipFile(path, "w") as archive:
        about = readme(found.values(), base, comments, facts=part.content == "facts")
        archive.writestr(_entry("README.md"), about)
        archive.writestr(_entry(METADATA), metadata(found.values(), base, comments))
        for table in found.values():
            for file in (table.file, *table.links):
                _add(archive, work / file)
    return path, count


def _things(path: Path) -> Iterator[list[Quad]]:
    """Yield the statements about one thing after the other."""
    statements = ox.parse(path=str(path), format=RdfFormat.N_QUADS)
    quads = (quad for quad in statements if isinstance(quad, Quad))
    return (list(group) for _, group in groupby(quads, lambda quad: quad.subject))


def _noting_comments(things: Iterable[list[Quad]], vocabulary: str, comments: _Comments) -> Iterator[list[Quad]]:
    """Pass things on, and note the comments of those that are terms of the ontology."""
    for statements in things:
        iri = text(statements[0].subject)
        if iri.startswith(vocabulary):
            found = {
                quad.object.language: quad.object.value
                for quad in statements
                if quad.predicate == _COMMENT and isinstance(quad.object, Literal) and quad.object.language
            }
            if found:
                comments[iri] = [{"@value": found[language], "@language": language} for language in sorted(found)]
        yield statements


def _write_rows(things: Iterable[list[Quad]], found: dict[str, Table], base: str, work: Path) -> None:
    """Write the lines of all tables."""
    with ExitStack() as stack:

        def begin(file: str, *names: str) -> Any:  # noqa: ANN401  # the type of a writer has no name
            # CSVW, as RFC 4180, has lines end in CR and LF.
            output = stack.enter_context((work / file).open("w", encoding="utf-8", newline=""))
            writer = csv.writer(output, lineterminator="\r\n")
            writer.writerow(["iri", *names])
            return writer

        writers, links = {}, {}
        for name, table in found.items():
            writers[name] = begin(table.file, *(column.name for column in table.columns))
            links[name] = [(column.key, begin(file, column.name)) for file, column in table.links.items()]
        for statements in things:
            names = classes(statements, base)
            of_thing = cells(statements) if names else {}
            iri = text(statements[0].subject)
            for name in names:
                columns = found[name].columns
                row = ((column.separator or "").join(of_thing.get(column.key, ())) for column in columns)
                writers[name].writerow([iri, *row])
                for key, writer in links[name]:
                    writer.writerows((iri, value) for value in of_thing.get(key, ()))


def _entry(name: str) -> zipfile.ZipInfo:
    """Return the head of a file in the zip, which tells nothing of when and where it was made."""
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
