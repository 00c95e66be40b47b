"""The tables give the statements back that they were made of."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from ruhrgraph.graph.dumps.dumps import Manifest, dumps_folder
from ruhrgraph.graph.versions.repository import Version
from tests.graph.dumps.statements import BASE, whole

NAME = "ruhrgraph-tables.zip"


def test_tables_give_the_statements_back(version: Version, dumped: Manifest) -> None:
    """Read as their description says, the tables contain all statements about things of the ontology's classes."""
    with zipfile.ZipFile(dumps_folder(version) / NAME) as archive:
        assert archive.testzip() is None
        files = {entry: archive.read(entry).decode() for entry in archive.namelist()}
    described = json.loads(files["csv-metadata.json"])
    assert {table["url"] for table in described["tables"]} == set(files) - {"csv-metadata.json", "README.md"}
    back = {triple for table in described["tables"] for triple in _read_table(files[table["url"]], table)}
    quads = whole(version)
    of_class = f"{BASE}ontology#"
    types = {quad for quad in quads if quad.predicate.value.endswith("#type")}
    things = {quad.subject for quad in types if str(quad.object).startswith(f"<{of_class}")}
    expected = {quad.triple for quad in quads if quad.subject in things and quad not in types}
    expected |= {quad.triple for quad in types if str(quad.object).startswith(f"<{of_class}")}
    assert back == expected
    assert [file.statements for file in dumped.files if file.name == NAME] == [len(back)]


def _read_table(text: str, described: dict[str, object]) -> Iterator[ox.Triple]:
    """Yield the statements of a table, as CSVW makes them."""
    schema = described["tableSchema"]
    assert isinstance(schema, dict)
    first, *columns = schema["columns"]
    head, *rows = csv.reader(io.StringIO(text, newline=""))
    stored = [column for column in columns if not column.get("virtual")]
    assert head == [first["name"], *(column["name"] for column in stored)]
    assert head == [first["titles"], *(column["titles"] for column in stored)]
    of_class = [column for column in columns if column.get("virtual")]
    for iri, *row in rows:
        subject = NamedNode(iri)
        for column in of_class:
            yield ox.Triple(subject, NamedNode(column["propertyUrl"]), NamedNode(column["valueUrl"]))
        for column, cell in zip(stored, row, strict=True):
            if column.get("suppressOutput"):
                continue
            separator = column.get("separator")
            for value in (cell.split(separator) if separator else [cell]) if cell else []:
                yield ox.Triple(subject, NamedNode(column["propertyUrl"]), _cell(value, column))


def _cell(value: str, column: dict[str, object]) -> NamedNode | Literal:
    """Return a value of a column as a term."""
    datatype = column["datatype"]
    if "valueUrl" in column:
        assert column["valueUrl"] == f"{{+{column['name']}}}"
        return NamedNode(value)
    if "lang" in column:
        return Literal(value, language=str(column["lang"]))
    if isinstance(datatype, dict):
        return Literal(value, datatype=NamedNode(datatype["@id"]))
    return Literal(value, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))
