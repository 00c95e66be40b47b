"""What the API answers: the manifest, candidates, suggestions, proposed properties; as JSON has them.

In: what was found. Out: dicts and lists.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from ruhrgraph.server.reconciliation.candidates import Candidate, by_name
from ruhrgraph.server.reconciliation.entity_types import KINDS, namespace
from ruhrgraph.server.reconciliation.index import Entity, Index
from ruhrgraph.server.reconciliation.requests import MOST_QUERIES, Query
from ruhrgraph.server.reconciliation.similarity import form

VERSIONS = ["0.1", "0.2"]
_PAGE = 20
_MOST_PROPERTIES = 100
_PREVIEW_WIDTH, _PREVIEW_HEIGHT = 420, 280


def manifest(index: Index, here: str) -> dict[str, Any]:
    """Return what the service is and can do.

    Args:
        index: What things and properties are called.
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
        "defaultTypes": [_type(kind, index) for kind in KINDS],
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


def result(candidates: Iterable[Candidate], index: Index) -> dict[str, Any]:
    """Return the answer to one query."""
    return {"result": [_candidate(candidate, index) for candidate in candidates]}


def suggested_entities(prefix: str, types: Sequence[str], cursor: int, index: Index) -> dict[str, Any]:
    """Return things whose names begin with a prefix, or have a word that does; where there are none, similar ones.

    Args:
        prefix: What was typed so far, or an identifier.
        types: The types that they may be of; none means any.
        cursor: How many of them to leave out.
        index: All names.

    """
    kinds = index.known_kinds(types) if types else KINDS
    if entity := index.find(prefix.strip()):
        found = [entity]
    else:
        ranked = sorted(
            (rank, entity.label.casefold(), entity.id, entity)
            for kind in kinds
            for entity in index.kinds[kind].entities
            if (rank := _rank(prefix, entity)) is not None
        )
        found = [entity for *_, entity in ranked]
    if not found and prefix.strip():
        found = [candidate.entity for candidate in by_name(Query(prefix, tuple(types)), index)]
    return {"result": [_suggestion(entity, index) for entity in found[cursor : cursor + _PAGE]]}


def suggested_terms(terms: Iterable[str], prefix: str, cursor: int, index: Index) -> dict[str, Any]:
    """Return types or properties of which the name or the identifier has a word that begins with a prefix."""
    wanted = form(prefix).words
    found = [
        {"id": term, "name": name, "description": term}
        for term in terms
        if (name := index.labels.get(term, term))
        and any(f" {text}".find(f" {wanted}") >= 0 for text in (form(name).words, form(term).words))
    ]
    return {"result": sorted(found, key=lambda item: item["name"].casefold())[cursor : cursor + _PAGE]}


def proposed(type_: str, limit: int | None, index: Index) -> dict[str, Any]:
    """Return the properties that things of a type have."""
    known = index.known_kinds([type_])
    terms = index.properties[known[0]] if known else ()
    found = sorted(({"id": term, "name": index.labels.get(term, term)} for term in terms), key=_name)
    most = min(limit or _MOST_PROPERTIES, _MOST_PROPERTIES)
    return {"type": type_, "limit": most, "properties": found[:most]}


def _rank(prefix: str, entity: Entity) -> int | None:
    """Return how well a thing fits what was typed so far, 0 for best; None where it does not."""
    wanted = form(prefix).words
    if not wanted:
        return 2
    names = [names.words for names in entity.forms]
    if any(name.startswith(wanted) for name in names):
        return 0
    return 1 if any(f" {wanted}" in name for name in names) else None


def _candidate(candidate: Candidate, index: Index) -> dict[str, Any]:
    """Return a candidate."""
    entity = candidate.entity
    return {
        "id": entity.id,
        "name": entity.label,
        "description": entity.description,
        "type": [_type(entity.kind, index)],
        "score": candidate.score,
        "match": candidate.match,
        "features": [{"id": name, "value": value} for name, value in candidate.features],
    }


def _suggestion(entity: Entity, index: Index) -> dict[str, Any]:
    """Return a thing as a suggestion."""
    return {
        "id": entity.id,
        "name": entity.label,
        "description": entity.description,
        "notable": [_type(entity.kind, index)],
    }


def _type(kind: str, index: Index) -> dict[str, str]:
    """Return a type."""
    return {"id": kind, "name": index.labels.get(kind, kind)}


def _name(item: dict[str, str]) -> str:
    return item["name"].casefold()


SUGGESTED = ("entity", "property", "type")
"""What can be suggested."""
