"""The results of a search as a page shows them: kinds with counts, snippets with the words marked.

In: the rows of the canned query `search`, the words, the named things. Out: plain values for the template.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ruhrgraph.queries.lookup import KINDS, known_iris
from ruhrgraph.queries.things import NAMED_TYPES, Things
from ruhrgraph.queries.words import word_forms
from ruhrgraph.server.engine.canned_rows import PlainRow

PER_PAGE = 20
_CUT = "… "
"""What stands at an end of a text that was cut."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it is one of the words."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: its class, its label, and the passage that has the words, if that is not the label.

    `passage` is the IRI of the place in a document where that text stands, "" where none is known.
    """

    iri: str
    kind: str
    label: tuple[Piece, ...]
    match: str
    snippet: tuple[Piece, ...]
    passage: str = ""


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The hits of one page, and how many there are of each class."""

    hits: tuple[Hit, ...]
    counts: Mapping[str, int]
    total: int
    pages: int


def search_results(text: str, rows: Sequence[PlainRow], things: Things, kind: str, page: int) -> SearchResults:
    """Return a page of results; what has exactly this name stands first.

    Args:
        text: What was searched for.
        rows: The rows of the query.
        things: The named things of the version.
        kind: The class that is wanted; "" for all.
        page: The number of the page.

    """
    named = _named(text, things)
    ordered = [*_rows_of(named, rows, things), *(row for row in rows if row["thing"] not in named)]
    wanted = [row for row in ordered if kind in ("", row["kind"])]
    marks = _marks(text)
    return SearchResults(
        tuple(_hit(row, marks) for row in wanted[(page - 1) * PER_PAGE : page * PER_PAGE]),
        Counter(row["kind"] for row in ordered),
        len(wanted),
        max(1, -(-len(wanted) // PER_PAGE)),
    )


def passages_query(hits: Iterable[Hit]) -> str:
    """Return the query for the places where texts of things stand."""
    wanted = " ".join(f"<{hit.iri}>" for hit in hits if hit.snippet)
    return f"""PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?thing ?text ?passage {{ VALUES ?thing {{ {wanted} }}
  ?beleg rdf:subject ?thing ; rdf:object ?value ; <http://www.w3.org/ns/prov#wasQuotedFrom> ?passage
  FILTER(isLiteral(?value)) BIND(STR(?value) AS ?text) }} ORDER BY ?passage"""


def passage_of(hit: Hit, places: Iterable[PlainRow]) -> str:
    """Return the place where the passage of a hit stands, "" where none is known."""
    core = hit.match.strip(_CUT)
    return next((row["passage"] for row in places if row["thing"] == hit.iri and core in row["text"]), "")


def _named(text: str, things: Things) -> tuple[str, ...]:
    """Return the IRIs of the things that have exactly this name."""
    return known_iris(text, [kind for kind, type_ in KINDS.items() if type_ in NAMED_TYPES], things)


def _rows_of(iris: Iterable[str], rows: Sequence[PlainRow], things: Things) -> list[PlainRow]:
    """Return the rows of things, also of those that the query did not find."""
    known = {row["thing"]: row for row in rows}
    found = []
    for iri in iris:
        entity = things.entities.get(iri.removeprefix(things.base).removeprefix("id/"))
        if iri in known:
            found.append(known[iri])
        elif entity:
            found.append({"thing": iri, "kind": entity.type, "label": entity.label, "match": entity.label})
    return found


def _marks(text: str) -> re.Pattern[str]:
    """Return the pattern of the words, as the query finds them."""
    forms = {form.partition(" ")[2] for form in word_forms(text)}
    parts = [
        rf"\b{re.escape(form[1:])}\w*" if form.startswith(" ") else re.escape(form)
        for form in sorted(forms, key=lambda form: (-len(form), form))
    ]
    return re.compile(f"({'|'.join(parts)})", re.IGNORECASE)


def _hit(row: PlainRow, marks: re.Pattern[str]) -> Hit:
    label = row["label"] or row["thing"].rpartition("/")[2]
    snippet = () if row["match"] == label else _pieces(row["match"], marks)
    return Hit(row["thing"], row["kind"], _pieces(label, marks), row["match"], snippet)


def _pieces(text: str, marks: re.Pattern[str]) -> tuple[Piece, ...]:
    """Return a text in pieces, every other one of which is a word."""
    return tuple(Piece(part, bool(place % 2)) for place, part in enumerate(marks.split(text)) if part)
