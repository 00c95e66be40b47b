"""CSV: a zip of nodes and edges as Gephi and data frames read them, a codebook, and the metadata of CSV on the Web."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ruhrgraph.graph.networks.files.codebook import EDGE_COLUMNS, NODE_COLUMNS, Column, codebook
from ruhrgraph.graph.networks.files.drawing import Drawing, Value

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of all files in the zip, so that the same network gives the same bytes."""


def csv_zip(drawing: Drawing) -> bytes:
    """Return a network as a zip of `nodes.csv`, `edges.csv`, `codebook.csv` and `csv-metadata.json`."""
    network = drawing.network
    type_ = "Directed" if network.definition.directed else "Undirected"
    nodes = (
        {"Id": node.iri, "Label": node.label(drawing.language), **drawing.node_attributes(node)}
        for node in network.nodes
    )
    edges = (
        {
            "Id": drawing.edge_name(index),
            "Source": edge.source,
            "Target": edge.target,
            "Type": type_,
            "Weight": edge.weight,
            **drawing.edge_attributes(edge),
        }
        for index, edge in enumerate(network.edges)
    )
    files = {
        "nodes.csv": _table([column.name for column in NODE_COLUMNS], nodes),
        "edges.csv": _table([column.name for column in EDGE_COLUMNS], edges),
        "codebook.csv": _table(["file", "column", "type", "meaning"], codebook(network.definition, drawing.language)),
        "csv-metadata.json": _metadata(drawing),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, Value]]) -> bytes:
    """Return a table. The byte order mark tells Excel that it is UTF-8; pandas, R and Gephi skip it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _metadata(drawing: Drawing) -> bytes:
    """Return the description of the tables (https://www.w3.org/TR/tabular-metadata/)."""
    definition = drawing.network.definition
    title = {"@value": definition.title[drawing.language], "@language": drawing.language}
    content: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": drawing.language}],
        "dc:title": title,
        "tables": [
            {"url": url, "tableSchema": {"primaryKey": "Id", "columns": [_column(item, drawing) for item in columns]}}
            for url, columns in (("nodes.csv", NODE_COLUMNS), ("edges.csv", EDGE_COLUMNS))
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _column(column: Column, drawing: Drawing) -> dict[str, Any]:
    described = {
        "name": column.name,
        "titles": column.name,
        "datatype": column.type,
        "dc:description": column.meaning[drawing.language],
    }
    return {**described, "separator": " "} if column.is_list else described
