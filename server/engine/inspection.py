"""A look at what a query or an update would fetch from elsewhere, by SERVICE or LOAD, before the engine gets it.

In: the text and the endpoints that it may call. Out: the text to evaluate, or an error. Where a text has one of these
words, the engine's own parser says whether it holds more of the keywords than were found here. What is overlooked in a
query reaches nothing, as its process can open no connection, unless it has a large store on disk, whose files the
engine opens late.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pyoxigraph as ox

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import QueryRefusedError
from ruhrgraph.server.engine.process_limits import no_descriptors
from ruhrgraph.server.engine.prologue import end_of_prologue
from ruhrgraph.server.engine.tokens import Token, tokens

_NONE: Mapping[str, str] = MappingProxyType({})
_KEYWORD = re.compile(r"SERVICE|LOAD", re.IGNORECASE | re.ASCII)
_HTTPS = re.compile("https:", re.IGNORECASE)
_UNREACHABLE = "<urn:ruhrgraph:refused>"
"""The engine calls endpoints by HTTP alone: this one gives what SILENT makes of an endpoint that does not answer."""


@dataclass(frozen=True, slots=True)
class _Fetch:
    """A SERVICE or LOAD of a text: its place, whether it is SILENT, and the token that names what to fetch."""

    keyword: str
    start: int
    silent: bool
    target: Token


def inspect(query: str, allowed: Mapping[str, str] = _NONE, base: str = DEFAULT_BASE) -> tuple[str, bool]:
    """Return the query to evaluate, and whether the engine may open connections for it.

    Args:
        query: The query.
        allowed: The endpoints that SERVICE may call, with the address to call. One that is not allowed gives the empty
            solution if it is SILENT.
        base: What relative IRIs are resolved against where the query says nothing.

    Raises:
        QueryRefusedError: It calls an endpoint that is not allowed.

    """
    if "SERVICE" not in query.upper():
        return query, False
    found = [fetch for fetch in _fetches(query) if fetch.keyword == "SERVICE"]
    prologue = query[: end_of_prologue(query)]
    endpoints = [_endpoint(prologue, fetch, allowed, base, silent=fetch.silent) for fetch in found]
    calls = any(endpoint != _UNREACHABLE for endpoint in endpoints)
    _refuse_more(query, found, ox.Store().query)
    return _with_targets(query, found, endpoints), calls


def inspect_update(update: str, allowed: Mapping[str, str] = _NONE, base: str = DEFAULT_BASE) -> str:
    """Return the update to carry out; LOAD SILENT does nothing in it.

    Args:
        update: The update.
        allowed: The endpoints that SERVICE may call, as in `inspect`.
        base: What relative IRIs are resolved against where the update says nothing.

    Raises:
        QueryRefusedError: It uses LOAD, or calls an endpoint that is not allowed.

    """
    if not _KEYWORD.search(update):
        return update
    found, read = list(_fetches(update)), ox.Store().update
    prologue = update[: end_of_prologue(update)]
    try:
        # What would be written without the answer of an endpoint is not what was meant: SERVICE is never silent here.
        endpoints = [
            _endpoint(prologue, fetch, allowed, base, silent=fetch.silent and fetch.keyword == "LOAD")
            for fetch in found
        ]
        _refuse_more(update, found, read)
    except QueryRefusedError:
        if _is_read(_with_targets(update, found, [_UNREACHABLE] * len(found)), read) or _is_read(update, read):
            raise
        return update  # it is against the grammar, so nothing of it is carried out, and the engine says where
    return _with_targets(update, found, endpoints)


def _fetches(text: str) -> Iterator[_Fetch]:
    """Yield each SERVICE and LOAD that is written as such; there need be no blank before SILENT."""
    found = list(tokens(text))
    for place, token in enumerate(found):
        keyword = token.text.upper().removesuffix("SILENT") if token.kind == "word" else ""
        if keyword not in ("SERVICE", "LOAD"):
            continue
        following = found[place + 1 : place + 4]
        silent = len(token.text) > len(keyword)
        if not silent and following and following[0].text.upper() == "SILENT":
            silent, following = True, following[1:]
        if following and following[0].kind in ("iri", "name", "variable"):
            yield _Fetch(keyword, token.start, silent, following[0])


def _endpoint(prologue: str, fetch: _Fetch, allowed: Mapping[str, str], base: str, *, silent: bool) -> str:
    """Return the address to call, in angle brackets.

    Raises:
        QueryRefusedError: It is not allowed, and that is not to be passed over in silence.

    """
    iri = _resolve(prologue, fetch.target, base) if allowed and fetch.keyword == "SERVICE" else None
    if iri is not None and iri in allowed:
        return f"<{allowed[iri]}>"
    if silent:
        return _UNREACHABLE
    if fetch.keyword == "LOAD":
        raise QueryRefusedError("LOAD is refused: nothing is fetched from elsewhere; send the data to /store instead")
    raise QueryRefusedError(f"SERVICE is refused: {fetch.target.text} is no endpoint that may be called from here")


def _resolve(prologue: str, target: Token, base: str) -> str | None:
    """Return the IRI that a token means behind a text's prologue, None where it means none."""
    try:
        found = ox.Store().query(f"{prologue} SELECT ({target.text} AS ?iri) {{}}", base_iri=base)
    except (SyntaxError, ValueError):
        return None
    iri = next(iter(found))["iri"] if isinstance(found, ox.QuerySolutions) else None
    return iri.value if isinstance(iri, ox.NamedNode) else None


def _with_targets(text: str, found: Sequence[_Fetch], endpoints: Sequence[str]) -> str:
    """Return a text in which each SERVICE and LOAD names an endpoint in full."""
    parts, end = [], 0
    for fetch, endpoint in zip(found, endpoints, strict=True):
        parts += [text[end : fetch.target.start], endpoint]
        end = fetch.target.start + len(fetch.target.text)
    return "".join([*parts, text[end:]])


def _refuse_more(text: str, found: Sequence[_Fetch], read: Callable[..., object]) -> None:
    """Refuse a text in which the engine finds a SERVICE or LOAD that was not found here.

    All others are misspelt: if the engine reads the text nevertheless, none of them was a keyword.

    Raises:
        QueryRefusedError: There is one.

    """
    known = {fetch.start for fetch in found}
    misspelt = _KEYWORD.sub(lambda word: word[0] if word.start() in known else f"{word[0][:-1]}x", text)
    nowhere = [_UNREACHABLE] * len(found)
    if (
        misspelt != text
        and not _is_read(_with_targets(misspelt, found, nowhere), read)
        and _is_read(_with_targets(text, found, nowhere), read)
    ):
        raise QueryRefusedError("SERVICE and LOAD are refused here, also without blanks around them")


def _is_read(text: str, read: Callable[..., object]) -> bool:
    """Return whether the engine can read a text; whatever it does with it then reaches nothing.

    Args:
        text: The text.
        read: The method of an empty store that reads such texts.

    """
    with no_descriptors():
        try:
            # Without descriptors the engine cannot load the certificates that HTTPS needs, and aborts.
            read(_HTTPS.sub("http:", text), base_iri="http://localhost/")
        except SyntaxError:
            return False
        except (RuntimeError, ValueError, OSError):
            return True
    return True
