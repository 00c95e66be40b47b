"""Themenforen and their events as statements."""

import datetime as dt

import pytest

from ruhrgraph.loaders.document import ReadValue, Span
from ruhrgraph.loaders.records import (
    Beteiligung,
    Datum,
    Moderation,
    Nennungen,
    Organisationsname,
    Ortsangabe,
    Teilnehmergruppe,
    Themenforum,
    Veranstaltung,
)
from tests.graph.mapping.records import flag, number, passages, quads, text, types, values

MINISTER = Moderation(number(1), text("Hendrik Wüst"), amt=text("Minister"), regierung=flag())
MOVED = Datum("2019-02-07", dt.date(2019, 2, 7), dt.date(2019, 2, 7))


def _forum(**fields: object) -> Themenforum:
    return Themenforum(number(6), text("Forum"), **fields)  # type: ignore[arg-type]  # fields of a record by name


def _event(**fields: object) -> Themenforum:
    event = Veranstaltung(number(1), text("Veranstaltung"), **fields)  # type: ignore[arg-type]
    return _forum(veranstaltungen=(event,))


def test_persons_are_members_of_the_team() -> None:
    """A moderation is tied to a team, a unit of the forum, and the team has all of them."""
    found = quads(_forum(moderationen=(MINISTER, Moderation(number(2), text("Eva Klein")))))
    assert types(found, "moderationsteam/6") == {"Moderationsteam", "OrganizationalUnit"}
    team = values(found, "moderationsteam/6")
    assert (team["subOrganizationOf"], team["label"]) == ({"themenforum/6"}, {"Moderationsteam, Forum 6"})
    forum = values(found, "themenforum/6")
    assert forum["hatModerationsteam"] == {"moderationsteam/6"}
    assert forum["hatModeration"] == {"moderation/6-hendrik-wuest", "moderation/6-eva-klein"}
    moderation = values(found, "moderation/6-hendrik-wuest")
    assert moderation["organization"] == {"moderationsteam/6"}
    assert moderation["label"] == {"Moderation von Hendrik Wüst, Forum 6"}
    assert (moderation["amt"], moderation.get("anrede")) == ({"Minister"}, None)


def test_a_forum_without_moderators_has_no_team() -> None:
    """What the document does not name is not stated."""
    assert values(quads(_forum()), "moderationsteam/6") == {}


def test_ministries_of_all_kinds() -> None:
    """A ministry that was asked is not one that takes part."""
    forum = values(quads(_forum(beteiligt=(text("FM"),), angefragt=(text("MWIDE"), text("VM")))), "themenforum/6")
    assert forum["beteiligtesRessort"] == {"ressort/fm"}
    assert forum["angefragtesRessort"] == {"ressort/mwide", "ressort/vm"}


def test_groups_have_organisations() -> None:
    """An item of the circle of participants names organisations, and is told from those of other forums."""
    group = Teilnehmergruppe(number(3), text("RVR, Städte"), (Organisationsname(text("RVR")),))
    item = values(quads(_forum(teilnehmergruppen=(group,))), "teilnehmergruppe/6-3")
    assert item["erwaehnt"] == {"organisation/regionalverband-ruhr"}
    assert item["label"] == {"RVR, Städte (Forum 6)"}
    twice = tuple(Teilnehmergruppe(number(place), text("Städte")) for place in (1, 2))
    labels = [
        values(quads(_forum(teilnehmergruppen=twice)), f"teilnehmergruppe/6-{place}")["label"] for place in (1, 2)
    ]
    assert labels == [{"Städte (Forum 6, Nr. 1)"}, {"Städte (Forum 6, Nr. 2)"}]


def test_what_the_texts_name() -> None:
    """Organisations, ministries, towns, projects and involvements of a forum's texts are stated."""
    named = Nennungen(
        organisationen=(Organisationsname(text("RVR")), Organisationsname(text("Justizministerium"))),
        beteiligungen=(Beteiligung(text("RVR"), text("traeger")), Beteiligung(text("Staatskanzlei"), text("leitung"))),
        ressorts=(text("FM"), text("XYZ")),
        gemeinden=(text("Essen"), text("Bochum")),
        projekte=(text("13-01"),),
    )
    found = quads(_forum(nennungen=named))
    forum = values(found, "themenforum/6")
    assert forum["erwaehnt"] == {"organisation/regionalverband-ruhr"}
    assert forum["erwaehntesRessort"] == {"ressort/jm", "ressort/fm", "ressort/xyz"}
    assert forum["erwaehnteGemeinde"] == {"gemeinde/essen", "gemeinde/bochum"}
    assert forum["erwaehntesProjekt"] == {"projekt/13-01"}
    key = "beteiligung/themenforum-6-regionalverband-ruhr-traeger"
    assert forum["hatBeteiligung"] == {key, "beteiligung/themenforum-6-stk-leitung"}
    part = values(found, key)
    assert part["beteiligungVon"] == {"organisation/regionalverband-ruhr"}
    assert part["beteiligtAn"] == {"themenforum/6"}
    assert part["beteiligungsrolle"] == {"beteiligungsrolle/traeger"}
    assert part["label"] == {"Träger: Regionalverband Ruhr (Themenforum 6)"}
    assert values(found, "beteiligung/themenforum-6-stk-leitung")["beteiligungVon"] == {"ressort/stk"}
    assert values(found, "ressort/xyz")["kuerzel"] == {"XYZ"}


