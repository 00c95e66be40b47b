"""Handlungsfelder and Projekte as statements."""

import datetime as dt

from ruhrgraph.loaders.document import ReadValue, Span
from ruhrgraph.loaders.records import (
    Datum,
    Handlungsfeld,
    Laufzeit,
    Massnahme,
    Menge,
    Nennungen,
    Organisationsname,
    Phase,
    Projekt,
    Zusatzangabe,
)
from tests.graph.mapping.records import flag, number, passages, quads, text, types, values

SCHOOLS = Menge(text("bis zu 40 Grundschulen"), text("Grundschulen"), hoechstens=number(40), ungefaehr=flag())


def _project(**fields: object) -> Projekt:
    return Projekt(text("13-01"), text("Bus"), number(1), None, **fields)  # type: ignore[arg-type]  # by name


def test_fields_are_concepts_of_a_scheme() -> None:
    """A Handlungsfeld has a preferred label and a place in the scheme."""
    named = Nennungen(organisationen=(Organisationsname(text("RVR")),))
    field = values(quads(Handlungsfeld(number(1), text("Wege"), "Wege", nennungen=named)), "handlungsfeld/wege")
    assert field["prefLabel"] == field["label"] == field["title"] == {"Wege"}
    assert field["inScheme"] == field["topConceptOf"] == {"handlungsfelder"}
    assert field["erwaehnt"] == {"organisation/regionalverband-ruhr"}


def test_quantities() -> None:
    """A quantity of a measure or a project has its wording, its unit and its bounds."""
    found = quads(_project(massnahmen=(Massnahme(number(1), text("Fahren"), mengen=(SCHOOLS,)),), mengen=(SCHOOLS,)))
    assert values(found, "massnahme/13-01-1")["hatMenge"] == {"menge/13-01-1-1"}
    assert values(found, "projekt/13-01")["hatMenge"] == {"menge/13-01-1"}
    for key in ("menge/13-01-1-1", "menge/13-01-1"):
        assert types(found, key) == {"Menge", "QuantitativeValue"}
        quantity = values(found, key)
        assert quantity["text"] == quantity["label"] == {"bis zu 40 Grundschulen"}
        assert (quantity["einheit"], quantity["hoechstens"]) == ({"Grundschulen"}, {"40"})
        assert "mindestens" not in quantity
        assert quantity["ungefaehr"] == {"true"}


def test_dated_measures() -> None:
    """A measure has the date that it names, with its bounds."""
    date = ReadValue(Datum("2020", dt.date(2020, 1, 1), dt.date(2020, 12, 31)), (Span(0, 4),))
    measure = values(quads(_project(massnahmen=(Massnahme(number(1), text("Fahren"), date),))), "massnahme/13-01-1")
    assert (measure["datum"], measure["fruehestens"], measure["spaetestens"]) == (
        {"2020"},
        {"2020-01-01"},
        {"2020-12-31"},
    )


def test_long_measures_have_short_labels() -> None:
    """A label is short, two of a project differ, and the whole text is the text."""
    long = "Wort " * 30
    measures = tuple(Massnahme(number(place), text(f"{long}{place}")) for place in (1, 2))
    found = quads(_project(massnahmen=(*measures, Massnahme(number(3), text("Fahren")))))
    labels = [values(found, f"massnahme/13-01-{place}")["label"] for place in (1, 2, 3)]
    short = f"{('Wort ' * 15).strip()} …"
    assert labels == [{f"{short} (1)"}, {f"{short} (2)"}, {"Fahren"}]
    assert values(found, "massnahme/13-01-1")["text"] == {f"{long}1"}


def test_terms_and_phases() -> None:
    """A term has its span of time, its duration and its phases; years have bounds in days."""
    term = Laufzeit(
        text("Aufbauphase 2020, danach Regelbetrieb"),
        startjahr=number(2020),
        zeitraum=text("2020/.."),
        dauer=text("P3Y"),
        phasen=(Phase(number(1), text("Aufbauphase"), number(2020), number(2021)), Phase(number(2), text("Betrieb"))),
    )
    found = quads(_project(laufzeit=term))
    said = values(found, "laufzeit/13-01")
    assert (said["zeitraum"], said["dauer"], said["label"]) == ({"2020/.."}, {"P3Y"}, {"Laufzeit, Projekt 13-01"})
    assert (said["fruehestens"], said.get("spaetestens")) == ({"2020-01-01"}, None)
    assert said["hatPhase"] == {"phase/13-01-1", "phase/13-01-2"}
    phase = values(found, "phase/13-01-1")
    assert (phase["label"], phase["position"]) == ({"Aufbauphase"}, {"1"})
    assert (phase["startjahr"], phase["endjahr"], phase["spaetestens"]) == ({"2020"}, {"2021"}, {"2021-12-31"})
    assert types(found, "phase/13-01-2") == {"Phase", "PeriodOfTime"}


def test_a_term_is_proved_by_its_row_and_a_bound_by_its_quantity() -> None:
    """Years and numbers alone say neither that an end is open nor `at most`."""
    term = Laufzeit(
        text("Ab 2020", 8), number(2020), zeitraum=text("2020/.."), offenes_ende=flag(), regelbetrieb=flag()
    )
    few = Menge(text("bis zu 40 Kitas", 12), text("Kitas"), number(20), number(40))
    found = quads(_project(laufzeit=term, mengen=(few,)))
    for name in ("zeitraum", "offenesEnde", "regelbetrieb"):
        assert passages(found, "laufzeit/13-01", name) == {"8,12"}
    assert passages(found, "laufzeit/13-01", "startjahr") == {"0,4"}
    for name in ("mindestens", "hoechstens"):
        assert passages(found, "menge/13-01-1", name) == {"12,16"}


def test_additional_rows() -> None:
    """A row besides the usual ones keeps its caption and its text."""
    found = quads(_project(zusatzangaben=(Zusatzangabe(number(1), text("Budget"), text("2 Mio. Euro")),)))
    assert values(found, "projekt/13-01")["hatZusatzangabe"] == {"zusatzangabe/13-01-1"}
    row = values(found, "zusatzangabe/13-01-1")
    assert (row["beschriftung"], row["text"], row["label"]) == ({"Budget"}, {"2 Mio. Euro"}, {"Budget (Projekt 13-01)"})
