"""The page of a ministry, with its units rolled up."""

from ruhrgraph.server.resources.pages.phrases import counted, joined, listed, sentence, with_article
from ruhrgraph.server.resources.pages.records import PageKind, SectionKind, Subject

_SHARES = ("shares a forum with",)
_MEMBERS = ("has the member of the government",)
_SHARED = (
    "Ein gemeinsames Themenforum heißt nicht, dass sich Vertreter trafen.",
    "A forum in common does not mean that representatives met.",
)


def _heading(subject: Subject) -> str:
    acronym = subject.value("kuerzel")
    return f"{subject.label} ({acronym})" if acronym else subject.label


def _lead(subject: Subject) -> str:
    name = with_article(_heading(subject), subject.language)
    done = joined(
        [
            _count(subject, "leads", ("leitete", "led"), ("ein Themenforum", "one forum")),
            _count(
                subject,
                "participates in",
                ("beteiligte sich an", "took part in"),
                ("einem Themenforum", "one forum"),
            ),
            _count(
                subject,
                "is interested in",
                ("interessierte sich für", "was interested in"),
                ("ein Themenforum", "one forum"),
            ),
            _projects(subject),
        ],
        subject.language,
    )
    if not done:
        return sentence(
            subject.say(
                f"{name} leitete kein Themenforum und verantwortet kein Projekt",
                f"{name} led no forum and is responsible for no project",
            )
        )
    return f"{sentence(f'{name} {done}')}{_units(subject)}"


def _count(subject: Subject, relation: str, verbs: tuple[str, str], one: tuple[str, str]) -> str:
    """Return in how many forums the ministry was what the verb says; "" for none."""
    found = len(subject.of(relation))
    if not found:
        return ""
    return subject.say(
        f"{verbs[0]} {counted(found, one[0], 'Themenforen', 'de')}",
        f"{verbs[1]} {counted(found, one[1], 'forums', 'en')}",
    )


def _projects(subject: Subject) -> str:
    found = len(subject.of("answers for"))
    if not found:
        return ""
    return subject.say(
        f"verantwortet {counted(found, 'ein Projekt', 'Projekte', 'de')}",
        f"is responsible for {counted(found, 'one project', 'projects', 'en')}",
    )


def _units(subject: Subject) -> str:
    names = [tie.label for tie in subject.of("has the unit")]
    if not names:
        return ""
    units = listed([name.removeprefix(f"{subject.label}, ") for name in names], subject.language)
    return subject.say(
        f" Mitgezählt sind die Einheiten: {units}.",
        f" This counts the units: {units}.",
    )


MINISTRY = PageKind(
    name="Ressort",
    query="ministry",
    heading=_heading,
    lead=_lead,
    sections=(
        SectionKind("Federführend in Themenforen", "Leads forums", ("leads",)),
        SectionKind("Beteiligt an Themenforen", "Takes part in forums", ("participates in",)),
        SectionKind(
            "Interessiert oder angefragt", "Interested, or asked to take part", ("is interested in", "is asked for")
        ),
        SectionKind("Projekte", "Projects", ("answers for",)),
        SectionKind("Ministerien in denselben Themenforen", "Ministries in the same forums", _SHARES, note=_SHARED),
        SectionKind("Mitglieder der Landesregierung", "Members of the government", _MEMBERS),
        SectionKind(
            "Veranstaltungen und Orte dieser Themenforen",
            "Events and venues of these forums",
            ("is in a forum with the event",),
        ),
        SectionKind("Gastgeber von Veranstaltungen", "Hosts events", ("hosts",)),
        SectionKind("Einheiten", "Units", ("has the unit", "is part of")),
        SectionKind(
            "Beteiligung an Vorhaben",
            "Parts it plays",
            ("cooperates in", "is in charge of", "runs", "is a member of", "manages", "funds"),
        ),
        SectionKind("Genannt von", "Named by", ("is named by",)),
    ),
)
