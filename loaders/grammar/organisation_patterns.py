"""Names of organisations by their form: `STEAG GmbH`, `Fraunhofer-Institut für …`, `Sparkasse Bochum`, `Kreis Unna`.

In: a text. Out: where such names stand. Precision comes before recall: a word such as `Stiftung` needs a proper name
beside it; plurals and generic words are none.
"""

import re
from collections.abc import Iterator

from ruhrgraph.loaders.grammar.name_pattern import name_pattern
from ruhrgraph.loaders.grammar.organisation_words import LEGAL_FORM, LEGAL_FORMS, is_elsewhere, is_place
from ruhrgraph.ontology.names import find_authority

_WORD = r"[A-ZÄÖÜ][\w’'-]{1,60}+"
_PROPER = (
    rf"(?:(?!{LEGAL_FORM}(?![\w-]))(?:[A-ZÄÖÜ]\w{{1,2}}\.|[A-ZÄÖÜ][\w’'+-]{{0,60}}+(?:\.[\w-]{{1,60}}+)?(?!\.)|"
    r"[a-z]{1,20}[A-Z]\w{0,60}))"
)
_LEGAL = re.compile(name_pattern(LEGAL_FORMS, behind=r"(?![\w-])"))
_JOINED = r"(?:&\s+|und\s+(?=(?:Söhne|Sohn|Töchter|Partner|Co|Cie|Gebrüder|Umgebung|Umland)\b))?"
_BEFORE_FORM = re.compile(rf"(?<![\w-])(?:{_PROPER}\s+{_JOINED}){{1,4}}$")
_LONG_NAME = re.compile(
    r"(?<![\w-])(?=[A-ZÄÖÜ])\w{0,30}(?:[Vv]erein|[Ii]nstitut|[Vv]erband|[Bb]und|[Gg]esellschaft|[Zz]entrum|[Nn]etzwerk|"
    r"[Ii]nitiative|[Bb]ündnis|[Ff]orum|[Aa]rchiv|[Aa]rbeitsgemeinschaft|[Ss]telle|[Kk]reis)(?:e?s)?\s+(?:zur|für|der|des|zum)\s+"
    rf"(?:(?!(?:und|sowie|oder)\s+(?:de[mnrs]|die|das|ein)\b)[a-zäöüß]{{2,20}}\s+|{_WORD},?\s+){{1,8}}$"
)
_GOES_ON_BEFORE = re.compile(r"[A-ZÄÖÜ]\w{1,40}\s(?:[\w-]{1,30}\s){0,3}(?:im|für|zur|zum)\s$")
"""What shows that a name begins before its last words (`Archiv für Musik im Ruhrgebiet e.V.`)."""
_FURTHEST = 100
"""How many characters before a legal form are looked at."""
_GENERIC_WORD = re.compile(
    r"(?:Eine?[rsnm]?|Die|Der|Das|Dem|Den|Des|Alle|Jede[rs]?|Innovation|Gründung|Bereich|Projekt|Aufbau|Weitere|Neue|"
    r"Drei|Zwei|Firma|Unternehmen|Betrieb|Tochter|\w{1,30}gesellschaft|Mutter|Vertreter(?:in|innen|n)?|"
    r"(?:Kooperations|Projekt)?[Pp]artner|(?:Projekt)?[Tt]räger|Mitglied(?:er)?|Geschäftsführer(?:in)?|Vorstand|"
    r"Vorstandsvorsitzende[r]?|Leiter(?:in)?|Mit|Bei|Von|Durch|Für|Auch|Und|Sowie|Als|Zu|Im|In|An|Am|Zur|Zum|Gemeinsam|"
    r"Federführung|Kooperation)[:,]?"
)
_ACTORS = (
    r"(?!\w{0,30}(?:[Kk]ammern|[Vv]erbände|[Vv]ereine|[Kk]ommunen|[Uu]nternehmen|schulen|[Ss]tädte|[Ss]tiftung|schaft\b|"
    r"schaften|partner|institut|[Bb]ehörden|[Mm]inisteri|[Uu]niversität|träger|[Ii]nitiativen|[Bb]etriebe|agentur|anstalt|"
    r"zentrale)|Politik\b|Verwaltung\b|Hochschule|Landes|Bundes|Fraunhofer|Max-)"
)
_TOPIC_WORD = rf"{_ACTORS}[A-ZÄÖÜ][a-zäöüß]{{1,40}}+(?:-[A-ZÄÖÜa-zäöüß][a-zäöüß]{{1,40}}+){{0,2}}-?(?!\w)"
_WORDS = rf"(?:(?:,\s+{_TOPIC_WORD}){{0,5}}\s+und\s+{_TOPIC_WORD})?"
_FOR = rf"für\s+(?:[a-zäöüß]{{3,20}}e\s+)?[A-ZÄÖÜ][\w-]{{0,60}}+{_WORDS}"
_TOPIC = rf"(?:{_FOR}|(?:der|des)\s+[A-ZÄÖÜ][\w-]{{0,60}}+)"
_OF_THE_LAND = r"(?:\s+(?:NRW|Nordrhein-Westfalen|des\s+Landes\s+Nordrhein-Westfalen))?"
_ANY_NAME = (
    *("Stiftung", "Universität", "Hochschule", "Fachhochschule", "Sparkasse", "Stadtsparkasse", "Volksbank"),
    *("Stadtwerken?", "Bezirksregierung", "Handwerkskammer", "Landwirtschaftskammer", "Ärztekammer"),
    *("Regionalverband(?:e?s)?", "Landschaftsverband(?:e?s)?", "Zweckverband(?:e?s)?", "Verkehrsverbund(?:e?s)?"),
    *("Klinikums?", "Universitätsklinikums?", "Volkshochschule", "Exzellenzclusters?", "Polizeipräsidiums?"),
    *("Verbraucherzentrale", "Landgerichts?", "Amtsgerichts?", "Oberlandesgerichts?", "Landeskriminalamt(?:e?s)?"),
    *("Projektträgers?", "RWTH", r"Fern[uU]niversität(?:\s+in)?"),
    *(
        rf"{adjective}n?\s+(?:Fachhochschule|Hochschule|Universität|Akademie)"
        for adjective in (
            *("Technische", "Westfälische", "Rheinische", "Evangelische", "Katholische", "Freie", "Bergische"),
        )
    ),
)
_PLACE_NAME = (
    *(
        rf"{chamber}(?:\s+(?:zu|für))?"
        for chamber in ("Handwerkskammer", "HWK", "SIHK", "IHK", r"Industrie-\s?und\s+Handelskammer")
    ),
    *("Uni", "TU", "FH", "TH", "BR", "VHS", "LKA", "Kunstmuseums?", "Stadtmuseums?", "Museums?", "Theaters?"),
    *("Stadttheaters?", "Schauspielhaus(?:es)?", "Oper", "Philharmonie", "Messe", "Radio", "Kunstverein(?:e?s)?"),
    *("Wirtschaftsförderung", "Staatsanwaltschaft", "Bistums?", "Erzbistums?", r"Agentur\s+für\s+Arbeit"),
    *("Arbeitsagentur", "Jobcenters?", "Gesundheitsamt(?:e?s)?", "Jugendamt(?:e?s)?", "Schulamt(?:e?s)?"),
    *("Caritasverband(?:e?s)?", "Stadtsportbund(?:e?s)?", "Kreissportbund(?:e?s)?", "Diakonie", "Borussia"),
    *(r"Diakonischen?s?\s+Werke?s?", "Kreishandwerkerschaft", "Kreise?s?", "Polizei", "Feuerwehr", "Lebenshilfe"),
)
_END = r"(?![\w-])(?!\s?&)"
_INSTITUTES = (
    rf"{society}[- ](?:Institut|Zentrum)(?:e?s)?" for society in ("Fraunhofer", "Max-Planck", "Leibniz", "Helmholtz")
)
_OFFICES = (
    rf"{level}(?:amt|anstalt|zentrale|agentur|ministerium|institut|stelle|verwaltungsamt)(?:e?s)?"
    for level in ("Landes", "Bundes")
)
_ASSOCIATIONS = (rf"{level}verband(?:e?s)?\s+(?:(?:der|des|für)\s+)?{_WORD}" for level in ("Landes", "Bundes"))
_OTHERS = (
    *("Fraunhofer[- ][A-Z]{2,8}\\b", "Leibniz[- ][A-Z]{2,8}\\b", "Max-Planck-Gesellschaft"),
    *(rf"Deutsche[sn]?\s+Institut(?:e?s)?\s+{_FOR}",),
    *(r"MPI\s+für\s+[A-ZÄÖÜ][\w-]{1,60}+", r"Ennepe-Ruhr-Kreis(?:es)?", r"Märkische[rn]?\s+Kreis(?:es)?"),
)
_WHOLE = (
    re.compile(name_pattern(_INSTITUTES, behind=rf"\s+(?:{_FOR}|[A-Z]{{2,8}}\b){_END}")),
    re.compile(name_pattern(_OFFICES, behind=rf"\s+{_TOPIC}{_OF_THE_LAND}{_END}")),
    re.compile(name_pattern(_ASSOCIATIONS, behind=rf"(?:\s+(?:NRW|Nordrhein-Westfalen|Ruhr|Deutschland))?{_END}")),
    re.compile(name_pattern(_OTHERS, behind=_END)),
)
_HEAD_AND_NAME = re.compile(
    name_pattern(_ANY_NAME, behind=rf"\s+(?:zu\s+(?=[A-ZÄÖÜ]))?(?P<name>{_WORD}(?:/{_WORD})?(?:\s{_WORD})?){_END}")
)
_HEAD_AND_PLACE = re.compile(
    name_pattern(_PLACE_NAME, behind=rf"\s+(?P<place>[A-ZÄÖÜ][\w-]{{1,60}}+(?:\s(?:West|Ruhrgebiet|Land))?){_END}")
)
_LAST_WORD = re.compile(rf"(?:Stiftung|Universität|Krankenkasse)(?:\s+(?:der\s+)?(?P<own>{_WORD}))?(?![\w-])")
_BY_PLACE = re.compile(
    r"(?:Gymnasiums?|akademie|(?:stiftung|verein|verband|kammer|(?:sport|mieter|schutz|gemeinde|hebammen)bund|(?:städte|landkreis|handwerks)tag|"
    r"(?:frauen|flüchtlings|musik|kultur|integrations|jugend|senioren)rat|(?:jugend|kultur|heimat)ring|feuerwehr|[Mm]useum|sportjugend|kirchenkreis)"
    rf"(?:e?s)?)\s+(?P<place>{_WORD})(?![\w-])",
)
_NO_NAME = re.compile(
    r"(?:Landes|Bundes|Kreis|Orts|Bezirks|Regional|Dach|Fach|Förder|Spitzen|Kommunal|Gesamt|Mitglieds?|Stadt|Einzel|Haupt|Unternehmens|"
    r"Sport|Bürger|Träger|Wirtschafts|Berufs|Wohlfahrts|Umwelt)(?:verband|verein)(?:e?s)?\s"
)
"""Words for any association of a kind; a place behind them does not make a name."""
_EXPLAINED = re.compile(
    rf"(?:[Ii]nstitut|amt|[Aa]gentur|anstalt|[Vv]erband|[Gg]esellschaft|[Zz]entrum|[Aa]kademie|[Vv]erein)(?:e?s)?\s+(?:{_FOR}|"
    rf"für\s+[A-ZÄÖÜ]\w{{1,30}}-?\s+und\s+{_TOPIC_WORD})(?=\s\([A-ZÄÖÜ][\w-]{{0,10}}[A-Z]\w{{0,5}}\))"
)
"""Names that only the abbreviation in brackets behind them shows to be names."""
_COMPOUND = re.compile(r"(?<![\w-])(?=[A-ZÄÖÜ])[\w-]{0,40}$")
_FIRST_WORD = re.compile(r"(?<![\w-])(?:Deutsche[sn]?\s)?[A-ZÄÖÜ]\w{1,40}[- ]?$")
_FIRST_WORDS = re.compile(
    r"(?<![\w-])(?:(?!Stiftung|Universität)[A-ZÄÖÜ][\w’]{1,40}(?:[- ]|\svon\s|\svon\s[A-ZÄÖÜ]\w{1,40}\sund\s)){0,3}"
    r"(?!Die\s|Der\s|Das\s|Den\s|Dem\s|Eine|Jede|Alle|Diese|Neue|Weitere|Deutsche[nr]?\s|(?:Technische|Freie)n?\s)"
    r"[A-ZÄÖÜ]\w{1,40}[- ]$"
)
_COMMON_NOUN = re.compile(
    r"\w+(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|ende|enden|innen|kräfte|projekte?n?|mittel|"
    r"programme?n?|maßnahmen|angebote?n?|flächen|konzepte?n?|partner|ideen)"
)
_SECOND_WORDS = frozenset({"West", "Lippe", "Agricola"})


