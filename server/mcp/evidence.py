"""The quotes that prove an answer.

In: the IRIs of the Belege of each row of a table. Out: the passages of the documents, numbered, with what each proves;
not more than an answer can hold, and the first of each row before the second of any.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from ruhrgraph.graph.rdf.namespaces import PROV, RDF, prefixed_name
from ruhrgraph.server.engine.rows import ResultTerm, Row
from ruhrgraph.server.mcp.document_texts import document_texts
from ruhrgraph.server.mcp.graph_access import GraphAccess, page_address

MOST_QUOTES = 50
"""How many passages an answer brings: more than it has rows, so that each row has one."""
LONGEST_QUOTE = 600
"""Characters of a quote; of a longer passage the beginning is shown."""
_MOST_BELEGE = 400
_MOST_PROVEN = 3
_LONGEST_VALUE = 60
_SHORT = 40
"""Characters of a passage up to which its line is shown, too."""
_AROUND = 120
_PASSAGE = re.compile(r"#char=(?P<start>\d{1,12}),(?P<end>\d{1,12})$")
_QUERY = f"""PREFIX rdf: <{RDF}> PREFIX prov: <{PROV}>
SELECT ?beleg ?subject ?predicate ?value ?passage ?quote {{
VALUES ?beleg {{ %s }}
?beleg rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; prov:wasQuotedFrom ?passage ; <%s> ?quote
BIND(IF(ISLITERAL(?object), SUBSTR(STR(?object), 1, {_LONGEST_VALUE + 1}), ?object) AS ?value) }}
ORDER BY ?beleg"""


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage: its number in an answer, its words, where they stand, its address, and the statements it proves.

    `context` is the line around a short passage, which says more than a number or an acronym alone.
    """

    number: int
    text: str
    context: str
    document: str
    start: int
    end: int
    address: str
    proves: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return this as values for JSON."""
        return {
            "number": self.number,
            "quote": self.text,
            **({"context": self.context} if self.context else {}),
            "document": self.document,
            "start": self.start,
            "end": self.end,
            "address": self.address,
            "proves": list(self.proves),
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quotes of an answer, their numbers by row, and how many Belege are left out."""

    quotes: tuple[Quote, ...] = ()
    by_row: tuple[tuple[int, ...], ...] = ()
    left_out: int = 0


async def read_evidence(access: GraphAccess, root: str, belege: Sequence[Sequence[str]]) -> Evidence:
    """Return the quotes of the Belege of each row.

    Args:
        access: The graph.
        root: Where the server is.
        belege: For each row the IRIs of its Belege, the most important first.

    Raises:
        RuhrgraphError: The query could not be answered.

    """
    # The first of each row, then the second of each, so that none goes without.
    in_turn = (iri for each in zip_longest(*belege) for iri in each if iri)
    ordered = list(dict.fromkeys(iri for iri in in_turn if _is_beleg(iri, access.base)))
    if not ordered:
        return Evidence(by_row=((),) * len(belege))
    named = " ".join(f"<{iri}>" for iri in ordered[:_MOST_BELEGE])
    found = await access.rows(_QUERY % (named, f"{access.base}ontology#zitat"))
    texts = await document_texts(access, {_document(row["passage"].value) for row in found})
    return _Passages(access, root, texts, {row["beleg"].value: row for row in found}).evidence(belege, ordered)


def _is_beleg(iri: str, base: str) -> bool:
    """Return whether a text is the IRI of a Beleg, so that it may stand in a query."""
    return iri.startswith(f"{base}id/beleg/") and not re.search(r'[\x00-\x20<>"{}|^`\\]', iri)


@dataclass(frozen=True, slots=True)
class _Passages:
    """The Belege that were read, by IRI, and the texts of the documents, by name."""

    access: GraphAccess
    root: str
    texts: Mapping[str, str]
    rows: Mapping[str, Row]

    def evidence(self, belege: Sequence[Sequence[str]], ordered: Sequence[str]) -> Evidence:
        """Return the passages of the Belege of each row, numbered in the order of the rows.

        Args:
            belege: The Belege of each row.
            ordered: All of them, those first that have to be shown.

        """
        passage_of = {iri: self.rows[iri]["passage"].value for iri in ordered if iri in self.rows}
        kept = list(dict.fromkeys(passage_of.values()))[:MOST_QUOTES]
        told = (passage_of[iri] for iri in chain.from_iterable(belege) if iri in passage_of)
        numbers = {passage: number for number, passage in enumerate(_among(told, kept), 1)}
        proofs: dict[str, list[Row]] = defaultdict(list)
        for iri, passage in passage_of.items():
            proofs[passage].append(self.rows[iri])
        quotes = tuple(self._quote(number, passage, proofs[passage]) for passage, number in numbers.items())
        by_row = (_among((passage_of.get(iri, "") for iri in each), kept) for each in belege)
        left_out = sum(passage_of.get(iri) not in numbers for iri in ordered)
        return Evidence(quotes, tuple(tuple(numbers[passage] for passage in each) for each in by_row), left_out)

    def _quote(self, number: int, passage: str, proofs: Sequence[Row]) -> Quote:
        """Return one passage with the statements that it proves."""
        words, document = proofs[0]["quote"].value, _document(passage)
        place = _PASSAGE.search(passage)
        start, end = (int(place["start"]), int(place["end"])) if place else (0, 0)
        proven = list(dict.fromkeys(_statement(self.access, row) for row in proofs))
        more = [f"and {len(proven) - _MOST_PROVEN} more"] if len(proven) > _MOST_PROVEN else []
        return Quote(
            number,
            words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE]} …",
            _context(self.texts.get(document, ""), start, end),
            document,
            start,
            end,
            page_address(passage, self.access.base, self.root),
            (*proven[:_MOST_PROVEN], *more),
        )


def _among(passages: Iterable[str], kept: Collection[str]) -> list[str]:
    """Return the passages that are kept, each once."""
    return [passage for passage in dict.fromkeys(passages) if passage in kept]


def _document(passage: str) -> str:
    """Return the name of the document that a passage is of."""
    return passage.partition("#")[0].rpartition("/")[2]


def _context(text: str, start: int, end: int) -> str:
    """Return the line around a short passage, at most some characters on each side; "" for a long passage."""
    if end - start > _SHORT or end > len(text):
        return ""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end:].partition("\n")[0]
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].partition(' ')[2]}"
    if len(after) > _AROUND:
        after = f"{after[:_AROUND].rpartition(' ')[0]} …"
    line = f"{before}{text[start:end]}{after}".strip()
    return line if len(line) > end - start else ""


def _statement(access: GraphAccess, row: Row) -> str:
    """Return the statement that a Beleg proves, in short: `themenforum/13 rk:federfuehrendesRessort ressort/vm`."""
    predicate = row["predicate"].value
    name = prefixed_name(predicate, access.base) or predicate
    return f"{access.identifier(row['subject'].value)} {name} {_value(access, row['value'])}"


def _value(access: GraphAccess, term: ResultTerm) -> str:
    if term.is_iri:
        return access.identifier(term.value)
    text = term.value if len(term.value) <= _LONGEST_VALUE else f"{term.value[:_LONGEST_VALUE]}…"
    return f"“{text}”"
