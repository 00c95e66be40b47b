"""The page of a municipality."""

from ruhrgraph.server.resources.pages.phrases import counted, sentence
from ruhrgraph.server.resources.pages.records import PageKind, SectionKind, Subject


def _heading(subject: Subject) -> str:
    return subject.label


def _lead(subject: Subject) -> str:
    events, forums = len(subject.of("is the place of")), len(subject.of("has an event of the forum"))
    projects = sum(tie.kind == "Projekt" for tie in subject.of("is named by"))
    of_forums = subject.say(
        f" aus {counted(forums, 'einem Themenforum', 'Themenforen', 'de')}",
        f" of {counted(forums, 'one forum', 'forums', 'en')}",
    )
    were = subject.say("waren" if events > 1 else "war", "were" if events > 1 else "was")
    held = subject.say(
        f"{counted(events, 'eine Veranstaltung', 'Veranstaltungen', 'de')}{of_forums if forums else ''}",
        f"{counted(events, 'one event', 'events', 'en')}{of_forums if forums else ''}",
    )
    happened = subject.say(f"in {subject.label} {were} {held} angesetzt", f"{held} {were} scheduled in {subject.label}")
    name = subject.say("die Gemeinde", "the municipality") if events else subject.label
    named = subject.say(
        f"{counted(projects, 'ein Projekt nennt', 'Projekte nennen', 'de')} {name}",
        f"{counted(projects, 'one project names', 'projects name', 'en')} {name}",
    )
    nothing = subject.say(
        f"für {subject.label} nennen die Dokumente weder eine Veranstaltung noch ein Projekt",
        f"the documents name neither an event nor a project for {subject.label}",
    )
    told = [happened if events else "", named if projects else ""]
    return " ".join(sentence(part) for part in told if part) or sentence(nothing)


MUNICIPALITY = PageKind(
    name="Gemeinde",
    query="municipality",
    heading=_heading,
    lead=_lead,
    sections=(
        SectionKind("Veranstaltungen", "Events", ("is the place of",)),
        SectionKind("Veranstaltungsorte", "Venues", ("has the venue",)),
        SectionKind("Themenforen mit Veranstaltungen hier", "Forums with events here", ("has an event of the forum",)),
        SectionKind("Ministerien dieser Themenforen", "Ministries of these forums", ("has an event of a forum of",)),
        SectionKind(
            "Genannt von",
            "Named by",
            ("is named by",),
            note=(
                "Ein Projekt, das die Gemeinde nennt, muss nicht nur dort stattfinden.",
                "A project that names the municipality need not be there alone.",
            ),
        ),
    ),
)
