"""The zip of tables: as Gephi and Excel want them, with a codebook and metadata that fit the tables."""

import csv
import io
import json
import zipfile

import pytest

from ruhrgraph.graph.networks.files.codebook import EDGE_COLUMNS, NODE_COLUMNS, codebook
from ruhrgraph.graph.networks.files.csv_files import csv_zip
from ruhrgraph.graph.networks.files.drawing import draw
from ruhrgraph.graph.networks.network import Network
from tests.graph.networks.samples import network


def _files(made: Network) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(csv_zip(draw(made)))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_headed_as_gephi_expects(networks: dict[str, Network]) -> None:
    """The columns that Gephi knows by name are there, and each file says by its first bytes that it is UTF-8."""
    files = _files(networks["actors"])
    assert sorted(files) == ["codebook.csv", "csv-metadata.json", "edges.csv", "nodes.csv"]
    heads = {name: content.split(b"\r\n")[0].decode("utf-8-sig") for name, content in files.items()}
    assert heads["nodes.csv"].startswith("Id,Label,type,degree,")
    assert heads["edges.csv"].startswith("Id,Source,Target,Type,Weight,relation,")
    assert all(content.startswith(b"\xef\xbb\xbf") for name, content in files.items() if name.endswith(".csv"))
    assert {row["Type"] for row in _rows(files["edges.csv"])} == {"Directed"}
    assert {row["Type"] for row in _rows(_files(networks["persons"])["edges.csv"])} == {"Undirected"}


def test_columns_have_one_type(networks: dict[str, Network]) -> None:
    """Every cell is of the type that the codebook says: no 4 beside 1.7."""
    files = _files(networks["actors"])
    for name, columns in (("nodes.csv", NODE_COLUMNS), ("edges.csv", EDGE_COLUMNS)):
        for row in _rows(files[name]):
            assert list(row) == [column.name for column in columns]
            for column in columns:
                value = row[column.name]
                if column.type == "integer":
                    assert value.isdigit(), column
                elif column.type == "double" and value:
                    assert not value.lstrip("-").isdigit(), column
                    float(value)


@pytest.mark.parametrize("made", [network([]), network(["a-b"])])
def test_the_metadata_fit_the_tables(made: Network) -> None:
    """CSVW: each table has its columns in order, with datatypes that are known there, and lists with a separator."""
    files = _files(made)
    told = json.loads(files["csv-metadata.json"])
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    for table in told["tables"]:
        head = files[table["url"]].split(b"\r\n")[0].decode("utf-8-sig").split(",")
        columns = table["tableSchema"]["columns"]
        assert [column["titles"] for column in columns] == head
        assert {column["datatype"] for column in columns} <= {"anyURI", "string", "integer", "double", "date"}
        assert [column["titles"] for column in columns if "separator" in column] in ([], ["evidence", "via"])
        assert table["tableSchema"]["primaryKey"] in [column["name"] for column in columns]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_codebook_explains_every_column(networks: dict[str, Network], language: str) -> None:
    """Each column of both tables has a meaning; those of relation and weight are the network's own."""
    definition = networks["actors"].definition
    rows = list(codebook(definition, language))
    assert [row["column"] for row in rows] == [column.name for column in (*NODE_COLUMNS, *EDGE_COLUMNS)]
    assert all(row["meaning"] for row in rows)
    meanings = {(row["file"], row["column"]): row["meaning"] for row in rows}
    assert definition.edge[language] in meanings["edges.csv", "relation"]
    assert definition.weight[language] in meanings["edges.csv", "Weight"]
