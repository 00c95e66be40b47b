"""What one document says, statement by statement: each value with its spans as evidence.

The mappers of forums, events, fields and projects write through it, each in the words of its own records.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from ruhrgraph.graph.mapping.entities import EntityResolver
from ruhrgraph.graph.mapping.evidence import StatementWriter, evidence
from ruhrgraph.graph.rdf.namespaces import DCT, EDTF, SCHEMA
from ruhrgraph.graph.rdf.terms import LABEL, TRUE, Iris, date, german, integer, node
from ruhrgraph.loaders.document import Document, ReadValue, Span
from ruhrgraph.loaders.records import Beteiligung, Datum, Menge, Nennungen, Organisationsname

_TITLE = f"{DCT}title"
T = TypeVar("T")


def edtf(value: str) -> Literal:
    """Return a date in EDTF."""
    return Literal(value, datatype=node(f"{EDTF}EDTF"))


def quoted(read: ReadValue[T] | None, spans: tuple[Span, ...]) -> ReadValue[T] | None:
    """Return a value with longer spans as evidence: `2025` alone does not say `bis voraussichtlich 2025`."""
    return read and ReadValue(read.value, spans)


@dataclass
class DocumentStatements:
    """Writes what one document says into the graph of its name."""

    document: Document
    entities: EntityResolver
    statements: StatementWriter = field(init=False)

    def __post_init__(self) -> None:
        iris = self.entities.iris
        self.statements = StatementWriter(iris, iris.graph(self.document.name))
        self.entities = self.entities.for_document(self.statements, self.document)

    @property
    def iris(self) -> Iris:
        """The IRIs of the dataset."""
        return self.entities.iris

    def new(self, kind: str, key: str, *classes: str) -> NamedNode:
        """Return the thing of a kind with a key, and state its classes; ours are named, those of others are IRIs."""
        thing = self.iris.thing(kind, key)
        self.statements.type(thing, *(node(name) if ":" in name else self.iris.term(name) for name in classes))
        return thing

    def state(
        self, subject: NamedNode, name: str, read: ReadValue[T] | None, term: Callable[[T], NamedNode | Literal]
    ) -> None:
        """State the value of a property, if the document has one.

        Args:
            subject: What the value is of.
            name: The name of a property of ours, or the IRI of another.
            read: The value.
            term: Makes a term of the value.

        """
        if read is not None:
            predicate = node(name) if ":" in name else self.iris.term(name)
            self.statements.state(subject, predicate, term(read.value), evidence(self.document, read))

    def texts(self, subject: NamedNode, **reads: ReadValue[str] | None) -> None:
        """State texts in German, each by the name of its property."""
        for name, read in reads.items():
            self.state(subject, name, read, german)

    def integers(self, subject: NamedNode, **reads: ReadValue[int] | None) -> None:
        """State whole numbers, each by the name of its property."""
        for name, read in reads.items():
            self.state(subject, name, read, integer)

    def flags(self, subject: NamedNode, **reads: ReadValue[bool] | None) -> None:
        """State flags, each by the name of its property; the documents say no more than that something is so."""
        for name, read in reads.items():
            self.state(subject, name, read, lambda _: TRUE)

    def tie(self, subject: NamedNode, name: str, thing: NamedNode, spans: Iterable[Span]) -> None:
        """State that a property leads from one thing to another; the spans are the words that say so."""
        self.state(subject, name, ReadValue(thing, tuple(dict.fromkeys(spans))), lambda item: item)

    def name(self, subject: NamedNode, label: str, spans: Iterable[Span]) -> None:
        """State a label that is made of several values; the spans are theirs."""
        self.state(subject, LABEL.value, ReadValue(label, tuple(dict.fromkeys(spans))), german)

    def title(self, subject: NamedNode, title: ReadValue[str]) -> None:
        """State a title that is the label, too."""
        self.state(subject, LABEL.value, title, german)
        self.state(subject, _TITLE, title, german)

    def ressort(self, subject: NamedNode, name: str, *acronyms: ReadValue[str] | None) -> None:
        """State ministries by their acronyms."""
        for acronym in acronyms:
            if acronym is not None:
                self.entities.unknown_ressort(acronym)
                self.state(subject, name, acronym, self.entities.ressort)

    def date(self, subject: NamedNode, datum: ReadValue[Datum] | None) -> None:
        """State a date with the first and the last day that it allows."""
        self.state(subject, "datum", datum, lambda value: edtf(value.edtf))
        self.state(subject, "fruehestens", datum, lambda value: date(value.fruehestens))
        self.state(subject, "spaetestens", datum, lambda value: date(value.spaetestens))

    def organisations(self, subject: NamedNode, names: Iterable[Organisationsname]) -> None:
        """State the organisations that a text names; one that is a ministry is stated as such."""
        for mention in names:
            body = self.entities.organisation(mention.name)
            name = "erwaehntesRessort" if self.entities.is_ressort(body) else "erwaehnt"
            self.tie(subject, name, body, mention.name.spans)

    def mentions(self, subject: NamedNode, nennungen: Nennungen) -> None:
        """State what the texts about a thing name."""
        self.organisations(subject, nennungen.organisationen)
        self.ressort(subject, "erwaehntesRessort", *nennungen.ressorts)
        for town in nennungen.gemeinden:
            self.tie(subject, "erwaehnteGemeinde", self.entities.gemeinde(town), town.spans)
        for code in nennungen.projekte:
            self.state(subject, "erwaehntesProjekt", code, lambda value: self.iris.thing("projekt", value))
        for part in nennungen.beteiligungen:
            self._involvement(subject, part)

    def _involvement(self, subject: NamedNode, part: Beteiligung) -> None:
        """State the part that an organisation plays in a thing."""
        body = self.entities.organisation(part.organisation)
        organisation, role = body.value.rpartition("/")[2], self.entities.role(part.rolle.value)
        item = self.new(
            "beteiligung",
            f"{self.iris.key(subject)}-{organisation}-{role.key}",
            "Beteiligung",
            f"{SCHEMA}Role",
        )
        parts = (*part.organisation.spans, *part.rolle.spans)
        # One passage from the first word to the last: neither the role nor the organisation alone says it.
        spans = (Span(min(span.start for span in parts), max(span.end for span in parts)),)
        self.tie(subject, "hatBeteiligung", item, spans)
        self.tie(item, "beteiligtAn", subject, spans)
        self.tie(item, "beteiligungVon", body, part.organisation.spans)
        self.tie(item, "beteiligungsrolle", self.iris.thing("beteiligungsrolle", role.key), part.rolle.spans)
        kind, _, key = subject.value.removeprefix(f"{self.iris.base}id/").partition("/")
        self.name(item, f"{role.label}: {self.entities.name(body)} ({kind.capitalize()} {key})", spans)

    def quantities(self, subject: NamedNode, key: str, quantities: Iterable[Menge]) -> None:
        """State the quantities in a text; the key is that of the thing that the text is about."""
        for number, quantity in enumerate(quantities, 1):
            item = self.new("menge", f"{key}-{number}", "Menge", f"{SCHEMA}QuantitativeValue")
            self.tie(subject, "hatMenge", item, quantity.text.spans)
            self.state(item, LABEL.value, quantity.text, german)
            self.texts(item, text=quantity.text, einheit=quantity.einheit)
            least, greatest = (
                quoted(bound, quantity.text.spans) for bound in (quantity.mindestens, quantity.hoechstens)
            )
            self.integers(item, mindestens=least, hoechstens=greatest)
            self.flags(item, ungefaehr=quantity.ungefaehr)
