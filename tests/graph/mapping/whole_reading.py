"""A reading with something in every field, for what must hold of all that a mapper states."""

import datetime as dt

from ruhrgraph.loaders.document import Document, ReadValue, Span
from ruhrgraph.loaders.records import (
    Beteiligung,
    Datum,
    Handlungsfeld,
    Laufzeit,
    Massnahme,
    Menge,
    Moderation,
    Nennungen,
    Organisationsname,
    Ortsangabe,
    Phase,
    Projekt,
    Quelle,
    Reading,
    Teilnehmergruppe,
    Themenforum,
    Veranstaltung,
    Zusatzangabe,
)
from tests.graph.mapping.records import flag, number, text

_DATE = ReadValue(Datum("2019-05-30/2019-06-02?", dt.date(2019, 5, 30), dt.date(2019, 6, 2)), (Span(0, 4),))
_ORGANISATIONS = (Organisationsname(text("RVR")), Organisationsname(text("Verein Neue Wege", 9)))
_ROLES = ("kooperation", "federfuehrung", "traeger", "mitglied", "leitung", "foerderung")
_NAMED = Nennungen(
    _ORGANISATIONS,
    tuple(Beteiligung(text("Verein Neue Wege"), text(role)) for role in _ROLES),
    (text("FM"), text("XYZ")),
    (text("Essen"), text("Neustadt")),
    (text("13-01"),),
)
_EVENT = Veranstaltung(
    nummer=number(1),
    titel=text("Workshops"),
    art=text("Workshops"),
    thema=text("Wege"),
    datum=_DATE,
    urspruengliches_datum=_DATE,
    ganztaegig=flag(),
    beginn=text("10:00"),
    ende=text("12:00"),
    orte=Ortsangabe(text("Rathaus Nord"), (text("Essen"),), text("Staatskanzlei")),
    ziel=text("Ziel"),
    teilnehmende=text("ca. 50"),
    teilnehmende_min=number(50),
    teilnehmende_max=number(50),
    teilnehmende_ungefaehr=flag(),
    noch_offen=text("n.n.b."),
    hinweis=text("offen"),
    nennungen=_NAMED,
)
_MODERATION = Moderation(
    position=number(1),
    name=text("Eva Klein"),
    amt=text("Ministerin"),
    akademischer_titel=text("Dr."),
    rolle=text("Vorstand"),
    organisation=text("RVR"),
    regierung=flag(),
    ressort=text("FM"),
)
_FORUM = Themenforum(
    nummer=number(13),
    titel=text("Forum"),
    leitfrage=text("Wie?"),
    konzept=text("So."),
    moderationen=(_MODERATION,),
    teilnehmerkreis=text("Alle"),
    teilnehmergruppen=(Teilnehmergruppe(number(1), text("RVR"), _ORGANISATIONS),),
    veranstaltungen=(_EVENT,),
    federfuehrend=text("VM"),
    beteiligt=(text("FM"),),
    interessiert=(text("IM"),),
    angefragt=(text("JM"),),
    weiteres_offen=flag(),
    nennungen=_NAMED,
)
_QUANTITY = Menge(text("rund 20 bis 40 Linien"), text("Linien"), number(20), number(40), flag())
_TERM = Laufzeit(
    text=text("2020 bis 2021"),
    startjahr=number(2020),
    endjahr=number(2021),
    offenes_ende=flag(),
    regelbetrieb=flag(),
    zeitraum=text("2020/2021~"),
    dauer=text("P1Y6M"),
    phasen=(Phase(number(1), text("Aufbauphase"), number(2020), number(2021)),),
)
_PROJECT = Projekt(
    code=text("13-01"),
    titel=text("Bus"),
    position=number(1),
    handlungsfeld=text("Wege"),
    ressort=text("VM"),
    titel_im_verzeichnis=text("Der Bus"),
    seite=number(7),
    beschreibung=text("Ein Bus."),
    massnahmen=(Massnahme(number(1), text("Fahren"), _DATE, (_QUANTITY,)),),
    massnahmentext=text("Wir fahren:"),
    laufzeit=_TERM,
    mengen=(_QUANTITY,),
    zusatzangaben=(Zusatzangabe(number(1), text("Budget"), text("2 Mio. Euro")),),
    nennungen=_NAMED,
)
_FIELD = Handlungsfeld(number(1), text("Kurze Wege"), "Wege", text("Los."), number(6), _NAMED)
WHOLE = Reading(
    document=Document("probe", "Text und mehr Text", "0" * 64),
    loader="probe",
    quelle=Quelle(text("Titel"), text("Einleitung")),
    themenforen=(_FORUM,),
    handlungsfelder=(_FIELD,),
    projekte=(_PROJECT,),
)
