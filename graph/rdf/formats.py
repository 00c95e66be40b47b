"""The table of the formats in which RDF and query results are read and written.

Only this module knows names, media types and suffixes; a format that is added here is known everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

import pyoxigraph as ox


@dataclass(frozen=True)
class Format:
    """A format: its short name (as in `?format=`), its media type, and other names that clients have for both."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    short_names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GraphFormat(Format):
    """A format of RDF.

    `title` is its name for people, `suffix` that of its files without the dot, `w3c` its local name among the W3C's
    file formats (https://www.w3.org/ns/formats/), `engine` pyoxigraph's format; `named_graphs` says whether it tells
    the graph of a statement, `prefixes` whether it is written with prefixes.
    """

    title: str
    suffix: str
    w3c: str
    engine: ox.RdfFormat
    named_graphs: bool = False
    prefixes: bool = False


@dataclass(frozen=True, kw_only=True)
class ResultFormat(Format):
    """A format of the solutions of a SELECT or the answer of an ASK; `w3c` and `engine` are as in `GraphFormat`."""

    w3c: str
    engine: ox.QueryResultsFormat


RDF_FORMATS: Final = (
    GraphFormat(
        name="ttl",
        title="Turtle",
        media_type="text/turtle",
        aliases=("application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3"),
        short_names=("turtle", "n3"),
        suffix="ttl",
        w3c="Turtle",
        engine=ox.RdfFormat.TURTLE,
        prefixes=True,
    ),
    GraphFormat(
        name="nt",
        title="N-Triples",
        media_type="application/n-triples",
        aliases=("text/plain",),
        short_names=("ntriples", "n-triples"),
        suffix="nt",
        w3c="N-Triples",
        engine=ox.RdfFormat.N_TRIPLES,
    ),
    GraphFormat(
        name="jsonld",
        title="JSON-LD",
        media_type="application/ld+json",
        aliases=("application/x-json+ld", "application/json", "application/rdf+json-ld"),
        short_names=("json-ld", "json"),
        suffix="jsonld",
        w3c="JSON-LD",
        engine=ox.RdfFormat.JSON_LD,
        named_graphs=True,
    ),
    GraphFormat(
        name="rdfxml",
        title="RDF/XML",
        media_type="application/rdf+xml",
        aliases=("application/xml", "text/xml"),
        short_names=("rdf", "rdf+xml", "xml", "owl"),
        suffix="rdf",
        w3c="RDF_XML",
        engine=ox.RdfFormat.RDF_XML,
        prefixes=True,
    ),
    GraphFormat(
        name="trig",
        title="TriG",
        media_type="application/trig",
        aliases=("application/x-trig",),
        suffix="trig",
        w3c="TriG",
        engine=ox.RdfFormat.TRIG,
        named_graphs=True,
        prefixes=True,
    ),
    GraphFormat(
        name="nq",
        title="N-Quads",
        media_type="application/n-quads",
        aliases=("text/x-nquads",),
        short_names=("nquads", "n-quads"),
        suffix="nq",
        w3c="N-Quads",
        engine=ox.RdfFormat.N_QUADS,
        named_graphs=True,
    ),
)
"""The formats of RDF, the preferred one first."""

RESULT_FORMATS: Final = (
    ResultFormat(
        name="json",
        media_type="application/sparql-results+json",
        aliases=("application/json", "text/json"),
        short_names=("srj",),
        w3c="SPARQL_Results_JSON",
        engine=ox.QueryResultsFormat.JSON,
    ),
    ResultFormat(
        name="xml",
        media_type="application/sparql-results+xml",
        aliases=("application/xml", "text/xml"),
        short_names=("srx",),
        w3c="SPARQL_Results_XML",
        engine=ox.QueryResultsFormat.XML,
    ),
    ResultFormat(name="csv", media_type="text/csv", w3c="SPARQL_Results_CSV", engine=ox.QueryResultsFormat.CSV),
    ResultFormat(
        name="tsv",
        media_type="text/tab-separated-values",
        short_names=("text",),
        w3c="SPARQL_Results_TSV",
        engine=ox.QueryResultsFormat.TSV,
    ),
)
"""The formats of query results, the preferred one first."""

RDF_NAMES: Final = tuple(format_.name for format_ in RDF_FORMATS)
RESULT_NAMES: Final = tuple(format_.name for format_ in RESULT_FORMATS)
"""The short names of both kinds."""
SUFFIXES: Final = tuple(f".{format_.suffix}" for format_ in RDF_FORMATS)
"""The suffixes of files of RDF."""

_RDF: Final[Mapping[str, GraphFormat]] = {format_.name: format_ for format_ in RDF_FORMATS}
_RESULTS: Final[Mapping[str, ResultFormat]] = {format_.name: format_ for format_ in RESULT_FORMATS}


def rdf_format(name: str) -> GraphFormat:
    """Return a format of RDF by its short name.

    Raises:
        KeyError: There is none of that name.

    """
    return _RDF[name]


def result_format(name: str) -> ResultFormat:
    """Return a format of query results by its short name.

    Raises:
        KeyError: There is none of that name.

    """
    return _RESULTS[name]


def rdf_format_of_file(file: str) -> GraphFormat | None:
    """Return the format of RDF that the suffix of a file's name says, or None."""
    suffix = PurePath(file).suffix.lower().removeprefix(".")
    return next((item for item in RDF_FORMATS if suffix in (item.suffix, item.name, *item.short_names)), None)
