"""The page of an event."""

from ruhrgraph.server.language.dates import date_text
from ruhrgraph.server.resources.pages.phrases import forum, quoted, scheduled, sentence
from ruhrgraph.server.resources.pages.records import PageKind, SectionKind, Subject
from ruhrgraph.server.resources.pages.ties import without_doubles


def _heading(subject: Subject) -> str:
    kind = subject.value("veranstaltungsart") or subject.say("Veranstaltung", "Event")
    number = subject.value("nummer")
    of_forum = next((tie.key for tie in subject.of("belongs to")), "")
    told = subject.say(
        f"{number}. Veranstaltung des Themenforums {of_forum}: {kind}", f"Event {number} of forum {of_forum}: {kind}"
    )
    when = date_text(subject.value("datum"), subject.language) if subject.value("datum") else ""
    return ", ".join(filter(None, (told, when))) if number and of_forum else subject.label


def _lead(subject: Subject) -> str:
    number, kind = subject.value("nummer"), subject.value("veranstaltungsart")
    forums_ = subject.of("belongs to")
    of_forum = forum(forums_[0], subject.language) if forums_ else ""
    own = "" if of_forum else f" {quoted(subject.label, subject.language)}"
    name = subject.say(
        f"die {f'{number}. ' if number else ''}Veranstaltung{f' des Themenforums {of_forum}' if of_forum else own}",
        f"{f'event {number}' if number else 'the event'}{f' of forum {of_forum}' if of_forum else own}",
    )
    shown = f" ({kind})" if kind and kind != "Veranstaltung" else ""
    when = subject.value("datum")
    told = subject.say(
        f"{name}{shown} war {scheduled(when, 'de')}{_hours(subject)} angesetzt"
        if when
        else f"für {name}{shown} nennen die Dokumente kein Datum",
        f"{name}{shown} was scheduled {scheduled(when, 'en')}{_hours(subject)}"
        if when
        else f"the documents give no date for {name}{shown}",
    )
    return " ".join(filter(None, (sentence(told), sentence(_where(subject)), sentence(_people(subject)))))


def _hours(subject: Subject) -> str:
    """Return from when to when the event was to last."""
    start, end = subject.value("beginn")[:5], subject.value("ende")[:5]
    if not start:
        return ""
    if not end:
        return subject.say(f", {start} Uhr,", f" at {start}")
    return subject.say(f", {start} bis {end} Uhr,", f", {start} to {end}")


def _where(subject: Subject) -> str:
    """Return the place of the event."""
    names = [tie.label for tie in subject.of("takes place at")] or [tie.label for tie in subject.of("is hosted by")]
    names += [tie.label for tie in subject.of("takes place in")]
    told = ", ".join(without_doubles(names))
    return subject.say(f"Ort: {told}", f"Place: {told}") if names else ""


def _people(subject: Subject) -> str:
    """Return for how many people the event was meant."""
    least, most = subject.value("teilnehmendeMin"), subject.value("teilnehmendeMax")
    if not (least or most):
        return ""
    about = subject.say("etwa ", "about ") if subject.value("teilnehmendeUngefaehr") == "true" else ""
    if least and most:
        count = least if least == most else subject.say(f"{least} bis {most}", f"{least} to {most}")
    elif least:
        count = subject.say(f"mindestens {least}", f"at least {least}")
    else:
        count = subject.say(f"höchstens {most}", f"at most {most}")
    return subject.say(f"vorgesehen: {about}{count} Teilnehmende", f"planned: {about}{count} participants")


EVENT = PageKind(
    name="Veranstaltung",
    query="event",
    heading=_heading,
    lead=_lead,
    facts=(
        *("ziel", "thema", "teilnehmende", "nochOffen", "hinweis"),
        *("datum", "urspruenglichesDatum", "beginn", "ende", "ganztaegig"),
    ),
    sections=(
        SectionKind("Themenforum", "Forum", ("belongs to",)),
        SectionKind("Veranstaltungsort", "Venue", ("takes place at",)),
        SectionKind("Gemeinde", "Municipality", ("takes place in",)),
        SectionKind("Gastgeber", "Host", ("is hosted by",)),
        SectionKind(
            "Moderation des Themenforums",
            "Moderators of the forum",
            ("is of a forum moderated by",),
            note=("Wer zur Veranstaltung kam, sagen die Dokumente nicht.", "The documents do not say who came."),
        ),
        SectionKind("Ministerien des Themenforums", "Ministries of the forum", ("is of a forum of",)),
        SectionKind(
            "Weitere Veranstaltungen des Themenforums", "Other events of the forum", ("is of a forum with the event",)
        ),
        SectionKind("Im Text genannt", "Named in the text", ("mentions",)),
    ),
)