def test_one_passage_proves_a_part_that_an_organisation_plays() -> None:
    """The passage has the role and the organisation, whichever comes first; each alone proves what it says."""
    for name, role in ((0, 12), (12, 0)):
        part = Beteiligung(text("RVR", name), text("traeger", role))
        found = quads(_forum(nennungen=Nennungen(beteiligungen=(part,))))
        key = "beteiligung/themenforum-6-regionalverband-ruhr-traeger"
        assert passages(found, "themenforum/6", "hatBeteiligung") == passages(found, key, "beteiligtAn") == {"0,16"}
        assert passages(found, key, "beteiligungVon") == {f"{name},{name + 4}"}
        assert passages(found, key, "beteiligungsrolle") == {f"{role},{role + 4}"}


def test_an_organisation_named_twice_has_one_label() -> None:
    """An organisation spelt in two ways plays a part once, with the name of its first mention."""
    parts = tuple(Beteiligung(text(name), text("mitglied")) for name in ("Verein Neue Wege", "Verein NEUE WEGE"))
    found = quads(_forum(nennungen=Nennungen(beteiligungen=parts)))
    part = values(found, "beteiligung/themenforum-6-verein-neue-wege-mitglied")
    assert part["label"] == {"Mitglied: Verein Neue Wege (Themenforum 6)"}


@pytest.mark.parametrize(
    ("date", "label"),
    [
        (None, "1. Veranstaltung, Forum 6"),
        (ReadValue(MOVED, (Span(5, 8),)), "1. Veranstaltung, Forum 6, 7.2.2019"),
    ],
)
def test_events_are_told_apart(date: ReadValue[Datum] | None, label: str) -> None:
    """An event is named by its number, its forum and its date; its title stays the title."""
    found = quads(_event(datum=date))
    event = values(found, "veranstaltung/6-1")
    assert (event["label"], event["title"]) == ({label}, {"Veranstaltung"})


def test_fields_of_an_event() -> None:
    """The kind is a wording and concepts; an original date and a rough number are stated as such."""
    event = values(
        quads(
            _event(
                art=text("Workshops"),
                urspruengliches_datum=ReadValue(MOVED, (Span(0, 4),)),
                teilnehmende_ungefaehr=flag(),
                nennungen=Nennungen(gemeinden=(text("Essen"),)),
            )
        ),
        "veranstaltung/6-1",
    )
    assert (event["veranstaltungsart"], event["veranstaltungstyp"]) == ({"Workshops"}, {"veranstaltungstyp/workshop"})
    assert event["urspruenglichesDatum"] == {"2019-02-07"}
    assert event["teilnehmendeUngefaehr"] == {"true"}
    assert event["erwaehnteGemeinde"] == {"gemeinde/essen"}
    assert "datum" not in event


@pytest.mark.parametrize(
    ("host", "thing"),
    [
        ("Staatskanzlei", "ressort/stk"),
        ("RVR", "organisation/regionalverband-ruhr"),
        ("Radio X", "organisation/radio-x"),
    ],
)
def test_a_ministry_can_host(host: str, thing: str) -> None:
    """A host is an organisation or a ministry."""
    assert values(quads(_event(orte=Ortsangabe(gastgeber=text(host)))), "veranstaltung/6-1")["gastgeber"] == {thing}


def test_an_event_in_two_towns() -> None:
    """With two towns none is that of the venue."""
    place = Ortsangabe(ort=text("Rathaus Nord"), gemeinden=(text("Essen"), text("Bochum")))
    found = quads(_event(orte=place))
    assert values(found, "veranstaltung/6-1")["gemeinde"] == {"gemeinde/essen", "gemeinde/bochum"}
    assert "gemeinde" not in values(found, "ort/rathaus-nord")
