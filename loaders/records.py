"""What loaders return: frozen records in which every field says where it was read.

Field names are the ontology's. A `ReadValue` holds one value and the spans of text that say it; None means that the
document does not say it. Values are text with single spaces, numbers, dates as EDTF, and names as written.
"""

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

from ruhrgraph.loaders.document import Document, Issue, ReadValue, Span

Text: TypeAlias = ReadValue[str] | None
Number: TypeAlias = ReadValue[int] | None
Flag: TypeAlias = ReadValue[bool] | None


@dataclass(frozen=True, slots=True)
class Datum:
    """A date as EDTF (`2019-04-08`, `2019-06`, `2019-34`, `2019-06?`) with the first and last day it can mean.

    Several days are a set (`{2019-04-10,2019-04-12}`), days without a gap an interval (`2019-05-30/2019-06-02`).
    """

    edtf: str
    fruehestens: dt.date
    spaetestens: dt.date


@dataclass(frozen=True, slots=True)
class Organisationsname:
    """An organisation named in a text: the name as written, one span for each mention."""

    name: ReadValue[str]


@dataclass(frozen=True, slots=True)
class Beteiligung:
    """An organisation and the part it plays, such as `traeger`; the spans of the role are the words that say it.

    The roles are the keys of the concepts in the scheme `id/beteiligungsrollen`.
    """

    organisation: ReadValue[str]
    rolle: ReadValue[str]


