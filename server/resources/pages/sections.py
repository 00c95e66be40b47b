"""The sections of a page: rows of the canned query, together by what is tied, as many as fit, with their passages.

In: ties, the wording of their Belege. Out: sections for the template.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from ruhrgraph.graph.rdf.edtf_words import date_words
from ruhrgraph.queries.labels import VALUES, label
from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.urls import page_link
from ruhrgraph.server.language import Language, in_language
from ruhrgraph.server.language.collation import din_5007
from ruhrgraph.server.language.dates import date_text
from ruhrgraph.server.resources.literals import passage_name
from ruhrgraph.server.resources.pages.drawings import time_drawing
from ruhrgraph.server.resources.pages.records import PageKind, Proof, Section, SectionEntry, SectionKind, Subject, Tie
from ruhrgraph.server.resources.pages.ties import Wording

_LIMITS = (40, 25, 15, 10, 6, 4)
_MOST_ENTRIES = 64
"""How many entries all sections have together, so that the page stays below 60 KB."""
_MOST_PROOFS = 2
_MOST_DETAILS = 6
_LONGEST_QUOTE = 240
_LONGEST_TEXT = 700
_FORUM = re.compile(r"forum ([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one thing in a section."""

    ties: tuple[Tie, ...]

    @property
    def belege(self) -> tuple[str, ...]:
        """The Belege that are shown."""
        return tuple(dict.fromkeys(iri for tie in self.ties for iri in tie.evidence))[:_MOST_PROOFS]


@dataclass(frozen=True, slots=True)
class SelectedSection:
    """A section before its quotes are known: the things that it shows, of how many, and its rows."""

    kind: SectionKind
    shown: tuple[Group, ...]
    total: int
    rows: tuple[Tie, ...]


def select(kind: PageKind, ties: Sequence[Tie]) -> tuple[SelectedSection, ...]:
    """Return the sections that have rows, with as many things each as a page has room for."""
    all_ = [(section, tuple(tie for tie in ties if tie.relation in section.relations)) for section in kind.sections]
    grouped = [(section, found, _groups(found)) for section, found in all_ if found]
    fits = (limit for limit in _LIMITS if sum(min(len(groups), limit) for *_, groups in grouped) <= _MOST_ENTRIES)
    limit = next(fits, _LIMITS[-1])
    return tuple(SelectedSection(section, groups[:limit], len(groups), found) for section, found, groups in grouped)


def _groups(ties: Iterable[Tie]) -> tuple[Group, ...]:
    """Return the rows of each thing together; dated ones in order of time, others by the numbers in their IRIs."""
    by_thing: dict[str, list[Tie]] = {}
    for tie in ties:
        by_thing.setdefault(tie.thing or tie.detail, []).append(tie)
    return tuple(Group(tuple(found)) for found in sorted(by_thing.values(), key=_order))


def _order(ties: Sequence[Tie]) -> tuple[bool, str, object]:
    return not ties[0].date, ties[0].date, din_5007(ties[0].thing)


def sections(
    selected: Iterable[SelectedSection], subject: Subject, query: str, wording: Wording, base: str, page: PageContext
) -> tuple[Section, ...]:
    """Return the sections of a page.

    Args:
        selected: What they show.
        subject: The thing.
        query: The name of the canned query.
        wording: The wording of the Belege.
        base: The base IRI of the dataset.
        page: Where the page is.

    """
    found = []
    for number, part in enumerate(selected, 1):
        kind = part.kind
        found.append(
            Section(
                name=f"abschnitt-{number}",
                heading=in_language(page.language, kind.de, kind.en),
                note=in_language(page.language, *kind.note),
                entries=tuple(_entry(group, kind, wording, base, page) for group in part.shown),
                total=part.total,
                tables=_tables(part, subject, query, base),
                drawing=time_drawing(part.rows, f"zeit-{number}", base, page),
            )
        )
    return tuple(found)


def _tables(part: SelectedSection, subject: Subject, query: str, base: str) -> tuple[tuple[str, int, str], ...]:
    """Return each relation that is not the only one, its rows, and the parameters with which the query gives them."""
    named = subject.iri.removeprefix(f"{base}id/")
    relations = Counter(tie.relation for tie in part.rows)
    return tuple(
        (
            label(VALUES, relation, subject.language) if len(relations) > 1 else "",
            rows,
            urlencode({query: named, "relation": relation}),
        )
        for relation, rows in relations.items()
    )


def _entry(group: Group, kind: SectionKind, wording: Wording, base: str, page: PageContext) -> SectionEntry:
    first = group.ties[0]
    text = (first.detail if kind.shows_text else _name(first, page.language)) or first.label or first.key
    details = (
        () if kind.shows_text else _details(group.ties, text, wording.acronyms.get(first.thing, ""), page.language)
    )
    return SectionEntry(
        text=text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT].rsplit(' ', 1)[0]} …",
        href="" if kind.shows_text else page_link(first.thing, base, page.home),
        language=first.language,
        when=date_text(first.date, page.language) if first.date else "",
        details=details,
        proofs=tuple(_proofs(group, (text, *details), wording, base, page)),
    )


def _name(tie: Tie, language: Language) -> str:
    """Return what an entry is called: a forum with its number; an event without the date, which stands beside it."""
    if tie.kind == "Themenforum" and tie.key.isdecimal():
        return in_language(language, f"Themenforum {tie.key}: {tie.label}", f"Forum {tie.key}: {tie.label}")
    return tie.label.removesuffix(f", {date_words(tie.date)}") if tie.date else tie.label


def _details(ties: Sequence[Tie], name: str, acronym: str, language: Language) -> tuple[str, ...]:
    """Return what the rows say besides the name, each once and not what the name says already."""
    said = [acronym] + [detail_text(tie.detail, language) for tie in ties] + [tie.place for tie in ties]
    number = name.partition(":")[0].lower()
    said = [text[len(number) :].lstrip(", ") if text.lower().startswith(number) else text for text in said]
    known = [text for text in dict.fromkeys(said) if text]
    more = len(known) - _MOST_DETAILS
    if more > 1:
        known = [*known[:_MOST_DETAILS], in_language(language, f"und {more} weitere", f"and {more} more")]
    return tuple(known)


def detail_text(detail: str, language: Language) -> str:
    """Return a detail in the reader's language: numbers of forums, and what a ministry is in them."""
    parts = []
    for part in detail.split(", "):
        found = _FORUM.fullmatch(part)
        parts.append(
            in_language(language, f"Themenforum {found[1]}", f"forum {found[1]}")
            if found
            else label(VALUES, part, language)
            if part in ("lead", "participating", "interested")
            else part
        )
    return ", ".join(parts)


def _proofs(group: Group, shown: Iterable[str], wording: Wording, base: str, page: PageContext) -> Iterable[Proof]:
    """Yield the passages of an entry; without their text where the entry has it already."""
    texts = {" ".join(text.split()) for text in shown}
    for quote, passage in dict.fromkeys(wording.quotes[iri] for iri in group.belege if iri in wording.quotes):
        words = " ".join(quote.split())
        cut = words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE].rsplit(' ', 1)[0]} …"
        place = passage_name(passage, base, page.language) or passage
        yield Proof("" if words in texts else cut, page_link(passage, base, page.home), place)
