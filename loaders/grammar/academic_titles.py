"""Academic titles and degrees: before a name (`Prof. Dr.-Ing. Dr. h. c. mult.`), behind it, or as a part of their own.

In: a passage. Out: where the titles end, begin, or whether there is nothing else. `M. A.` with a blank before a name
are initials.
"""

import re

from ruhrgraph.loaders.document import Passage

_SUBJECT = (
    r"(?:h\.\s?c\.|[eE]\.\s?h\.|(?:mult|habil|med|medic|univ|dent|vet|phil|jur|iur|utr|rer|nat|pol|oec|publ|soc|theol|sc|hum|"
    r"agr|techn|mont|math|paed|päd|pharm|psych|cult|des|em|ing|troph|forest|hort|silv|cur|sportwiss|art|mus)\.)"
)
_PLACE = r"\s?\((?:FH|BA|TH|TU|DH|HS|VWA|Univ\.?|Uni)\)"
_PROFESSOR = (
    r"(?:(?:apl|Univ|Jun|Hon|Ass|ao|em|o|i\.\s?R)\.\s?-?\s?|(?:Junior|Honorar|Universitäts|Gast|Senior)-?)?"
    r"[Pp]rof(?:\.(?:\s?['’*:]?in(?!\w))?|['’]?in(?!\w)|essor(?:in)?(?!\w))"
)
_EITHER = (
    r"Dipl\.(?:\s?-\s?[A-ZÄÖÜ]\w{0,30}(?:\.|(?!\w))(?:['’*:]?in(?!\w))?){1,3}|Diplom-[A-ZÄÖÜ]\w{2,40}(?:-[A-ZÄÖÜ]\w{2,40})?|"
    r"Dipl\.\s?(?:Ing|Kfm|Kffr|Vw|Bw|Soz|Geogr|Psych|Päd|Biol|Phys|Chem|Math|Inf|Inform)\.|"
    r"Ass\.(?:\s?[ij]ur\.)?|(?:St[DR]|OSt[DR])(?:\s?i\.\s?[KE]\.)?(?:['’*:]?in)?|Ph\.?\s?D\.?|"
    r"[BM]\.(?:A|Sc|Eng|Ed|Phil|Mus|Arch|Res)\.?|[BM](?:Sc|Eng|Ed|Phil|Arch|Res)|E?MBA|LL\.?\s?[BM]\.?|MP[AHP]|MHBA|DBA|MAS|"
    r"(?:Master|Bachelor|Magister|Magistra)\s(?:of\s(?:Arts|Science|Laws|Engineering|Education|Business\sAdministration)|Artium)"
)
_BEFORE_ONLY = (
    rf"{_PROFESSOR}|Prof|Dr|PD|Priv\.-?\s?Doz\.|Privatdozent(?:in)?|(?:DDr|Dr|Dres)\.(?:\s?-?\s?[Ii]ng\.)?(?:['’*:]?in(?!\w))?|"
    r"Mag\.(?:\s?\(FH\)|a(?!\w))?|[Ll]ic\.|Ing\.|RA(?:in)?|StB|WP|cand\."
)
_BEHIND_ONLY = r"[BM]\.\s(?:A|Sc|Eng|Ed|Phil|Mus|Arch|Res)\.?|[BM]A|CFA|CPA|[MF]RICS|Dr\."
_END = r"(?:(?<=[.)])|(?![\w.’'-]))"


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})(?:\s?{_SUBJECT}){{0,8}}(?:{_PLACE})?{_END}")


_BEFORE = _pattern(f"{_BEFORE_ONLY}|{_EITHER}")
_BEHIND = _pattern(f"{_EITHER}|{_BEHIND_ONLY}")
_ANY = _pattern(f"{_EITHER}|{_BEHIND_ONLY}|{_BEFORE_ONLY}")
_BETWEEN = re.compile(r"[\s/]{0,16}")
_MOST = 20
"""How many titles are read in a row."""


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    """Return where the titles end that begin at a position; it is the position itself if there is none."""
    for _ in range(_MOST):
        between = _BETWEEN.match(text, position)
        found = pattern.match(text, between.end() if between else position)
        if not found:
            break
        position = found.end()
    return position


def end_of_titles(text: str, position: int = 0) -> int:
    """Return where the titles before a name end, or the position if none begins there."""
    return _end(_BEFORE, text, position)


def end_of_degrees(text: str) -> int:
    """Return where the titles end that a part behind a name begins with (`Dipl.-Ing. (FH)`), 0 if there are none."""
    return _end(_ANY, text, 0)


def begins_with_title(text: str) -> bool:
    """Return whether a text begins with a title that stands before names."""
    return _BEFORE.match(text) is not None


def titles_behind(name: Passage) -> tuple[Passage, Passage | None]:
    """Return a name without the titles behind it, and these."""
    words = list(re.finditer(r"\S+", name.text))
    for word in words[2:]:
        if _end(_BEHIND, name.text, word.start()) == len(name.text):
            return name.cut(0, word.start()).strip(), name.cut(word.start())
    return name, None


def is_titles(part: Passage) -> bool:
    """Return whether a part between commas holds nothing but titles (`MSc`, `Dipl.-Ing. (FH)`)."""
    return bool(part.text) and _end(_ANY, part.text, 0) == len(part.text)
