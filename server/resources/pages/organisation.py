"""The page of an organisation."""

from ruhrgraph.server.resources.pages.phrases import counted, joined, listed, sentence
from ruhrgraph.server.resources.pages.records import PageKind, SectionKind, Subject

_PARTS = ("cooperates in", "is in charge of", "runs", "is a member of", "manages", "funds")
_NOUNS = (
    ("Themenforum", ("einem Themenforum", "Themenforen"), ("one forum", "forums")),
    ("Projekt", ("einem Projekt", "Projekten"), ("one project", "projects")),
)


def _heading(subject: Subject) -> str:
    return subject.label


def _lead(subject: Subject) -> str:
    named = subject.of("is named by")
    counts = []
    for kind, de, en in _NOUNS:
        if found := sum(tie.kind == kind for tie in named):
            counts.append(subject.say(counted(found, *de, "de"), counted(found, *en, "en")))
    names = joined(counts, subject.language)
    elsewhere = subject.say("in den Dokumenten", "in the documents")
    where = subject.say(f"in {names}", f"in {names}") if names else elsewhere
    first = (
        subject.say(f"{subject.label} wird {where} genannt", f"{subject.label} is named {where}")
        if named
        else subject.say(f"kein Text nennt {subject.label}", f"no text names {subject.label}")
    )
    return " ".join(filter(None, (sentence(first), sentence(_voice(subject)))))


def _voice(subject: Subject) -> str:
    """Return who speaks for the organisation in which forums."""
    people = listed([tie.label for tie in subject.of("is spoken for by")], subject.language)
    numbers = [tie.key for tie in subject.of("speaks in the forum")]
    if not people:
        return ""
    forums = subject.say(
        f"{'die Themenforen' if len(numbers) > 1 else 'das Themenforum'} {listed(numbers, 'de')}",
        f"{'forums' if len(numbers) > 1 else 'forum'} {listed(numbers, 'en')}",
    )
    verb = "moderierten" if len(subject.of("is spoken for by")) > 1 else "moderierte"
    return subject.say(
        f"für diese Organisation {verb} {people} {forums}",
        f"{people} moderated {forums} on behalf of this organisation",
    )


ORGANISATION = PageKind(
    name="Organisation",
    query="organisation",
    heading=_heading,
    lead=_lead,
    facts=("organisationstyp",),
    sections=(
        SectionKind("Moderierte in ihrem Namen", "Moderated in its name", ("is spoken for by",)),
        SectionKind("Themenforen", "Forums", ("speaks in the forum",)),
        SectionKind("Beteiligung an Vorhaben", "Parts it plays", _PARTS),
        SectionKind("Gastgeber von Veranstaltungen", "Hosts events", ("hosts",)),
        SectionKind(
            "Genannt von",
            "Named by",
            ("is named by",),
            note=("Wer genannt wird, muss nicht beteiligt sein.", "Whoever is named need not take part."),
        ),
        SectionKind("Ministerien dieser Themenforen", "Ministries of these forums", ("is in a forum with",)),
        SectionKind("Ministerien dieser Projekte", "Ministries of these projects", ("is in a project of",)),
    ),
)
