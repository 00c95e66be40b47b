"""Nouns for what somebody is: `Vorstandsvorsitzender`, `Dezernentin`, `CEO`.

In: a word. Out: whether it is such a noun, and whether it can be a surname, too (`Richter`).
"""

import re

_STEM = (
    r"(?:präsident|vorsitzende|vorstand|vorständ|vorstandsmitglied|leiter|leitung|direktor|geschäftsführ|"
    r"rektor|intendant|sprecher|chef|redakteur|dezernent|bürgermeister|kanzler|dekan|beauftragte|mitglied|sekretär|"
    r"landrat|landrät|gründer|inhaber|partner|manager|kämmer|professor|referent|koordinator|kurator|superintendent|"
    r"bischof|bischöf|pfarrer|vertreter|verleger|herausgeber|trainer|architekt|beigeordnet|unternehmer|"
    r"stadtdirektor|stadtrat|stadträt|generalbevollmächtigt|prokurist|obmann|geschäftsleitung|stellvertret|"
    r"kommandeur|schulleit|amtsleit|meister|künstler|autor|journalist|moderator|wissenschaftler|forscher|berater|"
    r"botschafter|konsul|abgeordnet|ombuds|treuhänder|vorsteher|prodekan|prorektor|minister|steller|musiker|sportler|"
    r"arbeiter|ökonom|regisseur|fotograf|spieler|lehrer|richter|anwalt|anwält|ingenieur|philosoph|soziolog|historiker|"
    r"politiker|aktivist|designer|dirigent|regierungsrat|ministerialrat|rätin|wissenschaftlerin|stadtplaner|"
    r"planer|vermittler|organisator|produzent|kapitän|verwalter|assistent|doktorand|student|schüler|rapper|sänger|entwickler|"
    r"senator|staatsrat|studienrat|schulrat|kirchenrat|baurat|kommissar|expert|ärzt|arzt|hebamme|dramaturg|therapeut|pädagog|psycholog|psychiater|biolog|geolog|ökolog|chirurg|"
    r"jurist|polizist|pfleger|techniker|physiker|chemiker|informatiker|mathematiker|bibliothekar|archivar|kauffrau|fachfrau|fachmann|"
    r"apotheker|erzieher|choreogra|filmemacher|handwerker|auszubildend|praktikant|volontär|buchhändler|landwirt|seelsorger|founder|rabbiner|coach|fellow|botschafterin|spezialist|sachverständig)"
)
_ROLE_NOUN = re.compile(
    rf"(?:[\w*:/-]{{0,80}}{_STEM}\w{{0,80}}|\w{{1,80}}(?:erin|istin|login|antin|entin|orin|ärin|eurin)|"
    r"[Cc][EFOTDIMR]O|MdL|MdB|MdEP|Head|Director|Chairm[ae]n|Chairwoman|Co-CEO|Präses|Propst|Dompropst|Prälat|Generalvikar|"
    r"Pater|Schwester|Bruder|Abt|Äbtissin|Notar|Imam)"
    r"(?:[:*]?in(?:nen)?)?[,;]?$",
    re.IGNORECASE,
)
_NO_ROLE = re.compile(
    r"(?:\w{0,30}(?:vertretung|sekretariat|direktorat|rektorat|dekanat|direktion|konsulat|botschaft)|"
    r"\w{0,60}(?:verband|verein|kammer|schaft|schule|akademie|institut|"
    r"verbands|amt|haus|kanzlei|büro|versammlung|konferenz|ministeriums?|bund|beirat|aufsichtsrat|verwaltungsrat|stiftungsrat|"
    r"betriebsrat|personalrat|gemeinderat))$",
    re.IGNORECASE,
)
_SURNAME = re.compile(
    r"(?:Richter|Lehrer|Meister|Bischof|Partner|Kanzler|Dekan|Spieler|Berater|Kämmerer|Sprecher|Leiter|Schüler|Sänger|"
    r"Pfarrer|Probst|Propst|Prälat|Vorsteher|Verwalter|Forscher|Planer|Student|Hofmeister|Burgmeister|Baumeister|Schulmeister|"
    r"Zimmermeister|Head|Werkmeister|Rittmeister|Sekretär|Marschall|(?!\w{0,20}[Bb]ürgermeister)\w{2,30}meister|Konsul|Trainer|Künstler|"
    r"Severin|Valentin|Konstantin|Constantin|Quentin|Florin|"
    r"Pater|Schwester|Bruder|Abt|Notar|Arzt|Pfleger|Apotheker|Techniker|Handwerker|Erzieher)$"
)
_PLURAL = re.compile(r"\w+(?:innen|enten|anten|oren|isten|ogen|[:*]innen)$")


def is_role_noun(word: str) -> bool:
    """Return whether a word says what somebody is."""
    return bool(_ROLE_NOUN.match(word)) and not _NO_ROLE.match(word)


def is_certain_role_noun(word: str) -> bool:
    """Return whether a word says what somebody is and is no usual surname."""
    return is_role_noun(word) and not _SURNAME.match(word)


def is_plural(word: str) -> bool:
    """Return whether a role is that of several persons (`Geschäftsführerinnen`)."""
    return bool(_PLURAL.match(word))
