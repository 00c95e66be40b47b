"""What a page of a thing is made of: its own values, its ties, the sections of a kind, and what the template gets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from ruhrgraph.server.language import Language, in_language


@dataclass(frozen=True, slots=True)
class Tie:
    """A row of the canned query: what is tied to the thing, how, and the IRIs of the Belege.

    Attributes:
        relation: The relation, as in the query.
        thing: The IRI of what is tied; "" where the row only has a text.
        kind: The name of its class.
        label: Its name in the reader's language.
        detail: What else the row says, as in the query.
        date: A date or a time span in EDTF.
        place: Where it is.
        evidence: The IRIs of the Belege.
        language: The language of the label, if it is not the reader's.

    """

    relation: str
    thing: str
    kind: str = ""
    label: str = ""
    detail: str = ""
    date: str = ""
    place: str = ""
    evidence: tuple[str, ...] = ()
    language: str = ""

    @property
    def key(self) -> str:
        """The end of the IRI: the number of a forum, the code of a project."""
        return self.thing.rstrip("/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing that a page is about: its name, its own values by the names of our properties, and its ties."""

    iri: str
    label: str
    language: Language
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ties: tuple[Tie, ...] = ()

    def of(self, *relations: str) -> tuple[Tie, ...]:
        """Return the ties of some relations, each thing once."""
        found = (tie for tie in self.ties if tie.relation in relations)
        return tuple({tie.thing or tie.detail: tie for tie in reversed([*found])}.values())[::-1]

    def value(self, name: str) -> str:
        """Return the first value of a property, "" if there is none."""
        return next(iter(self.values.get(name, ())), "")

    def say(self, de: str, en: str) -> str:
        """Return the text in the reader's language."""
        return in_language(self.language, de, en)


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A section of a kind of page: its heading in German and English, and the relations whose rows it shows.

    Attributes:
        de: The heading in German.
        en: The heading in English.
        relations: The relations.
        shows_text: Whether the detail is shown in place of the name, as of a measure, whose name is cut off.
        note: What the rows do not say, in German and English.

    """

    de: str
    en: str
    relations: tuple[str, ...]
    shows_text: bool = False
    note: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page.

    Attributes:
        name: The name of the class.
        query: The canned query that gives the rows, and its parameter, which has the same name.
        heading: The heading of a page.
        lead: Its lead sentence.
        sections: Its sections.
        facts: The properties that are key facts, in their order.

    """

    name: str
    query: str
    heading: Callable[[Subject], str]
    lead: Callable[[Subject], str]
    sections: tuple[SectionKind, ...]
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """A passage that proves a row: its wording, cut if it is long, "" where the page shows it already; its link."""

    text: str
    href: str
    place: str


@dataclass(frozen=True, slots=True)
class SectionEntry:
    """What is tied to the thing, as a section shows it, once for all its rows."""

    text: str
    href: str
    language: str
    when: str
    details: tuple[str, ...]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its entries, as many as fit, of how many; its tables.

    Of a table: the relation if it is not the only one, how many rows it has, and its parameters.
    """

    name: str
    heading: str
    note: str
    entries: tuple[SectionEntry, ...]
    total: int
    tables: tuple[tuple[str, int, str], ...]
    drawing: Markup = field(default_factory=Markup)
