"""The words that say what an organisation does, and those of the lists behind them."""

import re

_OF = r"(?:von|vom|durch|der|des|bei|beim)"
_BY = r"(?:von|vom|durch)"
_IT = r"(?:(?:wird|werden|wurde|wurden)\s(?:\w{1,20}\s){0,3}?)?"
_WITH_MEANS = r"(?:aus|mit)\sMitteln\s(?:der|des|von)"
_HAS = r"(?:liegt|liegen|haben|hat|ist|sind|übernimmt|übernehmen)"
_PROJECT = (
    r"(?:\s(?:des|der|dieses|dieser)\s(?:Projekte?s?|Maßnahme|Vorhabens?|Programms?|Initiative|Veranstaltung|Angebote?s?|"
    r"Einrichtung|Zentrums|Hauses|(?:\w{1,20})?[Nn]etzwerke?s?|(?:\w{1,20})?[Cc]lusters?|Bündnisses|Konsortiums|Verbunde?s|"
    r"Plattform|Akademie|Schule|Campus|Kooperation|Allianz))?"
)
_IS = (
    r"(?:(?:\s(?:sind|ist|waren|war|werden|wird|bisher|bislang|derzeit|aktuell|zunächst|u\.\s?a\.|unter\sanderem|auch|"
    r"insbesondere)){1,3}\s?:?|\s?:)"
)
_TRIGGERS = (
    (
        "kooperation",
        r"[Ii]n\s(?:(?!mögliche|geplante|eventuelle|künftige)\w{1,15}er\s)?(?:Kooperation|Zusammenarbeit|Partnerschaft)\smit",
    ),
    ("kooperation", r"(?:Kooperation|Zusammenarbeit)\s?:"),
    ("kooperation", r"(?:[Gg]emeinsam|[Zz]usammen|[Kk]ooperiert|kooperieren)\smit"),
    ("kooperation", rf"(?:(?:Kooperations|Projekt)p|P)artner(?:n|in|innen)?{_PROJECT}{_IS}"),
    ("federfuehrung", rf"[Uu]nter\s(?:der\s)?(?:gemeinsame[rn]\s)?Federführung\s{_OF}"),
    ("federfuehrung", rf"[Ff]ederführend(?:e[nr]?)?(?:\s(?:(?:ist|sind|wird|werden)\s)?{_OF}\s?:?|\s?:)"),
    (
        "federfuehrung",
        r"[Ff]ederführend\s(?:ist|sind)|Federführung\s?:|Federführung\s(?:hat|haben|übernimmt|übernehmen)",
    ),
    ("federfuehrung", rf"Federführung\s(?:{_HAS}\s)?{_OF}|Federführer(?:in)?{_IS}"),
    ("traeger", rf"(?:Projekt)?[Tt]räger(?:in|innen)?{_PROJECT}{_IS}"),
    ("traeger", rf"(?:[Ii]n|[Uu]nter)\s(?:der\s)?(?:gemeinsame[rn]\s)?Trägerschaft\s{_OF}"),
    ("traeger", rf"Trägerschaft\s(?:{_HAS}\s)?(?:bei|beim)|Trägerschaft\s?:"),
    ("traeger", rf"[Gg]etragen\s{_IT}{_BY}"),
    ("mitglied", rf"Mitglieder{_PROJECT}(?:\s\([\w\s]{{0,40}}?)?{_IS}|Mitgliedern{_PROJECT}\s(?:gehören|zählen)"),
    ("leitung", rf"[Gg]eleitet\s{_IT}{_BY}|Leitung\s?:"),
    ("leitung", rf"Leitung\s(?:{_HAS}\s(?:bei|beim)|hat|haben|übernimmt|übernehmen)"),
    ("leitung", r"[Uu]nter\s(?:der\s)?(?:gemeinsame[rn]\s)?Leitung\s(?:von|vom|der|des)"),
    (
        "foerderung",
        rf"(?:[Gg]efördert|[Ff]inanziert|[Ff]inanziell\sunterstützt)\s{_IT}(?:{_WITH_MEANS}|{_BY})",
    ),
    ("foerderung", r"[Mm]it\s(?:finanzieller\s)?Förderung\s(?:von|vom|durch|der|des)|Förderung\s(?:durch|:)"),
    ("foerderung", rf"(?:Förder(?:er|geber|mittelgeber|in)|Zuwendungsgeber){_IS}"),
    ("foerderung", r"[Mm]it\sfinanzieller\sUnterstützung\s(?:von|vom|durch|der|des)"),
)
_ANY = "|".join(f"(?P<{role}_{number}>{words})" for number, (role, words) in enumerate(_TRIGGERS))
TRIGGER = re.compile(rf"(?<![\w-])(?:{_ANY})(?![\w-])")
"""What stands before an organisation; the group is the role and a number."""
PARTICIPLE = re.compile(
    r"(?<![\w-])(?:(?P<leitung>geleitet)|(?P<foerderung>gefördert|finanziert)|(?P<traeger>getragen)|"
    r"(?P<federfuehrung>federführend(?:\s\w{4,20}t)?))(?![\w-])"
)
"""What stands behind it (`vom RVR geleitet`)."""
AS_PARTNER = re.compile(r"\sals\s(?:\w{3,15}er\s)?(?:Kooperations|Projekt)?[Pp]artner(?:in|innen)?(?![\w-])")
_NOUNS = (
    r"(?:Vertreter\w{0,7}|Verein\w{0,3}|Firmen|Firma|Unternehmen|Partnern?|Stiftung|(?:Recherche)?[Nn]etzwerks?|Verbands?|"
    r"Universität|Hochschule|Team|Initiative|Behörden?|Institut\w{0,2}|Trägern?|Mitgliedern?|Fachleuten|Experten)"
)
_ARTICLE = r"(?:dem|den|der|des|die|das)"
_OBLIQUE = r"(?:dem|den|der|des)"
_OTHER_WORD = (
    r"(?:von|vom|beim|bei|einem|einer|mit|u\.\s?a\.|unter\sanderem|auch|insbesondere|vor\sallem|bisher|derzeit|beiden|drei|"
    r"anderen|weiteren|lokalen|regionalen|kommunalen|städtischen|privaten|örtlichen|gemeinnützigen|"
    rf"{_NOUNS})"
)
_LITTLE_WORD = rf"(?:{_ARTICLE}|{_OTHER_WORD})"
_AND = r"\s(?:und|sowie|bzw\.|als\sauch|oder)\s(?:auch\s)?"
_COMMA = rf"\s?(?:,|;(?!\s{_ARTICLE})|/|&(?:amp;)?)\s?"
_OTHER_ITEM = (
    r"(?:(?:dem|den|der|die|das|des|weiteren|anderen|lokalen|regionalen)\s)?(?:[a-zäöü]{3,20}en\s)?[A-ZÄÖÜ][\w-]{1,40}+"
    r"(?:\s(?:für|der|des)\s(?:[\w-]{1,20}\s)?[A-ZÄÖÜ][\w-]{1,40}+)?"
)
LEAD = re.compile(
    rf"[\s:„\"»(]{{0,4}}(?:{_OTHER_ITEM}(?:{_COMMA}|{_AND})){{0,4}}(?:{_LITTLE_WORD}[\s:„\"»(]{{1,3}}){{0,5}}[„\"]?"
)
"""What may stand between a trigger and the first organisation."""
_ITEMS_BETWEEN = (
    rf"[“\"”«)]?(?:\s\([\w\s.-]{{1,20}}\))?(?:(?:{_COMMA}|{_AND}){_OTHER_ITEM}(?={_COMMA}|{_AND})){{0,4}}"
    rf"(?:{_COMMA}|{_AND})[„\"]?"
)
BETWEEN = re.compile(rf"{_ITEMS_BETWEEN}(?:{_LITTLE_WORD}\s){{0,4}}[„\"]?")
"""What may stand between two organisations of a list: a separator, perhaps with other items."""
BETWEEN_OBLIQUE = re.compile(rf"{_ITEMS_BETWEEN}(?:(?:{_OBLIQUE}|{_OTHER_WORD})\s){{0,4}}[„\"]?")
"""The same behind `mit`, `von`, `der` and the like, where `und die` begins another clause."""
DIRECT = re.compile(
    r"(?::|ist|sind|war|waren|durch|hat|haben|übernimmt|übernehmen|zählen|gehören|bisher|derzeit|auch)\s?$"
)
"""How a trigger ends behind which names stand in the nominative or accusative."""
DOUBT_BEFORE = re.compile(
    r"\b(?:nicht|ohne|kein\w{0,2}|keinesfalls|statt|ggf\.|gegebenenfalls|evtl\.|eventuell|möglicherweise|denkbar|voraussichtlich|vsl\.|"
    r"angestrebt|geplant|vorgesehen|möglich|könnten?|soll\sgeprüft|früher|ehemals|bis\s\d{4}|anstelle|anders\sals)(?!\w)"
    r"[^.;!?]{0,40}$",
    re.IGNORECASE,
)
DOUBT_BEHIND = re.compile(
    r"\s?\(?\s?(?:angefragt|n\.\s?n\.|noch\soffen|tbc|ggf\.|geplant|in\sPlanung|vorbehaltlich|abgelehnt|abgesagt)|"
    r"[^.;!?]{0,40}\b(?:abgelehnt|gescheitert|beendet|nicht\s(?:möglich|vorgesehen|geplant))\b",
    re.IGNORECASE,
)