def find_named(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names by form stand; some may overlap."""
    for form in _LEGAL.finditer(text):
        yield from _with_legal_form(text, form)
    for pattern in _WHOLE:
        yield from (match.span() for match in pattern.finditer(text))
    yield from _after_heads(text)
    yield from _before_last_words(text)


def _after_heads(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names that begin with a head (`Sparkasse Dortmund`, `Kreis Unna`)."""
    for match in _HEAD_AND_NAME.finditer(text):
        if end := _end_of_name(match):
            yield from _without_generic_words(text, match.start(), end)
    for match in _HEAD_AND_PLACE.finditer(text):
        if is_place(match["place"]):
            yield match.span()


def _before_last_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the names whose first word stands before the head (`Krupp-Stiftung`, `Sparkassenakademie Dortmund`)."""
    for match in _LAST_WORD.finditer(text):
        unlike = match["own"] and _COMMON_NOUN.fullmatch(match["own"])
        yield from _with_first(_FIRST_WORDS, text, match.start(), match.start("own") - 1 if unlike else match.end())
    for match in _BY_PLACE.finditer(text):
        if is_place(match["place"]):
            found = _with_first(_FIRST_WORD, text, match.start(), match.end())
            yield from (span for span in found if not _NO_NAME.match(text[slice(*span)]))
    for match in _EXPLAINED.finditer(text):
        begin = max(0, match.start() - _FURTHEST)
        if head := _COMPOUND.search(text[begin : match.start() + 1]):
            yield begin + head.start(), match.end()


def _with_first(words: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a name that begins with words before (`Wübben Stiftung`, `Sparkassenakademie Dortmund`)."""
    begin = max(0, start - _FURTHEST)
    if first := words.search(text[begin:start]):
        yield from _without_generic_words(text, begin + first.start(), end)


def _end_of_name(match: re.Match[str]) -> int | None:
    """Return where a name ends, or None if what stands behind its head is no proper name."""
    first, _, second = match["name"].partition(" ")
    if _COMMON_NOUN.fullmatch(first):
        return None
    both = second and (is_place(match["name"]) or second in _SECOND_WORDS or is_elsewhere(second))
    return match.end() if both else match.start("name") + len(first)


def _with_legal_form(text: str, form: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield the name before a legal form. `AG` before a noun is a working group (`AG Verkehr`)."""
    behind = re.match(r"[ \xa0]([A-ZÄÖÜ][\w-]{0,60})", text[form.end() : form.end() + _FURTHEST])
    if behind and form[0] in {"AG", "UG", "SE"} and not is_place(behind[1]):
        return
    begin = max(0, form.start() - _FURTHEST)
    before = text[begin : form.start()]
    long_name = _LONG_NAME.search(before)
    if match := long_name or _BEFORE_FORM.search(before):
        start = begin + match.start()
        if not long_name and _GOES_ON_BEFORE.search(before[: match.start()]):
            return
        name = re.search(r"(?<!\S)([a-zäöü]\S{1,30})[ \xa0]$", text[max(0, start - _FURTHEST) : start])
        if name and find_authority("organisation", name[1]):  # some are written small (`thyssenkrupp Steel Europe AG`)
            start -= len(name[0])
        yield from _without_generic_words(text, start, form.end())


def _without_generic_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a name without the common nouns and articles before it, if two words are left (or a compound)."""
    while (word := re.match(r"(\S+)\s+", text[start:end])) and _GENERIC_WORD.fullmatch(word[1]):
        start += word.end()
    if re.search(r"[\s-]", text[start:end]) and end - start > len("X AG"):
        yield start, end
