"""`ruhrgraph query`: a canned query, a file or standard input, answered from the published version."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from ruhrgraph.graph.rdf.formats import RDF_NAMES, RESULT_NAMES
from ruhrgraph.graph.versions.history import published_with_base
from ruhrgraph.graph.versions.things_maker import things_of
from ruhrgraph.ontology.errors import EngineSwitchedError, NotAcceptableError, ParameterError, QueryNotFoundError
from ruhrgraph.queries import CannedQuery, bind, parse, read
from ruhrgraph.server.commands.table import table
from ruhrgraph.server.engine.evaluation import (
    Queryable,
    Result,
    evaluate,
    write_graph,
    write_results,
)
from ruhrgraph.server.engine.pool.store import open_version
from ruhrgraph.server.engine.process_limits import enlarge_stack, no_descriptors
from ruhrgraph.server.engine.request import SparqlRequest
from ruhrgraph.server.settings import Settings

_TABLE = "table"
_Asked: TypeAlias = Callable[[], AbstractContextManager[Queryable]]


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Answer the query.

    Raises:
        QueryNotFoundError, QuerySyntaxError, QueryRefusedError, ParameterError: The query or a parameter is at fault.
        NameNotFoundError: A parameter names nothing that there is.
        NotAcceptableError: Its answer has no such format.
        NotPublishedError, DataFolderError: There is nothing to ask.
        EngineError: The engine of the settings fails.

    """
    query, values = _query(arguments.query, settings.base), parameter_values(arguments.param)
    text = "" if query.needs_names(values) else bind(query, values)
    try:
        answer = _answer(query, values, text, arguments.format, settings)
    except EngineSwitchedError:  # once more, from the version that is in use now
        answer = _answer(query, values, text, arguments.format, settings)
    sys.stdout.buffer.write(answer)
    return 0


def _answer(
    query: CannedQuery, values: Mapping[str, str], text: str, format_name: str | None, settings: Settings
) -> bytes:
    """Return the answer to a query from the version in use, as bytes in a format.

    Args:
        query: The query.
        values: Its parameters.
        text: It with its parameters, "" where names among these have to be looked up.
        format_name: The format.
        settings: Where the version is.

    Raises:
        RuhrgraphError: As from `run`.

    """
    asked = _asked_engine(settings) if settings.engine else _asked_store(settings)
    if not text:
        with asked() as store:
            text = bind(query, values, things_of(store, settings.base))
    with asked() as store, evaluate(store, SparqlRequest(text), settings.service_allow, base=settings.base) as result:
        return _written(result, format_name, settings.base, text)


def _asked_store(settings: Settings) -> _Asked:
    """Return what gives the version in use in the data folder, in which a query can reach no network."""
    opened = open_version(published_with_base(settings.data, settings.base), union=True)
    enlarge_stack()

    @contextmanager
    def asked() -> Iterator[Queryable]:
        with no_descriptors(opened.files):
            yield opened.store

    return asked


def _asked_engine(settings: Settings) -> _Asked:
    """Return what gives the version in use in the engine of the settings, for one query each time."""
    # Imported only here, as they take time that queries of the data folder need not wait for.
    from ruhrgraph.server.engine.remote.endpoint import Endpoint  # noqa: PLC0415  # see above
    from ruhrgraph.server.engine.remote.marker import read_marker  # noqa: PLC0415  # see above
    from ruhrgraph.server.engine.remote.remote_store import RemoteStore  # noqa: PLC0415  # see above

    assert settings.engine is not None  # noqa: S101  # who calls this has looked
    endpoint = Endpoint(settings.engine)
    marker = read_marker(endpoint, settings.base, settings.query_timeout)
    store = RemoteStore(endpoint, settings.base, marker)
    return lambda: store.within(time.monotonic() + settings.query_timeout, lambda: None)


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
