"""Looks up what the names in a table mean, each once.

In: the named things of a version. Out: IRIs and things.
"""

from collections.abc import Mapping, Sequence

from ruhrgraph.queries.lookup import known_iris
from ruhrgraph.queries.things import Entity, Things

_FIELD = "field "
"""How the query `organisations` names a Handlungsfeld."""


class NamedThings:
    """The things that names in tables stand for."""

    def __init__(self, things: Things, english: Mapping[str, str] | None = None) -> None:
        """Look names up among things; `english` are their English names by IRI, where they have one."""
        self._things = things
        self._english = english or {}
        self._found: dict[tuple[str, str], tuple[str, ...]] = {}
        self._entities: dict[str, Entity | None] = {}

    def iris(self, text: str, kinds: Sequence[str]) -> tuple[str, ...]:
        """Return the IRIs of the things of the first kind that has one of this name.

        Args:
            text: A name, an acronym, a number, a code or an IRI.
            kinds: The kinds of thing that it may mean, the preferred one first.

        """
        if text.startswith(_FIELD):
            kinds = [kind for kind in kinds if kind == "handlungsfeld"]
        return next((found for kind in kinds if (found := self._of_kind(text, kind))), ())

    def entity(self, iri: str) -> Entity | None:
        """Return a thing by its IRI."""
        if iri not in self._entities:
            self._entities[iri] = self._things.entities.get(iri.removeprefix(f"{self._things.base}id/"))
        return self._entities[iri]

    def english(self, iri: str) -> str:
        """Return the English name of a thing, "" where it has none."""
        return self._english.get(iri, "")

    def _of_kind(self, text: str, kind: str) -> tuple[str, ...]:
        """Return the IRIs of the things of a kind that have a name."""
        if (text, kind) not in self._found:
            self._found[text, kind] = known_iris(text, (kind,), self._things)
        return self._found[text, kind]
