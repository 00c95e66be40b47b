"""The clauses of a project's term, and what each is about: the term itself, a phase, what comes after, a remark.

In: the term's text. Out: its clauses with their kind, in order. A clause ends at a comma, a semicolon, a bracket, a
full stop, or before `danach`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ruhrgraph.loaders.document import Passage

Kind = Literal["term", "phase", "continuation", "remark"]

_CONNECTIVE = (
    r"(?:ab\s+dann|danach|anschließend\w{0,2}|im\s+Anschluss(?:\s+daran)?|in\s+der\s+Folge|sodann|dann|später|gefolgt\s+von|"
    r"darauf\s+folgend)"
)
_END = re.compile(
    rf"[;()]|,(?!\d)|(?<![\d.])(?<!\b[A-Za-z])(?<!\bI[IV])(?<!\bIII)(?<!\bca)(?<!\bggf)(?<!\bvsl)(?<!\bmind)\.\s+(?=[A-ZÄÖÜ][a-zäöü])|</?[a-z]{{1,6}}\b[^<>]{{0,80}}>|"
    rf"(?:(?<=Jahre)|(?<=Monate)|(?<=Jahr)|(?<=Monat)):\s|(?<!\bab)\s(?={_CONNECTIVE}\b)|\s(?:und|sowie)\s(?=[A-ZÄÖÜ]\w{{2,20}}phase)|"
    r"\s(?=mit\s+(?:der\s+)?(?:Option|Möglichkeit|Verlängerung))",
    re.IGNORECASE,
)
_LEAD = re.compile(rf"\s*(?:(?:und|aber|sowie)\s+)?(?:{_CONNECTIVE}\b\s*:?\s*)?", re.IGNORECASE)
CONTINUATION = re.compile(
    r"\b(?:Regel(?:betrieb|system|finanzierung|förderung|angebot|struktur|versorgung)\w*|Fortführung|Fortsetzung|Weiterführung|"
    r"Weiterbetrieb|Weiterförderung|Verlängerung\w*|Verstetigung|Übernahme|Überführung)|"
    r"\b(?:ggfs?\.|evtl\.|eventuell|kann|soll|wird|werden|könnte)\s[^,;()]{0,80}?\b(?:verlängert|verstetigt|fortgeführt|fortgesetzt)\b",
    re.IGNORECASE,
)
REGULAR = re.compile(
    r"\b(?:Regel(?:betrieb|system|finanzierung|förderung|angebot|struktur|versorgung)\w*|Verstetigung|verstetigt)",
    re.IGNORECASE,
)
_NAME = (
    r"(?P<name>(?:(?:erste|zweite|dritte|vierte)[rn]?\s+|[1-4]\.\s+)?(?:[A-ZÄÖÜ][\w-]{0,30}phase|Phase|Stufe|Etappe|Baustufe)(?:\s+(?:[IVX]{1,4}|\d)\b(?!\s*-?\s?(?:Jahr|Monat|Woche|bis\b)))?|"
    r"(?:Planung|Bau|Umsetzung|Konzeption|Konzept|Vorbereitung|Aufbau|Ausbau|Erprobung|Pilotierung|Pilot|Pilotprojekt|Modellprojekt|"
    r"Vorprojekt|Vorstudie|Machbarkeitsstudie|Projekt|Förderung|Testbetrieb|Test|Roll-?[Oo]ut|Betrieb|Entwicklung|Durchführung|"
    r"Realisierung|Einführung|Auswertung|Evaluation)(?=\s*(?::|$|\d|ab\b|bis\b|von\b|seit\b|in\b|im\b|Anfang\b|Mitte\b|Ende\b|ca\.|voraussichtlich\b)))"
)
_PHASE = re.compile(
    rf"(?:(?!(?:erste|zweite|dritte|vierte)[rn]?\s)[a-zäöüß-]{{3,30}}(?:e|er|en)\s+)?{_NAME}(?:\s*:|(?=\s)|$)\s*(?:läuft\s+|dauert\s+)?"
)
_PHASE_BEHIND = re.compile(rf"(?P<when>[^A-Za-zÄÖÜäöü]{{4,40}}?|[^A-ZÄÖÜ]{{4,40}}?)\s+(?:(?:als|für)\s+)?{_NAME}\s*$")
_REMARK = re.compile(
    r"\b(?:sollt?en?|erfolgten?|fand|fanden|wurden?|waren?|Ergebnisse|Zwischenbericht|Zwischenbilanz|Zwischenpräsentation|Zwischenevaluation|"
    r"vorliegen|präsentiert|vorgestellt)\b|"
    r"^(?:(?:Das|Der|Die|Ein|Eine)\s)?\w{0,30}(?:[Kk]onzept|[Aa]ntrag|[Bb]eschluss|[Pp]lan|[Pp]lanung(?:en)?|[Ss]tudie|[Gg]utachten|"
    r"[Vv]orarbeiten|[Bb]escheid|[Vv]orläufer|[Bb]ewilligung|[Ii]dee)\b[^,;]{0,60}\b(?:liegt|liegen|lag|gestellt|gefasst|beschlossen|"
    r"bewilligt|eingereicht|erteilt|existiert|besteht|bestehen|gibt)\b"
)


_HAS_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: what it is about, its text behind the words that lead to it, a phase's name, and where it stands."""

    kind: Kind
    passage: Passage
    name: Passage | None
    aside: bool
    """Whether it stands in brackets."""
    later: bool
    """Whether words such as `danach` lead to it."""


def clauses(term: Passage) -> list[Clause]:
    """Return the clauses of a term that have text; a phase and the years in brackets behind it are one."""
    result: list[Clause] = []
    for clause in _clauses(term):
        before = result[-1] if result else None
        if before and clause.aside and not before.aside and clause.kind != before.kind:
            if before.kind == "phase" and not before.passage.text and _HAS_YEAR.search(clause.passage.text):
                result[-1] = replace(before, passage=clause.passage)
                continue
            if clause.kind == "phase" and not clause.passage.text and before.kind == "term":
                result[-1] = replace(before, kind="phase", name=clause.name)
                continue
        result.append(clause)
    return result


def _clauses(term: Passage) -> Iterator[Clause]:
    last, depth = 0, 0
    for end in [*_END.finditer(term.text), None]:
        part = term.cut(last, end.start() if end else None).strip()
        if part.text:
            yield _clause(part, aside=depth > 0, is_first=part.start == term.strip().start)
        if end is not None:
            depth += (end[0] == "(") - (end[0] == ")")
            last = end.end()


def _clause(part: Passage, *, aside: bool, is_first: bool) -> Clause:
    lead = _LEAD.match(part.text)
    begin = lead.end() if lead else 0
    body = part.cut(begin)
    later = bool(re.search(_CONNECTIVE, part.text[:begin], re.IGNORECASE))
    if phase := _PHASE.match(body.text):
        return Clause("phase", body.cut(phase.end()), body.group(phase, "name"), aside, later)
    if phase := _PHASE_BEHIND.match(body.text):
        return Clause("phase", body.cut(*phase.span("when")), body.group(phase, "name"), aside, later)
    if CONTINUATION.search(body.text) and not is_first and not re.match(r"\d{4}\s+bis", body.text):
        return Clause("continuation", body, None, aside, later)
    if _REMARK.search(body.text):
        return Clause("remark", body, None, aside, later)
    return Clause("term", body, None, aside, later)
