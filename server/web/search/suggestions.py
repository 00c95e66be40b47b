"""Suggestions while somebody types: things by the beginning of their names.

In: what was typed so far, and the named things of a version. Out: values as JSON has them.
"""

from collections.abc import Mapping
from typing import Any

from ruhrgraph.queries.lookup import nearest
from ruhrgraph.queries.name_search import find_by_prefix
from ruhrgraph.queries.things import NAMED_TYPES, Entity, Things
from ruhrgraph.server.language import Language
from ruhrgraph.server.language.class_names import class_names

MOST = 10
SEARCHED = tuple(type_ for type_ in NAMED_TYPES if type_ != "Quelle")
"""The classes of what is suggested."""


def suggestions(text: str, kind: str, things: Things, language: Language, home: str) -> dict[str, Any]:
    """Return what may be meant, the best first: by the beginning of a name or, where there is none, by its likeness.

    Args:
        text: What was typed so far.
        kind: A class, if only its things are wanted.
        things: The named things of the version.
        language: The language of the names of classes.
        home: The path that links to pages begin with.

    """
    if not text.strip():
        return {"suggestions": []}
    labels = class_names(things.base, language)
    return {"suggestions": [_suggestion(entity, things, labels, home) for entity in named(text, things, kind)]}


def named(text: str, things: Things, kind: str = "") -> list[Entity]:
    """Return the things whose names begin with a text or, where there are none, are spelled alike; the best first."""
    types = [type_ for type_ in SEARCHED if kind.lower() in ("", type_.lower()) and type_ in things.by_type]
    found = find_by_prefix(text, (things.by_type[type_] for type_ in types)) or nearest(text, types, things)
    return list(found[:MOST])


def _suggestion(entity: Entity, things: Things, labels: Mapping[str, str], home: str) -> dict[str, Any]:
    return {
        "iri": things.iri(entity.id),
        "label": entity.label,
        "shortName": entity.short_name,
        "kind": entity.type,
        "kindLabel": labels.get(entity.type, entity.type),
        "url": f"{home}doc/{entity.id}",
    }
