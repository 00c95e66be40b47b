"""All kinds of pages, by the class of the thing and by the kind in its address."""

from collections.abc import Mapping
from typing import Final

from ruhrgraph.server.resources.pages.event import EVENT
from ruhrgraph.server.resources.pages.field_of_action import FIELD
from ruhrgraph.server.resources.pages.forum import FORUM
from ruhrgraph.server.resources.pages.ministry import MINISTRY
from ruhrgraph.server.resources.pages.municipality import MUNICIPALITY
from ruhrgraph.server.resources.pages.organisation import ORGANISATION
from ruhrgraph.server.resources.pages.person import PERSON
from ruhrgraph.server.resources.pages.project import PROJECT
from ruhrgraph.server.resources.pages.records import PageKind
from ruhrgraph.server.resources.pages.venue import VENUE

_ALL = (PERSON, MINISTRY, FORUM, PROJECT, EVENT, ORGANISATION, VENUE, MUNICIPALITY, FIELD)
KINDS: Final[Mapping[str, PageKind]] = {kind.name: kind for kind in _ALL}
"""The kinds by the names of their classes."""


def kind_of_address(iri: str, base: str) -> PageKind | None:
    """Return the kind that the IRI of a thing lets expect (`id/person/…`); None for all others."""
    name = iri.removeprefix(f"{base}id/").partition("/")[0] if iri.startswith(f"{base}id/") else ""
    return next((kind for kind in _ALL if kind.name.lower() == name), None)
