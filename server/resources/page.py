"""What the page of a thing shows: title, classes, facts with their Belege, what links here; nothing beyond the data.

In: the triples of a description. Out: plain values for the template.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from ruhrgraph.graph.rdf.namespaces import DCT, FOAF, PROV, RDF
from ruhrgraph.graph.rdf.terms import LABEL, TYPE
from ruhrgraph.graph.schema.ontology import vocabulary
from ruhrgraph.server.http.urls import page_link
from ruhrgraph.server.language import Language, in_language
from ruhrgraph.server.language.collation import din_5007
from ruhrgraph.server.resources.description_query import REIFIED
from ruhrgraph.server.resources.literals import NAMES, display_text, foreign_language, passage_name, short_name

_LONG = 160
"""Characters from which a text stands last, as it takes much room."""
_TITLE = 90
_PLACES = {iri: place - len(NAMES) for place, iri in enumerate(NAMES)}
"""The positions of properties of other vocabularies, before those of the ontology."""
_NAMING = (LABEL.value, f"{DCT}title", f"{FOAF}name")
"""The properties that name a thing, the best first."""
_Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class PageValue:
    """A value: its text, its link ("" for none), its language unless German, the numbers of its quotes."""

    text: str
    href: str = ""
    language: str = ""
    quotes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its values; `iri` is that of the property."""

    iri: str
    name: str
    href: str
    values: tuple[PageValue, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage that proves statements: its number, text and place, and its Belege, named by what they prove."""

    number: int
    text: str
    place: str
    href: str
    proves: tuple[PageValue, ...]


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """All that the page of a thing shows."""

    title: str
    kinds: tuple[PageValue, ...]
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...]
    incoming: tuple[Fact, ...]


@lru_cache(maxsize=4)
def _terms(base: str, language: Language) -> dict[str, tuple[int, str]]:
    """Return position and label of each term of the ontology."""
    known = vocabulary(base)
    terms = enumerate((*known.classes, *known.properties), 1)
    return {term.iri: (place, in_language(language, term.label.de, term.label.en)) for place, term in terms}


@lru_cache(maxsize=4)
def _shared(base: str) -> frozenset[str]:
    """Return the properties that things of several classes have; the others say more about what a thing is."""
    return frozenset(each.iri for each in vocabulary(base).properties if len(each.domains) > 1)


def resource_page(iri: str, triples: Iterable[ox.Triple], base: str, root: str, language: Language) -> ResourcePage:
    """Return what the page of a thing shows.

    Args:
        iri: The thing.
        triples: Its description, from `description_query.describe`.
        base: The base IRI of the dataset.
        root: The path that links to pages begin with.
        language: The reader's language.

    """
    return _PageBuilder(iri, triples, base, root, language).build()


class _PageBuilder:
    """Turns the triples of a description into what its page shows."""

    def __init__(self, iri: str, triples: Iterable[ox.Triple], base: str, root: str, language: Language) -> None:
        self._iri, self._base, self._root, self._language = iri, base, root, language
        self._terms = _terms(base, language)
        self._of: dict[str, list[tuple[str, _Term]]] = defaultdict(list)
        titles: dict[str, dict[str, str]] = {predicate: {} for predicate in _NAMING}
        for triple in triples:
            subject, predicate, value = _key(triple.subject), triple.predicate.value, triple.object
            self._of[subject].append((predicate, value))
            if predicate in _NAMING and isinstance(value, ox.Literal) and value.language in (None, "de", language):
                if value.language == language:
                    titles[predicate][subject] = value.value
                titles[predicate].setdefault(subject, value.value)
        self._labels = {**titles[_NAMING[2]], **titles[_NAMING[1]], **titles[_NAMING[0]]}
        self._quotes: list[Quote] = []
        self._numbers: dict[tuple[str, _Term], list[int]] = defaultdict(list)

    def build(self) -> ResourcePage:
        """Return what the page shows."""
        self._read_quotes()
        own = self._of.get(self._iri, [])
        kinds = [value for predicate, value in own if predicate == TYPE.value]
        return ResourcePage(
            self._title(),
            tuple(self._value(kind) for kind in sorted(kinds, key=self._kind_order)),
            tuple(self._facts(own)),
            tuple(self._quotes),
            tuple(self._incoming()),
        )

    def _title(self) -> str:
        """Return the label of the thing; without one, its class and a summary, or the end of its IRI."""
        if label := self._labels.get(self._iri):
            return label
        found = self._summary(self._iri, without="")
        kind = self._kind(self._iri)
        return f"{kind}: {_cut(found)}" if found else self._short(self._iri)

    def _kind(self, subject: str) -> str:
        """Return the name of a thing's class."""
        kinds = [value for predicate, value in self._of.get(subject, []) if predicate == TYPE.value]
        if not kinds:
            return in_language(self._language, "Ohne Klasse", "Without class")
        return self._name(_key(min(kinds, key=self._kind_order)))

    def _kind_order(self, kind: _Term) -> tuple[int, str]:
        return self._terms.get(_key(kind), (len(self._terms) + 1, ""))[0], _key(kind)

    def _name(self, iri: str) -> str:
        """Return the name of a property or a class."""
        if iri in self._terms:
            return self._terms[iri][1]
        named = in_language(self._language, *NAMES[iri]) if iri in NAMES else ""
        return self._labels.get(iri) or named or short_name(iri, self._base)

    def _short(self, iri: str) -> str:
        return passage_name(iri, self._base, self._language) or short_name(iri, self._base)

    def _text(self, term: _Term) -> str:
        """Return the text of a value: of a thing its label, or what can stand for one."""
        if isinstance(term, ox.Literal):
            return display_text(term.value, term.datatype.value, self._language)
        key = _key(term)
        if key in self._terms or key in NAMES:
            return self._name(key)
        return self._labels.get(key) or _cut(self._summary(key, without=self._iri)) or self._short(key)

    def _summary(self, subject: str, without: str) -> str:
        """Return a thing without a label in one line: its quote, its text, or the names of what it leads to."""
        said = [
            ((predicate in _shared(self._base), self._order(predicate, value)), value)
            for predicate, value in self._of.get(subject, [])
            if predicate != TYPE.value and _key(value) != without
        ]
        if quotes := [value for predicate, value in self._of.get(subject, []) if predicate.endswith("#zitat")]:
            return in_language(self._language, f"„{self._text(quotes[0])}“", f"“{self._text(quotes[0])}”")
        if words := [value for predicate, value in self._of.get(subject, []) if predicate.endswith("#text")]:
            return self._text(words[0])
        known = [value for _, value in sorted(said, key=lambda pair: pair[0]) if self._is_telling(value)]
        return ", ".join(dict.fromkeys(self._text(value) for value in known))

    def _is_telling(self, value: _Term) -> bool:
        """Return whether a value means something on its own: a word or a thing with a label does, a number does not."""
        if isinstance(value, ox.Literal):
            return bool(value.language)
        return _key(value) in self._labels

    def _value(self, term: _Term, quotes: Sequence[int] = ()) -> PageValue:
        """Return a value as the page shows it, with the numbers of its quotes."""
        numbers = tuple(dict.fromkeys(quotes))
        if isinstance(term, ox.Literal):
            return PageValue(self._text(term), "", foreign_language(term, self._language), numbers)
        href = page_link(term.value, self._base, self._root) if isinstance(term, ox.NamedNode) else ""
        return PageValue(self._text(term), href, "", numbers)

    def _facts(self, said: Iterable[tuple[str, _Term]]) -> list[Fact]:
        """Return the properties with their values, in the ontology's order, long texts last."""
        by_property: dict[str, list[_Term]] = defaultdict(list)
        for predicate, value in said:
            if predicate != TYPE.value:
                by_property[predicate].append(value)
        if any(by_property.get(LABEL.value) == by_property.get(name) for name in _NAMING[1:]):
            by_property.pop(LABEL.value, None)
        facts = [
            (min(self._order(predicate, value) for value in values), self._fact(predicate, values))
            for predicate, values in by_property.items()
        ]
        return [fact for _, fact in sorted(facts, key=lambda pair: pair[0])]

    def _order(self, predicate: str, value: _Term) -> tuple[bool, int, str]:
        """Return the sort key of a statement: long texts last, else in the order of the ontology."""
        long = isinstance(value, ox.Literal) and len(value.value) > _LONG
        place = self._terms[predicate][0] if predicate in self._terms else _PLACES.get(predicate, 0)
        return long, place, predicate

    def _fact(self, predicate: str, values: Iterable[_Term]) -> Fact:
        """Return a property with its values, in natural order."""
        shown = [self._value(value, self._numbers.get((predicate, value), ())) for value in values]
        shown.sort(key=lambda value: din_5007(value.href if value.href.startswith("/") else value.text))
        return Fact(predicate, self._name(predicate), page_link(predicate, self._base, self._root), tuple(shown))

    def _read_quotes(self) -> None:
        """Collect the passages that prove something, numbered in the order in which they stand in the documents."""
        passages: dict[tuple[str, str], list[tuple[str, str, _Term]]] = defaultdict(list)
        for beleg, said in self._of.items():
            values = dict(said)
            words = values.get(f"{self._base}ontology#zitat")
            if (
                beleg == self._iri
                or _key(values.get(f"{RDF}subject")) != self._iri
                or not isinstance(words, ox.Literal)
            ):
                continue
            place, predicate = _key(values.get(f"{PROV}wasQuotedFrom")), _key(values.get(f"{RDF}predicate"))
            passages[place, words.value].append((beleg, predicate, values.get(f"{RDF}object", words)))
        ordered = sorted(passages.items(), key=lambda item: din_5007(item[0][0]))
        for number, ((place, words_), proofs) in enumerate(ordered, 1):
            for _, predicate, value in proofs:
                self._numbers[predicate, value].append(number)
            proves = {
                (self._name(predicate), page_link(beleg, self._base, self._root)) for beleg, predicate, _ in proofs
            }
            named = tuple(PageValue(name, link) for name, link in sorted(proves))
            href = page_link(place, self._base, self._root)
            self._quotes.append(Quote(number, words_, self._short(place), href, named))

    def _incoming(self) -> list[Fact]:
        """Return what links to the thing, by the class of what links and its property."""
        groups: dict[tuple[str, str], list[_Term]] = defaultdict(list)
        for subject, said in self._of.items():
            if subject == self._iri:
                continue
            for predicate, value in said:
                if _key(value) == self._iri and predicate not in REIFIED:
                    groups[self._kind(subject), predicate].append(_node(subject))
        facts = []
        for (kind, predicate), subjects in sorted(groups.items()):
            fact = self._fact(predicate, subjects)
            facts.append(Fact(predicate, f"{kind} – {fact.name}", fact.href, fact.values))
        return facts


def _key(term: _Term | None) -> str:
    """Return the key of a node, "" for a literal."""
    if isinstance(term, ox.NamedNode):
        return term.value
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else ""


def _node(key: str) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(key[2:]) if key.startswith("_:") else ox.NamedNode(key)


def _cut(text: str) -> str:
    """Return a text short enough for a title."""
    return text if len(text) <= _TITLE else f"{text[:_TITLE].rsplit(' ', 1)[0]} …"
