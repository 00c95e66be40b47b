"""The page of a Handlungsfeld."""

from ruhrgraph.server.resources.pages.phrases import counted, quoted, sentence
from ruhrgraph.server.resources.pages.records import PageKind, SectionKind, Subject


def _heading(subject: Subject) -> str:
    if ":" in subject.label:
        return subject.label
    return subject.say(f"Handlungsfeld: {subject.label}", f"Field of action: {subject.label}")


def _lead(subject: Subject) -> str:
    name = quoted(subject.label, subject.language)
    projects, ministries = len(subject.of("contains")), len(subject.of("has a project of"))
    if not projects:
        return subject.say(f"Das Handlungsfeld {name} hat kein Projekt.", f"The field of action {name} has no project.")
    by = subject.say(
        f"; {counted(ministries, 'ein Ministerium ist', 'Ministerien sind', 'de')} zuständig",
        f"; {counted(ministries, 'one ministry is', 'ministries are', 'en')} responsible",
    )
    told = subject.say(
        f"das Handlungsfeld {name} umfasst {counted(projects, 'ein Projekt', 'Projekte', 'de')}",
        f"the field of action {name} has {counted(projects, 'one project', 'projects', 'en')}",
    )
    return sentence(f"{told}{by if ministries else ''}")


FIELD = PageKind(
    name="Handlungsfeld",
    query="field",
    heading=_heading,
    lead=_lead,
    facts=("einleitung",),
    sections=(
        SectionKind("Projekte", "Projects", ("contains",)),
        SectionKind("Zuständige Ministerien", "Responsible ministries", ("has a project of",)),
        SectionKind("Themenforen, aus denen sie kommen", "Forums that they come from", ("has a project from",)),
        SectionKind("Im Text genannt", "Named in the text", ("mentions",)),
    ),
)
