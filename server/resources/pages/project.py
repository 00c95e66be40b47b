"""The page of a project."""

from ruhrgraph.server.resources.pages.phrases import counted, forums, joined, listed, ministry, quoted, sentence
from ruhrgraph.server.resources.pages.records import PageKind, SectionKind, Subject


def _heading(subject: Subject) -> str:
    code, name = subject.value("code"), subject.say("Projekt", "Project")
    return f"{name} {code}: {subject.label}" if code else f"{name}: {subject.label}"


def _lead(subject: Subject) -> str:
    name = f"{subject.value('code')} {quoted(subject.label, subject.language)}".strip()
    fields, origin = subject.of("belongs to"), subject.of("comes from")
    field = quoted(fields[0].label, subject.language) if fields else ""
    of_field = subject.say(f"gehört zum Handlungsfeld {field}", f"belongs to the field of action {field}")
    of_forum = subject.say(f"geht auf {forums(origin, 'de')} zurück", f"comes from {forums(origin, 'en')}")
    held = joined([of_field if fields else "", of_forum if origin else ""], subject.language)
    nothing = subject.say("hat weder Handlungsfeld noch Themenforum", "has neither a field of action nor a forum")
    told = subject.say(f"das Projekt {name} {held or nothing}", f"project {name} {held or nothing}")
    parts = [told, _owners(subject)]
    return " ".join(filter(None, (sentence("; ".join(filter(None, parts))), sentence(_content(subject)))))


def _owners(subject: Subject) -> str:
    """Return which ministries the project is the task of."""
    owners = subject.of("is the task of")
    names = listed([ministry(tie, subject.language) for tie in owners], subject.language)
    if not owners:
        return ""
    if len(owners) > 1:
        return subject.say(f"zuständig sind {names}", f"{names} are responsible")
    return subject.say(f"zuständig ist {names}", f"{names} is responsible")


def _content(subject: Subject) -> str:
    """Return how many measures the project has, and how long it runs."""
    measures = len(subject.of("has the measure"))
    told = subject.say(
        f"es umfasst {counted(measures, 'eine Maßnahme', 'Maßnahmen', 'de')}",
        f"it has {counted(measures, 'one measure', 'measures', 'en')}",
    )
    term = next((quoted(tie.detail, subject.language) for tie in subject.of("has the term") if tie.detail), "")
    runs = subject.say(f"als Laufzeit ist angegeben: {term}", f"its term reads: {term}") if term else ""
    return "; ".join(filter(None, (told if measures else "", runs)))


PROJECT = PageKind(
    name="Projekt",
    query="project",
    heading=_heading,
    lead=_lead,
    facts=("beschreibung", "massnahmentext", "hatZusatzangabe"),
    sections=(
        SectionKind("Maßnahmen", "Measures", ("has the measure",), shows_text=True),
        SectionKind("Laufzeit", "Term", ("has the term", "has the phase")),
        SectionKind("Zuständiges Ministerium", "Responsible ministry", ("is the task of",)),
        SectionKind("Handlungsfeld", "Field of action", ("belongs to",)),
        SectionKind("Themenforum", "Forum", ("comes from",)),
        SectionKind("Beteiligte mit einer Rolle", "Involved in a role", ("involves",)),
        SectionKind(
            "Im Text genannt: Organisationen, Gemeinden, Projekte",
            "Named in the text: organisations, municipalities, projects",
            ("mentions",),
            note=("Wer genannt wird, muss nicht beteiligt sein.", "Whoever is named need not take part."),
        ),
        SectionKind("Genannt von", "Named by", ("is named by",)),
    ),
)
