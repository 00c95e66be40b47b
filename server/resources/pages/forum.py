"""The page of a Themenforum."""

from ruhrgraph.server.resources.pages.phrases import counted, event_count, listed, ministry, of_days, quoted, sentence
from ruhrgraph.server.resources.pages.records import PageKind, SectionKind, Subject


def _heading(subject: Subject) -> str:
    number = subject.value("nummer")
    name = subject.say("Themenforum", "Forum")
    return f"{name} {number}: {subject.label}" if number else f"{name}: {subject.label}"


def _lead(subject: Subject) -> str:
    number = subject.value("nummer")
    name = f"{number} {quoted(subject.label, subject.language)}".strip()
    people = subject.of("is moderated by")
    team = listed([tie.label for tie in people], subject.language)
    verb = "moderierten" if len(people) > 1 else "moderierte"
    first = subject.say(f"Das Themenforum {name} {verb} {team}", f"Forum {name} was moderated by {team}")
    unknown = subject.say(
        f"Wer das Themenforum {name} moderierte, sagen die Dokumente nicht",
        f"The documents do not say who moderated forum {name}",
    )
    ministries = _ministries(subject)
    told = f"{first if team else unknown}{f'; {ministries}' if ministries else ''}"
    return " ".join(filter(None, (sentence(told), sentence(_outcome(subject)))))


def _ministries(subject: Subject) -> str:
    """Return who led the forum and who took part in it."""
    lead = listed([ministry(tie, subject.language) for tie in subject.of("is led by")], subject.language)
    others = subject.of("is joined by")
    names = listed([tie.detail or tie.label for tie in others], subject.language)
    are = "waren" if len(others) > 1 else "war"
    leads = "waren" if len(subject.of("is led by")) > 1 else "war"
    parts = [
        subject.say(f"federführend {leads} {lead}", f"it was led by {lead}") if lead else "",
        subject.say(f"beteiligt {are} {names}", f"with {names} taking part") if names else "",
    ]
    return ", ".join(filter(None, parts))


def _outcome(subject: Subject) -> str:
    """Return how many events the forum had, when, and how many projects come from it."""
    events, projects = subject.of("holds"), subject.of("is the origin of")
    days = of_days(events, subject.language)
    told = f"{event_count(len(events), subject)}{f', {days}' if days else ''}" if events else ""
    back = subject.say(
        counted(len(projects), "ein Projekt geht", "Projekte gehen", "de") + " auf das Themenforum zurück",
        counted(len(projects), "one project comes", "projects come", "en") + " from the forum",
    )
    return "; ".join(filter(None, (told, back if projects else "")))


FORUM = PageKind(
    name="Themenforum",
    query="forum",
    heading=_heading,
    lead=_lead,
    facts=("leitfrage", "konzept"),
    sections=(
        SectionKind("Moderation", "Moderators", ("is moderated by",)),
        SectionKind("Federführendes Ministerium", "Lead ministry", ("is led by",)),
        SectionKind("Beteiligte Ministerien", "Participating ministries", ("is joined by",)),
        SectionKind("Interessiert oder angefragt", "Interested, or asked to take part", ("interests", "asks")),
        SectionKind("Veranstaltungen", "Events", ("holds",)),
        SectionKind("Projekte aus dem Themenforum", "Projects from the forum", ("is the origin of",)),
        SectionKind(
            "Teilnehmerkreis",
            "Circle of participants",
            ("invites",),
            shows_text=True,
            note=("Wer eingeladen war, muss nicht gekommen sein.", "Those invited need not have come."),
        ),
        SectionKind("Beteiligte mit einer Rolle", "Involved in a role", ("involves",)),
        SectionKind("Im Text genannt", "Named in the text", ("mentions",)),
    ),
)
