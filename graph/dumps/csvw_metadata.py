"""The description of the tables: the metadata of CSV on the Web, and a README for people.

In: the tables, and the comments of the ontology. Out: the text of both files.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ruhrgraph.graph.dumps.csv_columns import IRI, Column, Table, datatype
from ruhrgraph.graph.rdf.namespaces import RDF

Meanings = Mapping[str, list[dict[str, str]]]
"""The German and English comments of the terms of the ontology, by IRI."""

_THING = {"name": "iri", "titles": "iri", "datatype": "anyURI", "required": True, "suppressOutput": True}

_README = """# Ruhrgraph als Tabellen / as tables

Eine Datei je Klasse der Ontologie, eine Zeile je Ding: seine IRI, sein Name, und eine Spalte je Eigenschaft. Mehrere
Werte stehen in einer Zelle, mit einem Trennzeichen dazwischen; sind es IRIs, dann auch einzeln in einer eigenen Datei
(projekt-hatMassnahme.csv). Eine leere Zelle heißt, dass nichts gesagt ist.
Die Texte, die aus den Dokumenten angeführt werden, bleiben die ihres Herausgebers.

One file for each class of the ontology, one line for each thing: its IRI, its label, and a column for each property.
Several values stand in one cell, with a separator between them; IRIs stand one by one in a file of their own, too
(projekt-hatMassnahme.csv). An empty cell means that nothing is said.
The texts quoted from the documents stay those of their publisher.

The files are CSV in UTF-8 with commas, and their first line names the columns. csv-metadata.json says for each column
which property it is, its language or datatype, and its separator (CSV on the Web,
https://www.w3.org/TR/tabular-data-primer/). The ontology: {ontology}

| file | lines | what it lists |
|---|---|---|
{rows}
"""


def metadata(tables: Iterable[Table], base: str, meanings: Meanings) -> str:
    """Return the metadata of tables.

    Args:
        tables: The tables to describe.
        base: The base IRI of the graph.
        meanings: The comments of the ontology's terms, by IRI.

    """
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "de"}],
        "dc:title": "Ruhrgraph",
        "dc:source": {"@id": f"{base}dataset"},
        "dialect": {"trim": False},  # a quote may end in a blank
        "tables": [described for table in tables for described in (_table(table, meanings), *_links(table, meanings))],
    }
    return f"{json.dumps(described, ensure_ascii=False, indent=1)}\n"


def readme(tables: Iterable[Table], base: str, meanings: Meanings) -> str:
    """Return the README of tables."""
    rows = "\n".join(f"| {table.file} | {table.rows} | {_in_german(meanings, table.term)} |" for table in tables)
    return _README.format(ontology=f"{base}ontology", rows=rows)


def _in_german(meanings: Meanings, iri: str) -> str:
    """Return the German comment of a term on one line."""
    found = [" ".join(meaning["@value"].split()) for meaning in meanings.get(iri, []) if meaning["@language"] == "de"]
    return found[0].replace("|", "\\|") if found else iri


def _table(table: Table, meanings: Meanings) -> dict[str, Any]:
    """Return the description of one table; a virtual column, not in the file, gives the class of its things."""
    of_class = {"name": "class", "virtual": True, "propertyUrl": f"{RDF}type", "valueUrl": table.term}
    described: dict[str, Any] = {"url": table.file}
    if table.term in meanings:
        described["dc:description"] = meanings[table.term]
    schema = {
        "aboutUrl": "{+iri}",
        "primaryKey": "iri",
        "columns": [_THING, *(_column(column, meanings) for column in table.columns), of_class],
    }
    return {**described, "tableSchema": schema}


def _links(table: Table, meanings: Meanings) -> Iterator[dict[str, Any]]:
    """Yield the descriptions of the files in which each of several IRIs has a row of its own."""
    for file, column in table.links.items():
        described = {**_column(column, meanings), "required": True, "valueUrl": f"{{+{column.name}}}"}
        value = {name: what for name, what in described.items() if name not in ("separator", "suppressOutput")}
        schema = {"aboutUrl": "{+iri}", "primaryKey": ["iri", column.name], "columns": [_THING, value]}
        yield {"url": file, "tableSchema": schema}


def _column(column: Column, meanings: Meanings) -> dict[str, Any]:
    """Return the description of one column; several IRIs are statements in a file of their own."""
    property_, kind = column.key
    described: dict[str, Any] = {"name": column.name, "titles": column.name, "propertyUrl": property_}
    if property_ in meanings:
        described["dc:description"] = meanings[property_]
    described["datatype"] = datatype(kind)
    if kind.startswith("@"):
        described["lang"] = kind.removeprefix("@")
    if column.separator is not None:
        described["separator"] = column.separator
        if column.is_link:
            described["suppressOutput"] = True
    elif kind == IRI:
        described["valueUrl"] = f"{{+{column.name}}}"
    return described
