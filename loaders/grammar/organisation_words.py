"""Words that names of organisations are made of: legal forms, heads such as `Stiftung`, and the names of places."""

import re

from ruhrgraph.ontology.names import find_authority

LEGAL_FORMS = (
    *(r"GmbH(?:\s*&\s*Co\.\s*KGa?A?)?", "gGmbH", "mbH", "AG", "SE", "KGaA", "KG", "OHG", "UG", "eG"),
    *("Aktiengesellschaft", r"e\.\s?G\.", r"e\.\s?V\.", "eV", "AöR", r"A\.ö\.R\."),
)
LEGAL_FORM = rf"(?:{'|'.join(LEGAL_FORMS)})"
_ELSEWHERE = frozenset({
    *("Baden-Württemberg", "Bayern", "Berlin", "Brandenburg", "Bremen", "Hamburg", "Hessen", "Mecklenburg-Vorpommern"),
    *("Niedersachsen", "Rheinland-Pfalz", "Saarland", "Saarlande", "Saar", "Sachsen", "Sachsen-Anhalt", "Thüringen"),
    *("Schleswig-Holstein", "Hannover", "Weser-Ems", "Nord", "Nordost", "Nordwest", "Norddeutschland", "Süd", "Südost"),
    *("Südwest", "Süddeutschland", "Ost", "Ostdeutschland", "Austria", "Österreich", "Schweiz", "Belgien"),
    *("Switzerland", "Belgium", "Niederlande", "Niederlanden", "Nederland", "Frankreich", "France", "Polen", "Polska"),
    *("Luxemburg", "Italien", "Italia", "Spanien", "Dänemark", "Schweden", "Tschechien", "Ungarn", "Europa"),
    *("Europe", "USA", "UK", "International", "Global", "Group", "China", "Japan", "Indien", "Israel", "Türkei"),
})  # fmt: skip
"""Other Länder and countries, and what names of sister companies end in."""
_ADJECTIVES_ELSEWHERE = frozenset({
    *("niedersächsisch", "hessisch", "bayerisch", "bayrisch", "baierisch", "badisch", "württembergisch"),
    *("baden-württembergisch", "rheinland-pfälzisch", "thüringisch", "sächsisch", "sachsen-anhaltisch"),
    *("saarländisch", "mecklenburgisch", "brandenburgisch", "schleswig-holsteinisch", "norddeutsch", "süddeutsch"),
    *("ostdeutsch", "österreichisch", "schweizerisch", "niederländisch", "belgisch", "französisch", "britisch"),
    *("polnisch", "hannoversch", "berlin", "hamburg", "brem", "thüring", "schweiz", "münchn", "münchen"),
    *("saarbrück", "mainz", "stuttgart", "frankfurt"),
})  # fmt: skip
"""Adjectives of other Länder, countries and towns, without their endings."""
_ENDING = re.compile(r"e[nrsm]?$")
_REGION = re.compile(
    r"(?:NRW|Nordrhein(?:-Westfalen)?|Rheinland|Westfalen(?:-Lippe|-Süd|-Nord)?|Ruhr(?:\sWest)?|Niederrhein|Mittleres\sRuhrgebiet|"
    r"Lippe|Ostwestfalen(?:-Lippe)?|Südwestfalen|Münsterland|Sauerland|Siegerland|Bergisch(?:es)?\sLand|Emscher-Lippe|Mark|"
    r"Rhein-(?:Ruhr|Sieg|Erft|Kreis|Main|Waal)|Vest(?:\sRecklinghausen)?|Niedersachsen|Bayern|Hessen|Sachsen|Brandenburg|"
    r"Thüringen|Saarland|Schleswig-Holstein|Rheinland-Pfalz|Baden-Württemberg|Mecklenburg-Vorpommern|Deutschland|Österreich)"
)
_TWO_TOWNS = re.compile(r"([A-ZÄÖÜ][a-zäöüß]+)-([A-ZÄÖÜ][a-zäöüß]+)")
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
    r"haus|ministerium|präsidium|center|gericht|kreuz|träger|jugendwerk))"
    r"(e?s)\b",
    re.IGNORECASE,
)
_DATIVE = re.compile(
    r"^(Stadtwerke|(?:Technisch|Westfälisch|Rheinisch|Evangelisch|Katholisch|Frei|Bergisch|Deutsch)e)n(?=\s(?!\w{1,60}(?:es|[^s]s)(?!\w)))"
)


_NEUTER = re.compile(
    r"^(?P<adjectives>(?:(?:Deutsch|Rot|Technisch|Europäisch)e[sn]?\s){1,2})"
    r"(?P<noun>(?:[A-ZÄÖÜ]\w{1,30}?-?)?(?:[Ii]nstitut|[Mm]useum|[Kk]reuz|[Ww]erk|[Zz]entrum))(?:e?s)?(?!\w)"
)


def _strong(name: re.Match[str]) -> str:
    """Return adjectives and a neuter noun as they stand without an article (`Deutsches Rotes Kreuz`)."""
    return re.sub(r"e[sn]?\s", "es ", name["adjectives"]) + name["noun"]


def is_place(words: str) -> bool:
    """Return whether words are a curated municipality, two of them (`Duisburg-Essen`), or a region or Land."""
    two = _TWO_TOWNS.fullmatch(words)
    return bool(
        find_authority("gemeinde", words)
        or _REGION.fullmatch(words)
        or (two and find_authority("gemeinde", two[1]) and find_authority("gemeinde", two[2]))
    )


def is_elsewhere(word: str) -> bool:
    """Return whether a word is another Land or country, in the genitive or with others (`Hessen-Thüringen`)."""
    return any(part in _ELSEWHERE for part in (word, word.removesuffix("s"), word.partition("-")[0]))


def is_adjective_elsewhere(word: str) -> bool:
    """Return whether a word is the adjective of another Land, country or town (`hessische`, `Berliner`)."""
    return _ENDING.sub("", word).casefold() in _ADJECTIVES_ELSEWHERE


def is_town_adjective(word: str) -> bool:
    """Return whether a word is the adjective of a curated municipality (`Kölner`, `Essener`)."""
    stem = word.removesuffix("er")
    return stem != word and any(find_authority("gemeinde", stem + end) for end in ("", "en", "e"))


def nominative(name: str) -> str:
    """Return a name in the genitive or dative as a nominative (`Regionalverbands Ruhr` → `Regionalverband Ruhr`)."""
    candidate = _GENITIVE_HEAD.sub(r"\1", _DATIVE.sub(r"\1", _NEUTER.sub(_strong, name), count=1), count=1)
    return name if find_authority("organisation", name) and not find_authority("organisation", candidate) else candidate


def ends_with_legal_form(name: str) -> bool:
    """Return whether a name ends in the legal form of a company, cooperative or registered association."""
    return bool(re.search(rf"\s{LEGAL_FORM}$", name))


def begins_like_organisation(name: str) -> bool:
    """Return whether a name begins with a word that organisations are named after (`Stiftung …`, `Stadt …`)."""
    return bool(re.match(rf"(?:{_HEAD}|Stadt|Kreis|Gemeinde|Land|Bistum|Diakonie|Caritas)\b", name))
