"""The responses of the API, as JSON has them: manifest, candidates, values, suggestions, proposals of properties.

In: what was found. Out: dicts and lists.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from ruhrgraph.queries.name_search import find_by_prefix
from ruhrgraph.queries.similarity import normalise
from ruhrgraph.queries.things import Entity
from ruhrgraph.server.reconciliation.candidates import Candidate, find_candidates
from ruhrgraph.server.reconciliation.entity_types import ENTITY_TYPES, namespace
from ruhrgraph.server.reconciliation.index import Index
from ruhrgraph.server.reconciliation.property_values import Values, cell
from ruhrgraph.server.reconciliation.requests import MOST_QUERIES, DataExtension, ReconciliationQuery

VERSIONS = ["0.1", "0.2"]
SUGGESTED = ("entity", "property", "type")
"""What can be suggested."""
_PAGE = 20
_MOST_PROPERTIES = 100
_PREVIEW_WIDTH, _PREVIEW_HEIGHT = 420, 280


def manifest(index: Index, here: str) -> dict[str, Any]:
    """Return the service manifest.

    Args:
        index: The names of types.
        here: The root of the server as the client sees it, ending in `/`.

    """
    root = here.rstrip("/")
    suggest = {what: {"service_url": root, "service_path": f"/reconcile/suggest/{what}"} for what in SUGGESTED}
    return {
        "versions": VERSIONS,
        "name": "Ruhrgraph: die Ruhr-Konferenz als Wissensgraph",
        "identifierSpace": f"{index.base}id/",
        "schemaSpace": namespace(index.base),
        "documentation": here,
        "defaultTypes": [_type(type_, index) for type_ in ENTITY_TYPES],
        "view": {"url": f"{here}reconcile/view?id={{{{id}}}}"},
        "preview": {
            "url": f"{here}reconcile/preview?id={{{{id}}}}",
            "width": _PREVIEW_WIDTH,
            "height": _PREVIEW_HEIGHT,
        },
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/reconcile/properties"},
            "property_settings": [],
        },
        "batchSize": MOST_QUERIES,
    }


def query_response(candidates: Iterable[Candidate], index: Index) -> dict[str, Any]:
    """Return the answer to one query."""
    return {"result": [_candidate(candidate, index) for candidate in candidates]}


def extension_response(asked: DataExtension, found: Values, index: Index) -> dict[str, Any]:
    """Return the answer to a data extension.

    Args:
        asked: What was asked; ids and properties come back as they were given.
        found: The values.
        index: The names of things and properties.

    """
    meta = [{"id": name, "name": index.labels.get(name, name)} for name in asked.properties]
    cells = {
        id_: {name: [cell(value, index) for value in found.get((id_, name), ())] for name in asked.properties}
        for id_ in (_identifier(given, index) for given in asked.ids)
    }
    return {"meta": meta, "rows": {given: cells[_identifier(given, index)] for given in asked.ids}}


def _identifier(given: str, index: Index) -> str:
    """Return the identifier of a thing that may be named by its IRI."""
    entity = index.find(given)
    return entity.id if entity else given


def suggest_entities(prefix: str, types: Sequence[str], cursor: int, index: Index) -> dict[str, Any]:
    """Return things whose name, or a word in it, begins with a prefix; where there are none, those of similar names.

    Args:
        prefix: What was typed so far, or an identifier.
        types: The types that they may have; none means any.
        cursor: How many of them to skip.
        index: All names.

    """
    known = index.known_types(types) if types else ENTITY_TYPES
    if entity := index.find(prefix.strip()):
        found = [entity]
    else:
        found = find_by_prefix(prefix, (index.by_type[type_] for type_ in known))
    if not found and prefix.strip():
        found = [candidate.entity for candidate in find_candidates(ReconciliationQuery(prefix, tuple(types)), index)]
    return {"result": [_suggestion(entity, index) for entity in found[cursor : cursor + _PAGE]]}


def suggest_terms(terms: Iterable[str], prefix: str, cursor: int, index: Index) -> dict[str, Any]:
    """Return types or properties whose name or identifier has a word that begins with a prefix."""
    wanted = normalise(prefix).words
    found = [
        {"id": term, "name": name, "description": term}
        for term in terms
        if (name := index.labels.get(term, term))
        and any(f" {text}".find(f" {wanted}") >= 0 for text in (normalise(name).words, normalise(term).words))
    ]
    return {"result": sorted(found, key=lambda item: item["name"].casefold())[cursor : cursor + _PAGE]}


def property_proposals(type_: str, limit: int | None, index: Index) -> dict[str, Any]:
    """Return the properties that things of a type have."""
    known = index.known_types([type_])
    terms = index.properties[known[0]] if known else ()
    found = sorted(({"id": term, "name": index.labels.get(term, term)} for term in terms), key=_name)
    most = min(limit or _MOST_PROPERTIES, _MOST_PROPERTIES)
    return {"type": type_, "limit": most, "properties": found[:most]}


def _candidate(candidate: Candidate, index: Index) -> dict[str, Any]:
    entity = candidate.entity
    return {
        "id": entity.id,
        "name": entity.label,
        "description": entity.description,
        "type": [_type(entity.type, index)],
        "score": candidate.score,
        "match": candidate.match,
        "features": [{"id": name, "value": value} for name, value in candidate.features],
    }


def _suggestion(entity: Entity, index: Index) -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.label,
        "description": entity.description,
        "notable": [_type(entity.type, index)],
    }


def _type(type_: str, index: Index) -> dict[str, str]:
    return {"id": type_, "name": index.labels.get(type_, type_)}


def _name(item: dict[str, str]) -> str:
    return item["name"].casefold()