@dataclass(frozen=True, slots=True)
class Nennungen:
    """What the texts of a record name: each name as written (ministries as acronyms, projects as codes)."""

    organisationen: tuple[Organisationsname, ...] = ()
    beteiligungen: tuple[Beteiligung, ...] = ()
    ressorts: tuple[ReadValue[str], ...] = ()
    gemeinden: tuple[ReadValue[str], ...] = ()
    projekte: tuple[ReadValue[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Menge:
    """A quantity in a text (`bis zu 40 Grundschulen`): the whole phrase, the numbers, and what is counted."""

    text: ReadValue[str]
    einheit: ReadValue[str]
    mindestens: Number = None
    hoechstens: Number = None
    ungefaehr: Flag = None


@dataclass(frozen=True, slots=True)
class Ortsangabe:
    """Where an event takes place: venue, municipalities, and the host if the venue belongs to somebody.

    A host may be a ministry (`bei der Staatskanzlei`).
    """

    ort: Text = None
    gemeinden: tuple[ReadValue[str], ...] = ()
    gastgeber: Text = None


@dataclass(frozen=True, slots=True)
class Moderation:
    """A person who moderates a Themenforum, with the role and the organisation that the line names.

    `amt` is what stands before the name (`Finanzminister`), `ressort` the acronym that the office itself names.
    `regierung` is set for members of the government in office, not for former ones.
    """

    position: ReadValue[int]
    name: ReadValue[str]
    amt: Text = None
    akademischer_titel: Text = None
    rolle: Text = None
    organisation: Text = None
    regierung: Flag = None
    ressort: Text = None


@dataclass(frozen=True, slots=True)
class Teilnehmergruppe:
    """One item of the list in a circle of participants, with the organisations that it names."""

    position: ReadValue[int]
    text: ReadValue[str]
    organisationen: tuple[Organisationsname, ...] = ()


@dataclass(frozen=True, slots=True)
class Veranstaltung:
    """An event of a Themenforum; times are `HH:MM`, `urspruengliches_datum` is the one it was moved from."""

    nummer: ReadValue[int]
    titel: ReadValue[str]
    art: Text = None
    thema: Text = None
    datum: ReadValue[Datum] | None = None
    urspruengliches_datum: ReadValue[Datum] | None = None
    ganztaegig: Flag = None
    beginn: Text = None
    ende: Text = None
    orte: Ortsangabe = Ortsangabe()
    ziel: Text = None
    teilnehmende: Text = None
    teilnehmende_min: Number = None
    teilnehmende_max: Number = None
    teilnehmende_ungefaehr: Flag = None
    noch_offen: Text = None
    hinweis: Text = None
    nennungen: Nennungen = Nennungen()


@dataclass(frozen=True, slots=True)
class Themenforum:
    """A Themenforum: its question, its people, its events and the ministries behind it (as their acronyms)."""

    nummer: ReadValue[int]
    titel: ReadValue[str]
    leitfrage: Text = None
    konzept: Text = None
    moderationen: tuple[Moderation, ...] = ()
    teilnehmerkreis: Text = None
    teilnehmergruppen: tuple[Teilnehmergruppe, ...] = ()
    veranstaltungen: tuple[Veranstaltung, ...] = ()
    federfuehrend: Text = None
    beteiligt: tuple[ReadValue[str], ...] = ()
    interessiert: tuple[ReadValue[str], ...] = ()
    angefragt: tuple[ReadValue[str], ...] = ()
    weiteres_offen: Flag = None
    nennungen: Nennungen = Nennungen()


@dataclass(frozen=True, slots=True)
class Massnahme:
    """One measure of a Projekt, without mark-up, with the date and the quantities that it names."""

    position: ReadValue[int]
    text: ReadValue[str]
    datum: ReadValue[Datum] | None = None
    mengen: tuple[Menge, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of a term (`Aufbauphase 2020`): its name as written, and its years."""

    position: ReadValue[int]
    name: ReadValue[str]
    startjahr: Number = None
    endjahr: Number = None


@dataclass(frozen=True, slots=True)
class Zusatzangabe:
    """A row of a Projekt's table besides the usual three: its label and its text as written."""

    position: ReadValue[int]
    beschriftung: ReadValue[str]
    text: ReadValue[str]


@dataclass(frozen=True, slots=True)
class Laufzeit:
    """The term of a Projekt: its text, the years in it, and whether it says open end or regular operation.

    `zeitraum` is the term in EDTF with its doubts (`2020/2025?`, `2020/..`), `dauer` an `xsd:duration` (`P3Y`).
    """

    text: ReadValue[str]
    startjahr: Number = None
    endjahr: Number = None
    offenes_ende: Flag = None
    regelbetrieb: Flag = None
    zeitraum: Text = None
    dauer: Text = None
    phasen: tuple[Phase, ...] = ()


@dataclass(frozen=True, slots=True)
class Projekt:
    """A Projekt of a Handlungsfeld."""

    code: ReadValue[str]
    titel: ReadValue[str]
    position: ReadValue[int]
    handlungsfeld: ReadValue[str] | None
    ressort: Text = None
    titel_im_verzeichnis: Text = None
    seite: Number = None
    beschreibung: Text = None
    massnahmen: tuple[Massnahme, ...] = ()
    massnahmentext: Text = None
    laufzeit: Laufzeit | None = None
    mengen: tuple[Menge, ...] = ()
    zusatzangaben: tuple[Zusatzangabe, ...] = ()
    nennungen: Nennungen = Nennungen()


@dataclass(frozen=True, slots=True)
class Handlungsfeld:
    """A Handlungsfeld; `name` is the part of its title that names it in IRIs."""

    nummer: ReadValue[int]
    titel: ReadValue[str]
    name: str
    einleitung: Text = None
    seite: Number = None
    nennungen: Nennungen = Nennungen()


@dataclass(frozen=True, slots=True)
class Quelle:
    """What a document says of itself: its heading and the text before its first entry."""

    titel: Text = None
    einleitung: Text = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as a loader read it: its records, what was understood, what is boilerplate, and the issues."""

    document: Document
    loader: str
    quelle: Quelle
    themenforen: tuple[Themenforum, ...] = ()
    handlungsfelder: tuple[Handlungsfeld, ...] = ()
    projekte: tuple[Projekt, ...] = ()
    understood: tuple[Span, ...] = ()
    boilerplate: tuple[Span, ...] = ()
    issues: tuple[Issue, ...] = ()
