"""The page of a person."""

from ruhrgraph.server.resources.pages.phrases import forums, listed, quoted
from ruhrgraph.server.resources.pages.records import PageKind, SectionKind, Subject

_MINISTER = ("Minister", "Ministerin")
_MINISTRY = "Ministerium "


def _heading(subject: Subject) -> str:
    return " ".join(filter(None, (subject.value("akademischerTitel"), subject.label)))


def _lead(subject: Subject) -> str:
    moderated = subject.of("moderates")
    if not moderated:
        return subject.say(
            f"Kein Dokument sagt, dass {subject.label} ein Themenforum moderierte.",
            f"No document says that {subject.label} moderated a forum.",
        )
    others = listed([tie.label for tie in subject.of("moderates with")], subject.language)
    with_others = subject.say(f", gemeinsam mit {others}", f", together with {others}") if others else ""
    told = f"{forums(moderated, subject.language)}{_role(subject)}{with_others}"
    return subject.say(f"{subject.label} moderierte {told}.", f"{subject.label} moderated {told}.")


def _role(subject: Subject) -> str:
    """Return as what the person moderated, if that is one role: `als Minister für Verkehr`."""
    roles = {tie.detail for tie in subject.ties if tie.relation == "moderates"}
    bodies = [tie.label for tie in subject.of("serves in", "speaks for")]
    role, body = next(iter(roles), ""), bodies[0] if bodies else ""
    if len(roles) > 1 or len(bodies) > 1 or not (role or body):
        return ""
    if role in _MINISTER and body.startswith(_MINISTRY):
        return f" als {role} {body.removeprefix(_MINISTRY)}"
    of_body = f" ({body})" if body else ""
    if role in _MINISTER:
        return subject.say(f" als {role}{of_body}", f" as minister{of_body}")
    return subject.say(f" als {role}{of_body}", f" as {quoted(role, 'en')}{of_body}") if role else of_body


PERSON = PageKind(
    name="Person",
    query="person",
    heading=_heading,
    lead=_lead,
    facts=("akademischerTitel",),
    sections=(
        SectionKind("Themenforen", "Forums", ("moderates",)),
        SectionKind("Moderierte gemeinsam mit", "Moderated together with", ("moderates with",)),
        SectionKind("Amt und Organisation", "Office and organisation", ("speaks for", "serves in")),
        SectionKind(
            "Veranstaltungen dieser Themenforen",
            "Events of these forums",
            ("moderates a forum with the event",),
            note=(
                "Dass die Person dabei war, sagen die Dokumente nicht.",
                "The documents do not say that the person was there.",
            ),
        ),
        SectionKind("Ministerien dieser Themenforen", "Ministries of these forums", ("shares a forum with",)),
        SectionKind(
            "Projekte aus diesen Themenforen",
            "Projects from these forums",
            ("moderates a forum with the project",),
        ),
    ),
)
