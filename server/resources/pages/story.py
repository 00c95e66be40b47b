"""What the page of a thing tells: the lead sentence, key facts, sections, drawings.

In: the description of a thing, and the answers of its canned query. Out: a `Story` for the template; None for a thing
of no kind that has pages of its own, whose page is the generic one.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox
from markupsafe import Markup

from ruhrgraph.graph.rdf.terms import LABEL, TYPE
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.language import Language
from ruhrgraph.server.resources.page import Fact, ResourcePage
from ruhrgraph.server.resources.pages.kinds import KINDS
from ruhrgraph.server.resources.pages.parts import whole_of
from ruhrgraph.server.resources.pages.records import PageKind, Section, Subject, Tie
from ruhrgraph.server.resources.pages.sections import SelectedSection, sections, select
from ruhrgraph.server.resources.pages.surroundings import surroundings
from ruhrgraph.server.resources.pages.ties import Wording, in_words, ties_of, wording_of
from ruhrgraph.server.sparql.query_service import QueryService


@dataclass(frozen=True, slots=True)
class Findings:
    """What was asked for a page: kind, ties, what the sections show and their wording; or the whole of a part.

    `left_out` is the kind of a thing with more ties than a page can tell of.
    """

    kind: PageKind | None = None
    ties: tuple[Tie, ...] = ()
    selected: tuple[SelectedSection, ...] = ()
    wording: Wording = field(default_factory=Wording)
    whole: Tie | None = None
    left_out: PageKind | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """What the page of a thing tells."""

    heading: str
    lead: str
    query: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    surroundings: Markup


async def findings_for(
    service: QueryService,
    iri: str,
    triples: Sequence[ox.Triple],
    expected: PageKind | None,
    asked: asyncio.Task[tuple[Tie, ...] | None] | None,
) -> Findings:
    """Return what the page of a thing needs besides its description.

    Args:
        service: Answers queries.
        iri: The thing.
        triples: Its description.
        expected: The kind that its IRI lets expect.
        asked: The query for the ties of that kind, which runs already.

    Raises:
        RuhrgraphError: A query could not be answered.

    """
    classes = _classes(iri, triples, service.settings.base)
    kind = next((KINDS[name] for name in KINDS if name in classes), None)
    if kind is None:
        return Findings(whole=await whole_of(service, iri, classes, triples))
    ties = await asked if asked and kind is expected else await ties_of(service, kind, iri)
    if ties is None:
        return Findings(left_out=kind)
    selected = select(kind, ties)
    belege = [iri for part in selected for group in part.shown for iri in group.belege]
    named = [tie.thing for tie in ties if tie.kind in ("Ressort", "Organisation", "Ort", "Gemeinde")]
    return Findings(kind, ties, selected, await wording_of(service, named, belege))


def _classes(iri: str, triples: Sequence[ox.Triple], base: str) -> tuple[str, ...]:
    """Return the names of the classes of our ontology that a thing has."""
    thing, start = ox.NamedNode(iri), f"{base}ontology#"
    kinds = (each.object for each in triples if each.subject == thing and each.predicate == TYPE)
    names = (kind.value for kind in kinds if isinstance(kind, ox.NamedNode))
    return tuple(sorted(name.removeprefix(start) for name in names if name.startswith(start)))


def story(
    iri: str, triples: Sequence[ox.Triple], found: Findings, view: ResourcePage, base: str, page: PageContext
) -> Story | None:
    """Return what a page tells; None where its kind has no such page.

    Args:
        iri: The thing.
        triples: Its description.
        found: What was asked for the page.
        view: The generic page of the thing.
        base: The base IRI of the dataset.
        page: Where the page is.

    """
    if found.kind is None:
        return None
    ties = in_words(found.ties, found.wording, page.language)
    subject = Subject(iri, view.title, page.language, _values(iri, triples, base, page.language), ties)
    shown = select(found.kind, ties)
    return Story(
        heading=found.kind.heading(subject),
        lead=found.kind.lead(subject),
        query=found.kind.query,
        facts=_facts(found.kind, view, base),
        sections=sections(shown, subject, found.kind.query, found.wording, base, page),
        surroundings=surroundings(subject, found.kind.name, found.wording.acronyms, base, page),
    )


def _values(iri: str, triples: Sequence[ox.Triple], base: str, language: Language) -> dict[str, tuple[str, ...]]:
    """Return the thing's own values by the names of our properties; texts in the reader's language first."""
    thing, start = ox.NamedNode(iri), f"{base}ontology#"
    values: dict[str, list[str]] = {}
    for triple in triples:
        value = triple.object
        if triple.subject == thing and isinstance(value, ox.Literal) and triple.predicate != LABEL:
            of_name = values.setdefault(triple.predicate.value.removeprefix(start), [])
            of_name.insert(0 if value.language == language else len(of_name), value.value)
    return {name: tuple(found) for name, found in values.items()}


def _facts(kind: PageKind, view: ResourcePage, base: str) -> tuple[Fact, ...]:
    """Return the key facts, in the order of the kind."""
    by_name = {fact.iri.removeprefix(f"{base}ontology#"): fact for fact in view.facts}
    return tuple(by_name[name] for name in kind.facts if name in by_name)
