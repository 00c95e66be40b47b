"""`ruhrgraph query`: a canned query, a file or standard input, answered from the published version."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from ruhrgraph.graph.rdf.formats import RDF_NAMES, RESULT_NAMES
from ruhrgraph.graph.versions.history import published_with_base
from ruhrgraph.graph.versions.store import load_store
from ruhrgraph.ontology.errors import NotAcceptableError, ParameterError, QueryNotFoundError
from ruhrgraph.queries import CannedQuery, bind, parse, read
from ruhrgraph.server.commands.table import table
from ruhrgraph.server.engine.evaluation import Result, evaluate, fill_default_graph, write_graph, write_results
from ruhrgraph.server.engine.process_limits import enlarge_stack, no_descriptors
from ruhrgraph.server.engine.request import SparqlRequest
from ruhrgraph.server.engine.things_cache import things_of
from ruhrgraph.server.settings import Settings

_TABLE = "table"


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Answer the query.

    Raises:
        QueryNotFoundError, QuerySyntaxError, QueryRefusedError, ParameterError: The query or a parameter is at fault.
        NameNotFoundError: A parameter names nothing that there is.
        NotAcceptableError: Its answer has no such format.
        NotPublishedError, DataFolderError: There is nothing to ask.

    """
    query, values = _query(arguments.query, settings.base), parameter_values(arguments.param)
    text = "" if query.needs_names(values) else bind(query, values)
    store = fill_default_graph(load_store(published_with_base(settings.data, settings.base)))
    text = text or bind(query, values, things_of(store, settings.base))
    enlarge_stack()
    with no_descriptors(), evaluate(store, SparqlRequest(text), settings.service_allow, base=settings.base) as result:
        sys.stdout.buffer.write(_written(result, arguments.format, settings.base, text))
    return 0


def _written(result: Result, format_name: str | None, base: str, query: str) -> bytes:
    """Return the answer in a format.

    Raises:
        NotAcceptableError: The answer has no such format.

    """
    if not isinstance(result, ox.QuerySolutions | ox.QueryBoolean):
        name = format_name or "ttl"
        if name not in RDF_NAMES:
            raise NotAcceptableError(
                f"this query gives a graph, which cannot be {name}; name one of {', '.join(RDF_NAMES)}"
            )
        return write_graph(list(dict.fromkeys(result)), name, base, query)
    name = format_name or _TABLE
    if name == _TABLE:
        return table(result).encode()
    if name not in RESULT_NAMES:
        raise NotAcceptableError(
            f"this query gives a table, which cannot be {name}; name one of {_TABLE}, {', '.join(RESULT_NAMES)}"
        )
    return write_results(result, name)


def _query(name: str, base: str) -> CannedQuery:
    """Return the query of a name, of a file, or of standard input for `-`.

    Raises:
        QueryNotFoundError: There is none, or its text cannot be read.

    """
    try:
        if name == "-":
            return parse("standard input", sys.stdin.buffer.read().decode("utf-8-sig"))
        path = Path(name)
        if path.suffix == ".rq" or path.is_file():
            return parse(name, path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise QueryNotFoundError(f"{name}: is not valid UTF-8") from None
    except OSError as error:
        raise QueryNotFoundError(f"{name}: cannot be read ({error.strerror})") from None
    return read(name, base)


def parameter_values(given: Sequence[str]) -> dict[str, str]:
    """Return the values of `--param` by parameter name.

    Raises:
        ParameterError: One is not of the form NAME=VALUE, or is given twice.

    """
    values: dict[str, str] = {}
    for item in given:
        name, sign, value = item.partition("=")
        if not sign or not name:
            raise ParameterError(f"--param {item}: write NAME=VALUE")
        if name in values:
            raise ParameterError(f"--param {name} is given twice")
        values[name] = value
    return values
