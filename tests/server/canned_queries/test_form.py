"""The form of a canned query: which field each parameter has, and what one may choose in it."""

import pytest

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import NameNotFoundError
from ruhrgraph.queries import parse, read
from ruhrgraph.queries.things import Things, read_things
from ruhrgraph.server.canned_queries.form import FormField, Option, form_fields

LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


def _things(kind: str, *labels: str) -> Things:
    rows = [
        {
            "c": f"{DEFAULT_BASE}ontology#{kind}",
            "s": f"{DEFAULT_BASE}id/{kind.lower()}/{place}-x",
            "p": LABEL,
            "o": name,
        }
        for place, name in enumerate(labels)
    ]
    return read_things(DEFAULT_BASE, rows, [])


def _field(header: str, value: str, things: Things, fault: NameNotFoundError | None = None) -> FormField:
    query = parse("q", f"#+ params:\n#+   - name: x\n{header}\nASK {{\nVALUES ?param_x {{ UNDEF }}\n}}")
    (field,) = form_fields(query, {"x": value}, things, "de", fault)
    return field


TERM = "#+     type: term\n#+     kind: {}"
FEW, MANY = ("Zebra", "Äpfel", "Apfel"), tuple(f"Name {number}" for number in range(40))


@pytest.mark.parametrize(
    ("kind", "labels", "control"),
    [
        ("person", FEW, "select"),
        ("person", MANY, "suggestions"),
        ("person, ort", FEW, "suggestions"),
        ("ort", FEW, "text"),
        ("ding", FEW, "text"),
    ],
)
def test_fields_of_things(kind: str, labels: tuple[str, ...], control: str) -> None:
    """Few things of one kind are a list, many or several kinds are suggested, others are typed."""
    assert _field(TERM.format(kind), "", _things("Person", *labels)).control == control


def test_options_are_in_german_order() -> None:
    """Options stand as in a German index."""
    options = _field(TERM.format("person"), "", _things("Person", *FEW)).options
    assert options == (Option("Apfel", "Apfel"), Option("Äpfel", "Äpfel"), Option("Zebra", "Zebra"))


@pytest.mark.parametrize(("given", "chosen"), [("ZEBRA", "Zebra"), ("Aepfel", "Äpfel"), ("none", "none"), ("", "")])
def test_any_name_chooses_the_thing(given: str, chosen: str) -> None:
    """A value in the address may be any name of the thing; one that is none stays as it is."""
    assert _field(TERM.format("person"), given, _things("Person", *FEW)).value == chosen


def test_a_wrong_value_can_be_changed() -> None:
    """A field whose value names nothing is one to type in."""
    field = _field(TERM.format("person"), "<Zebbra>", _things("Person", *FEW), NameNotFoundError("no", "x", ("Zebra",)))
    assert (field.is_wrong, field.control, field.value) == (True, "suggestions", "<Zebbra>")


def test_choices_have_labels() -> None:
    """Classes and relations are called as on all pages."""
    things = Things(DEFAULT_BASE)
    (_, kind), (_, relation, *_) = (form_fields(read(name), {}, things, "de") for name in ("search", "edges"))
    assert Option("Ort", "Veranstaltungsort") in kind.options
    assert Option("speaks for", "spricht für") in relation.options


def test_many_things_are_typed() -> None:
    """Suggestions of thousands of things would make the page too large: they are typed."""
    many = [f"Name {number}" for number in range(501)]
    field = _field(TERM.format("person"), "", _things("Person", *many))
    assert (field.control, field.options) == ("text", ())
