"""The requests of clients, parsed and checked: batches of queries (`queries=`), data extensions (`extend=`), as JSON.

In: text. Out: frozen dataclasses with names and values in NFC, or an error that says what is wrong and where.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.ontology.text import composed
from ruhrgraph.server.http.errors import RequestTooLargeError

MOST_QUERIES = 100
"""How many queries a batch may have."""
_MOST_CANDIDATES, _USUAL_CANDIDATES = 50, 10
_MOST_IDS, _MOST_PROPERTIES = 1000, 50
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class QueryProperty:
    """A property and values, of which a candidate should have one: names, or identifiers of things."""

    property: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReconciliationQuery:
    """A name to find (empty: any), the types that it may have (none: any), and what else is known of it."""

    text: str
    types: tuple[str, ...] = ()
    properties: tuple[QueryProperty, ...] = ()
    limit: int = _USUAL_CANDIDATES


@dataclass(frozen=True, slots=True)
class DataExtension:
    """The things and properties whose values are asked for, as they were named: the answer has the same names."""

    ids: tuple[str, ...]
    properties: tuple[str, ...]


def parse_queries(text: str) -> dict[str, ReconciliationQuery]:
    """Return the queries of a batch by their keys.

    Raises:
        BadRequestError: The text is not a batch as the API has it.
        RequestTooLargeError: It has too many queries.

    """
    given = _object(text, "queries")
    if len(given) > MOST_QUERIES:
        raise RequestTooLargeError(f"queries: there are {len(given)} queries; send at most {MOST_QUERIES} at once")
    return {key: _query(value, f"queries: {key[:50]}") for key, value in given.items()}


def parse_extension(text: str) -> DataExtension:
    """Return the data extension in a text.

    Raises:
        BadRequestError: The text is not a data extension query as the API has it.
        RequestTooLargeError: It has too many things or properties.

    """
    given = _object(text, "extend")
    ids = [_text(value, "extend: an id") for value in _list(given.get("ids"), "extend: ids")]
    properties = [
        _identifier(value, "extend: a property") for value in _list(given.get("properties"), "extend: properties")
    ]
    for what, values, most in (("ids", ids, _MOST_IDS), ("properties", properties, _MOST_PROPERTIES)):
        if len(values) > most:
            raise RequestTooLargeError(f"extend: there are {len(values)} {what}; send at most {most} at once")
    return DataExtension(tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(properties)))


def _query(given: object, where: str) -> ReconciliationQuery:
    """Return one query."""
    if not isinstance(given, dict):
        raise BadRequestError(f"{where}: each query has to be an object")
    text = given.get("query", "")
    if not isinstance(text, str):
        raise BadRequestError(f"{where}: query: this has to be text")
    properties = _list(given.get("properties"), f"{where}: properties")
    if len(properties) > _MOST_PROPERTIES:
        raise BadRequestError(f"{where}: there are more than {_MOST_PROPERTIES} properties")
    if "query" not in given and not properties:
        raise BadRequestError(f"{where}: there is neither a query nor a property in it")
    types = given.get("type")
    return ReconciliationQuery(
        composed(text).strip(),
        tuple(
            _identifier(type_, f"{where}: type") for type_ in (types if isinstance(types, list) else [types]) if type_
        ),
        tuple(filter(None, (_wanted(item, where) for item in properties))),
        _limit(given.get("limit"), where),
    )


def _wanted(given: object, where: str) -> QueryProperty | None:
    """Return one property that a candidate should have; None where the client chose no property for its column."""
    if not isinstance(given, dict) or "v" not in given:
        raise BadRequestError(f"{where}: each property has to be an object with `pid` and `v`")
    values = given["v"] if isinstance(given["v"], list) else [given["v"]]
    if given.get("pid", "") is None:
        return None
    return QueryProperty(
        _identifier(given.get("pid"), f"{where}: pid"), tuple(_value(value, where) for value in values)
    )


def _value(given: object, where: str) -> str:
    """Return a value of a property; for a thing its identifier."""
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, int | float):
        return f"{given:g}" if isinstance(given, float) else str(given)
    return _identifier(given, f"{where}: v")


def _identifier(given: object, where: str) -> str:
    """Return an identifier in NFC, whether it stands alone or in an object."""
    return composed(_text(given.get("id") if isinstance(given, dict) else given, where))


def _limit(given: object, where: str) -> int:
    """Return how many candidates are wanted, within the limit."""
    if given is None:
        return _USUAL_CANDIDATES
    if isinstance(given, bool) or not isinstance(given, int | float) or not given >= 1:
        raise BadRequestError(f"{where}: limit has to be a whole number above 0")
    return int(min(given, _MOST_CANDIDATES))


def _object(text: str, where: str) -> dict[str, Any]:
    """Return the JSON object in a text."""
    try:
        given = json.loads(text)
        # JSON can write half of a surrogate pair (`"\ud800"`), which is no text and could not be answered.
        json.dumps(given, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise BadRequestError(f"{where}: there is half of a surrogate pair in this, which is no character") from None
    except ValueError as error:
        raise BadRequestError(f"{where}: this is no JSON ({error})") from None
    except RecursionError:
        raise BadRequestError(f"{where}: this JSON nests too deep") from None
    if not isinstance(given, dict):
        raise BadRequestError(f"{where}: this has to be a JSON object")
    return given


def _list(given: object, where: str) -> Sequence[Any]:
    """Return a list; where there is none, an empty one."""
    if given is None:
        return ()
    if not isinstance(given, list):
        raise BadRequestError(f"{where}: this has to be a list")
    return given


def _text(given: object, where: str) -> str:
    """Return a text that is not too long."""
    if not isinstance(given, str):
        raise BadRequestError(f"{where}: this has to be text")
    if len(given) > _LONGEST:
        raise BadRequestError(f"{where}: this is longer than {_LONGEST} characters")
    return given
