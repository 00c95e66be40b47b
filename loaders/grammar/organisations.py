"""Organisations in German texts: by curated names, and by the patterns of such names.

In: a passage. Out: the names as written, each mention a span. Precision comes before recall: a pattern needs a
proper name beside its word (`Stiftung Mercator`, `Fraunhofer-Institut für …`, `STEAG GmbH`); plurals and generic words
do not count.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from ruhrgraph.loaders.document import Passage, ReadValue, Span
from ruhrgraph.loaders.records import Organisationsname
from ruhrgraph.ontology.names import find_authority, fold, spellings

_LEGAL_FORM = (
    r"(?:GmbH(?:\s*&\s*Co\.\s*KGa?A?)?|gGmbH|mbH|AG|SE|KGaA|KG|OHG|UG|eG|e\.\s?G\.|e\.\s?V\.|eV|AöR|A\.ö\.R\.)"
)
_PROPER = rf"(?:(?!{_LEGAL_FORM}\b)(?:[A-ZÄÖÜ][\w.’'+-]{{0,79}}+|[a-z]+[A-Z]\w*))"
_HEAD = (
    r"(?:Stiftung|Universität|Uni|Hochschule|Fachhochschule|Akademie|Institut|Forschungszentrum|Verband|Bundesverband|"
    r"Landesverband|Regionalverband|Fachverband|Verein|Genossenschaft|Gesellschaft|Landesamt|Bundesamt|Landesanstalt|"
    r"Landeskriminalamt|Handwerkskammer|Industrie-\s?und\s+Handelskammer|Landwirtschaftskammer|Ärztekammer|"
    r"Bezirksregierung|Arbeitsagentur|Sparkasse|Stadtwerke|Wirtschaftsförderung|Theater|Museum|Kunstverein|Klinikum|"
    r"Universitätsklinikum|Volkshochschule|Landschaftsverband|Caritasverband|Stadtsportbund|Landessportbund|"
    r"Kreishandwerkerschaft|Koordinierungsstelle|Landesstelle|Exzellenzcluster)"
)
_GENITIVE_HEAD = re.compile(
    r"^(\w*(?:verband|institut|verein|zentrum|klinikum|cluster|museum|theater|amt|netzwerk|kreis|bund|kolleg|werk|hof|"
    r"haus))"
    r"(e?s)\b",
    re.IGNORECASE,
)
_WORDS = r"(?:,\s+[A-ZÄÖÜ][\w-]*)*(?:\s+und\s+[A-ZÄÖÜ][\w-]*)?"
_NOT_A_NAME = r"(?!Die|Der|Das|Eine|Einer|Jede|Alle|Diese|Neue|Weitere|Deutsche\b)"
_COMPANY = rf"(?<![\w-])(?:{_PROPER}\s+(?:&\s+|und\s+(?={_PROPER}\s+{_LEGAL_FORM}))?){{1,4}}{_LEGAL_FORM}(?![\w-])"
_RESEARCH = rf"\b(?:Fraunhofer|Max-Planck|Leibniz|Helmholtz)[- ]Institut(?:s|es)?\s+für\s+[A-ZÄÖÜ][\w-]*{_WORDS}"
_HEAD_AND_NAME = (
    r"\b(?:Stiftung|Universität|Hochschule|Sparkasse|Stadtwerke|Bezirksregierung|Handwerkskammer|Regionalverband|"
    r"Klinikum|Volkshochschule|Exzellenzclusters?)\s+(?!für\b)[A-ZÄÖÜ][\w-]+(?![\w-])"
)
_NAME_AND_HEAD = rf"\b{_NOT_A_NAME}[A-ZÄÖÜ]\w+[- ](?:Stiftung|Universität)(?:\s+[A-ZÄÖÜ][\w-]+)?(?![\w-])"
_ADJECTIVE_AND_HEAD = (
    r"\b(?:Technische|Westfälische|Rheinische|Evangelische|Katholische|Freie)\s+"
    r"(?:Hochschule|Universität|Akademie)(?:\s+[A-ZÄÖÜ][\w-]+)?(?![\w-])"
)
_OFFICE = rf"\b(?:Landes|Bundes)(?:amt|anstalt|zentrale)\s+für\s+[A-ZÄÖÜ][\w-]*{_WORDS}"
_ASSOCIATION = (
    r"\b(?:Landesverband|Bundesverband)\s+(?:(?:der|des|für)\s+)?[A-ZÄÖÜ][\w-]+"
    r"(?:\s+(?:NRW|Nordrhein-Westfalen|Ruhr|Deutschland))?"
)
_PATTERNS = tuple(
    map(
        re.compile,
        (_COMPANY, _RESEARCH, _HEAD_AND_NAME, _NAME_AND_HEAD, _ADJECTIVE_AND_HEAD, _OFFICE, _ASSOCIATION),
    )
)
_GENERIC_WORD = re.compile(
    r"^(?:Eine?[rsnm]?|Die|Der|Das|Alle|Jede[rs]?|Innovation|Gründung|Bereich|Projekt|Aufbau|Weitere|Neue|Drei|Zwei)$"
)


@cache
def _curated() -> re.Pattern[str]:
    """All curated spellings as one pattern, longest first, on word boundaries."""
    names = sorted(
        {name for record in spellings("organisation").values() for name in (record.label, *record.alternatives)},
        key=lambda name: (-len(name), name),
    )
    words = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"(?<![\w&-])(?:{words})(?![\w&]|-\w)" if words else r"(?!)")


def _spans_of_patterns(passage: Passage) -> Iterator[tuple[int, int]]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(passage.text):
            words = match[0].split()
            start = match.start()
            while words and _GENERIC_WORD.match(words[0]):
                start += len(words[0]) + 1
                words = words[1:]
            if len(words) > 1:
                yield start, match.end()


def find_organisations(passage: Passage) -> tuple[Organisationsname, ...]:
    """Return the organisations that a text names, in the order of their first mention.

    A mention inside a longer one counts once (`RAG` in `RAG Stiftung` is no mention of RAG). A name in curated spelling
    and the same name by pattern are one.
    """
    found = [match.span() for match in _curated().finditer(passage.text)] + list(_spans_of_patterns(passage))
    taken: list[tuple[int, int]] = []  # in order, none overlaps another
    for start, end in sorted(set(found), key=lambda span: (span[0] - span[1], span[0])):
        place = bisect_left(taken, (start, end))
        if (place == 0 or taken[place - 1][1] <= start) and (place == len(taken) or end <= taken[place][0]):
            taken.insert(place, (start, end))
    mentions: dict[str, tuple[str, list[Span]]] = {}
    for start, end in taken:
        where = passage.cut(start, end)
        name = nominative(" ".join(where.text.split()))
        record = find_authority("organisation", name)
        key = record.key if record else fold(name)
        mentions.setdefault(key, (name, []))[1].append(where.span)
    return tuple(Organisationsname(ReadValue(name, tuple(spans))) for name, spans in mentions.values())


def nominative(name: str) -> str:
    """Return a name in the genitive as a nominative (`Regionalverbands Ruhr` → `Regionalverband Ruhr`)."""
    candidate = _GENITIVE_HEAD.sub(r"\1", name, count=1)
    return name if find_authority("organisation", name) and not find_authority("organisation", candidate) else candidate


def ends_with_legal_form(name: str) -> bool:
    """Return whether a name ends in the legal form of a company, cooperative or registered association."""
    return bool(re.search(rf"\s{_LEGAL_FORM}$", name))


def begins_like_organisation(name: str) -> bool:
    """Return whether a name begins with a word that organisations are named after (`Stiftung …`, `Stadt …`)."""
    return bool(re.match(rf"(?:{_HEAD}|Stadt|Kreis|Gemeinde|Land|Bistum|Diakonie|Caritas)\b", name))


_KINDS = (
    ("Unternehmen", r"\b(?:gmbh|ggmbh|ag|se|kg|kgaa|ohg|eg)$"),
    ("Stiftung", r"stiftung"),
    ("Hochschule", r"universität|hochschule|\buni\b|\btu\b|\bfh\b"),
    ("Forschungseinrichtung", r"institut|forschung|exzellenzcluster|max-planck|fraunhofer|leibniz"),
    ("Kammer", r"kammer\b|\bihk\b|\bhwk\b"),
    ("Verband", r"verband|\bbund\b|gewerkschaft|genossenschaft"),
    ("Unternehmen", r"sparkasse|stadtwerke|bank\b"),
    ("Verein", r"\be\.\s?v\.|\bev$|verein\b"),
    ("Kultureinrichtung", r"theater|museum|festspiele|festival|oper\b|philharmonie|kunst"),
    ("Medien", r"radio|zeitung|medien|fernsehen|\bwdr\b|presse"),
    ("Behörde", r"\bamt\b|landesamt|bundesamt|bezirksregierung|ministerium|^stadt\b|^kreis\b|polizei|kriminalamt"),
    ("Bildungseinrichtung", r"schule|kolleg|akademie|bildung"),
    ("Netzwerk", r"netzwerk|initiative|initiativkreis|bündnis"),
)


def kind_of(name: str) -> str:
    """Return the kind of an organisation as its name shows it, or "Einrichtung"."""
    text = name.casefold()
    return next((kind for kind, pattern in _KINDS if re.search(pattern, text)), "Einrichtung")
