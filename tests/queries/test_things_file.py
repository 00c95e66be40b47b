"""Named things in a file: what is looked up in it is what is looked up in memory."""

from collections.abc import Callable

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import NameNotFoundError
from ruhrgraph.queries.lookup import find_iris, nearest
from ruhrgraph.queries.name_search import find_by_prefix, similar_words
from ruhrgraph.queries.things import NAMED_TYPES, Things, nameless_things, read_things
from ruhrgraph.queries.things_file import open_things, write_things

_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_TEXTS = ("Essen", "wüst", "13", "EON", "massnahme/13-01-1", "Esen", "x")
_ALSO = "http://www.w3.org/2004/02/skos/core#altLabel"


def _row(type_: str, id_: str, property_: str, text: str) -> dict[str, str]:
    return {"c": f"{DEFAULT_BASE}ontology#{type_}", "s": f"{DEFAULT_BASE}id/{id_}", "p": property_, "o": text, "l": ""}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Things, Things]:
    """Return the same things in memory and in a file."""
    names = [
        _row("Person", "person/hendrik-wuest", _LABEL, "Hendrik Wüst"),
        _row("Person", "person/karl-josef-laumann", _LABEL, "Karl-Josef Laumann"),
        _row("Gemeinde", "gemeinde/essen", _LABEL, "Essen"),
        _row("Ort", "ort/essen", _LABEL, "Essen"),
        _row("Organisation", "organisation/e-on", _LABEL, "E.ON"),
        _row("Organisation", "organisation/eon-2", _ALSO, "EON"),
        _row("Organisation", "organisation/mobil", _LABEL, "Neue Mobilität Ruhr"),
        _row("Themenforum", "themenforum/13", _LABEL, "Neue Mobilität"),
    ]
    others = [{"c": f"{DEFAULT_BASE}ontology#Massnahme", "s": f"{DEFAULT_BASE}id/massnahme/13-01-1"}]
    things = read_things(DEFAULT_BASE, names, others)
    path = tmp_path_factory.mktemp("things") / "things.sqlite3"
    parts = (
        (type_, read_things(DEFAULT_BASE, [row for row in names if row["c"].endswith(f"#{type_}")], ()))
        for type_ in NAMED_TYPES
    )
    write_things(parts, nameless_things(DEFAULT_BASE, others), path)
    return things, open_things(path, DEFAULT_BASE)


def _found(text: str, things: Things) -> object:
    try:
        return find_iris(text, ("ding",), things)
    except NameNotFoundError as error:
        return str(error), error.choices


@pytest.mark.parametrize(
    "look_up",
    [
        lambda things: [
            _found(text, things) for text in ("Essen", "wüst", "13", "EON", "massnahme/13-01-1", "Esen", "x")
        ],
        lambda things: nearest("Henrik Wust", NAMED_TYPES, things),
        lambda things: [find_by_prefix(text, things.by_type.values()) for text in ("mob", "e", "", "neue m", "zz")],
        lambda things: similar_words("Mobilitaet Esen", things, NAMED_TYPES),
        lambda things: {type_: list(index.entities) for type_, index in things.by_type.items()},
        lambda things: [list(index.joined.get("eon", ())) for index in things.by_type.values()],
        lambda things: (dict(things.entities), {key: list(ids) for key, ids in things.by_form.items()}),
        lambda things: (dict(things.nameless), things.nameless.get("massnahme/9"), "ort/x" in things.entities),
        lambda things: [things.by_type["Organisation"].owners[place].id for place in (0, 1, 2, -1)],
    ],
)
def test_a_file_answers_as_memory_does(both: tuple[Things, Things], look_up: Callable[[Things], object]) -> None:
    """Names, forms, prefixes, likeness and identifiers give the same in both, in the same order."""
    memory, file = both
    assert look_up(file) == look_up(memory)
