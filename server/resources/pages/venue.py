"""The page of a venue."""

from ruhrgraph.server.resources.pages.phrases import counted, listed, sentence
from ruhrgraph.server.resources.pages.records import PageKind, SectionKind, Subject


def _heading(subject: Subject) -> str:
    return subject.label


def _lead(subject: Subject) -> str:
    towns = listed([tie.label for tie in subject.of("lies in")], subject.language)
    events, forums = len(subject.of("is the place of")), len(subject.of("has an event of the forum"))
    in_town = f" in {towns}" if towns else ""
    name = subject.say(f"{subject.label} ist ein Veranstaltungsort{in_town}", f"{subject.label} is a venue{in_town}")
    if not events:
        nothing = subject.say("eine Veranstaltung dort nennen die Dokumente nicht", "the documents name no event there")
        return f"{sentence(name)} {sentence(nothing)}"
    of_forums = subject.say(
        f" aus {counted(forums, 'einem Themenforum', 'Themenforen', 'de')}",
        f" of {counted(forums, 'one forum', 'forums', 'en')}",
    )
    held = subject.say(
        f"{counted(events, 'eine Veranstaltung', 'Veranstaltungen', 'de')}{of_forums if forums else ''}",
        f"{counted(events, 'one event', 'events', 'en')}{of_forums if forums else ''}",
    )
    were = subject.say("waren" if events > 1 else "war", "were" if events > 1 else "was")
    told = subject.say(f"dort {were} {held} angesetzt", f"{held} {were} scheduled there")
    return f"{sentence(name)} {sentence(told)}"


VENUE = PageKind(
    name="Ort",
    query="venue",
    heading=_heading,
    lead=_lead,
    sections=(
        SectionKind("Veranstaltungen", "Events", ("is the place of",)),
        SectionKind("Themenforen an diesem Ort", "Forums at this venue", ("has an event of the forum",)),
        SectionKind(
            "Ministerien, die sich den Ort teilen",
            "Ministries that share the venue",
            ("is shared by",),
            note=(
                "Federführend oder beteiligt in den Themenforen. Dass sie sich dort trafen, sagen die Dokumente nicht.",
                "They lead the forums or take part in them. The documents do not say that they met there.",
            ),
        ),
        SectionKind(
            "Moderation dieser Themenforen", "Moderators of these forums", ("has an event of a forum moderated by",)
        ),
        SectionKind("Lage", "Where it is", ("lies in", "is part of", "has the part")),
    ),
)
