"""Looks up which things a person means: by any of their names, their key, their number, or an IRI.

In: what a person wrote, the kinds of thing that it may mean, and the named things of a version. Out: the IRIs of all
things that have this name, however it is spelled; if there is none, an error that names the nearest.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product, zip_longest
from urllib.parse import unquote

from rapidfuzz import fuzz, process

from ruhrgraph.ontology.errors import NameNotFoundError
from ruhrgraph.ontology.text import composed
from ruhrgraph.queries.name_forms import as_family_name, name_forms
from ruhrgraph.queries.similarity import has_letters, normalise
from ruhrgraph.queries.things import NAMED_TYPES, Entity, Things, external_form

ANY = "ding"
KINDS: Mapping[str, str] = {type_.lower(): type_ for type_ in NAMED_TYPES} | {ANY: ""}
"""The kinds of thing that a parameter can stand for, as in IRIs, with their classes; `ding` is any."""

_LONGEST = 500
"""Characters; a longer text is no name."""
_FEW = 25
"""How many things are named all, where none is near."""
_NEAREST = 3
_LEAST = 60.0
_SHOWN = 100
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def find_iris(text: str, kinds: Sequence[str], things: Things) -> tuple[str, ...]:
    """Return the IRIs of all things that a text names, in order of their identifiers.

    Args:
        text: A name, an acronym, a code, a number, a key or an IRI.
        kinds: The kinds of thing that it may mean, of `KINDS`.
        things: The named things of a version.

    Raises:
        NameNotFoundError: Nothing of these kinds has this name; the message names the nearest.

    """
    found = known_iris(text, kinds, things)
    if not found:
        raise _nothing(composed(text).strip(), _types(kinds), things)
    return found


def known_iris(text: str, kinds: Sequence[str], things: Things) -> tuple[str, ...]:
    """Return the same, and nothing where nothing has this name: to find the nearest takes far longer.

    Args:
        text: As `find_iris` has it, and the two after it.
        kinds: The same.
        things: The same.

    """
    asked = composed(text).strip()
    if len(asked) > _LONGEST:
        return ()
    identifier = _identifier(asked, things.base)
    if ANY in kinds and identifier in things.nameless:
        return (things.iri(identifier),)
    forms = _forms(asked, identifier, _types(kinds))
    found = next((ids for ids in (_of_form(form, things) for form in forms) if ids), set[str]())
    return tuple(map(things.iri, sorted(found)))


def _types(kinds: Sequence[str]) -> Sequence[str]:
    """Return the classes of kinds."""
    return NAMED_TYPES if ANY in kinds else tuple(KINDS[kind] for kind in kinds)


def names_of(iris: Iterable[str], things: Things) -> list[str]:
    """Return things as people tell them apart: the label and the identifier of each."""
    ids = map(things.identifier, iris)
    return [f"{things.entities[id_].label} ({id_})" if id_ in things.entities else id_ for id_ in ids]


def _forms(asked: str, identifier: str, types: Sequence[str]) -> list[list[tuple[str, str]]]:
    """Return what to look up, the most exact first; each step has the forms for all types."""
    steps = [[(type_, form) for type_ in types for form in (identifier, external_form(asked))]]
    at_once = zip_longest(*(name_forms(asked, type_) for type_ in types), fillvalue="")
    steps += [[(type_, form) for type_, form in zip(types, forms, strict=True) if form] for forms in at_once]
    if "Person" in types:
        steps.append([("Person", as_family_name(asked))])
    return steps


def _of_form(step: Iterable[tuple[str, str]], things: Things) -> set[str]:
    """Return the identifiers of the things that have one of the forms."""
    return {id_ for form in step for id_ in things.by_form.get(form, ())}


def _identifier(text: str, base: str) -> str:
    """Return the identifier that a text may be, whole or behind the base IRI: decoded and in lower case."""
    plain = composed(unquote(_SCHEME.sub("", text.strip("<>"), count=1))).casefold()
    start = _SCHEME.sub("", base, count=1).casefold()
    return re.sub(r"^(?:id|doc)/", "", plain.removeprefix(start))


def _nothing(asked: str, types: Sequence[str], things: Things) -> NameNotFoundError:
    """Return the error that nothing has a name, with what comes near it, or with all where they are few."""
    shown = asked if len(asked) <= _SHOWN else f"{asked[:_SHOWN]}…"
    kinds = "thing" if len(types) == len(NAMED_TYPES) else " or ".join(types)
    start = f"there is no {kinds} “{shown}”"
    if other := things.entities.get(_identifier(asked[:_LONGEST], things.base)):
        return NameNotFoundError(f"{start}; that is of the kind {other.type}: {other.label}")
    every = [entity for type_ in types for entity in things.by_type[type_].entities] if things.by_type else []
    words = normalise(asked[:_LONGEST]).words if every else ""
    near = _nearest(words, types, things, fuzz.token_set_ratio, fuzz.ratio)
    if not near and len(every) <= _FEW:
        names = tuple(entity.short_name for entity in sorted(every, key=_natural))
        return NameNotFoundError(f"{start}; there is: {', '.join(names) or 'none'}", choices=names)
    near = near or (nearest(asked, types, things) if words else [])
    if not near:
        return NameNotFoundError(f"{start}, nor one of a similar name")
    hint = f"did you mean {' or '.join(map(_shown, near))}?"
    return NameNotFoundError(f"{start}; {hint}", choices=tuple(entity.short_name for entity in near))


def nearest(text: str, types: Sequence[str], things: Things, least: float = _LEAST) -> list[Entity]:
    """Return the few things of these types with the most similar names; a part of a name may be misspelled, too.

    Args:
        text: Any text.
        types: The classes of the things, of `NAMED_TYPES`.
        things: The named things of a version.
        least: How much a name has to be like the text, of 100.

    """
    words = normalise(text[:_LONGEST]).words
    near = _nearest(words, types, things, fuzz.token_set_ratio, fuzz.ratio, least=least)
    # Parts of codes are alike everywhere.
    return near or (_nearest(words, types, things, fuzz.WRatio, least=least) if has_letters(words) else [])


def _nearest(
    asked: str, types: Sequence[str], things: Things, *scorers: Callable[..., float], least: float = _LEAST
) -> list[Entity]:
    """Return the things with the most similar names; a single number has none, as any other is another number."""
    best: dict[str, tuple[float, Entity]] = {}
    if not asked or asked.isdecimal():
        return []
    for type_, scorer in product(types, scorers):
        names = things.by_type[type_]
        for _, score, place in process.extract(asked, names.words, scorer=scorer, score_cutoff=least, limit=10):
            owner = names.owners[place]
            best[owner.id] = (max(score, best[owner.id][0] if owner.id in best else 0.0), owner)
    ranked = sorted(best.values(), key=lambda item: (-item[0], item[1].id))
    return [entity for _, entity in ranked[:_NEAREST]]


def _shown(entity: Entity) -> str:
    """Return a thing as a suggestion: its short name, with the label where that says more."""
    short = entity.short_name
    return short if short == entity.label else f"{short} ({entity.label})"


def _natural(entity: Entity) -> tuple[str, int, str]:
    """Return the sort key of a thing: by number where it has one."""
    return (entity.type, int(entity.key) if entity.key.isdecimal() else 0, entity.short_name.casefold())
