"""Characters that say nothing, or the same as another: soft hyphens, blanks of all widths, ligatures, line ends.

Web pages and PDF tools put them into texts. No grammar has to know them: they are brought to one form before a document
is read. A word that is broken at the end of a line is joined.

In: a document. Out: a clean one that knows the places of its characters in the file.
"""

import re
from collections.abc import Iterator

from ruhrgraph.loaders.document import Document, Issue, Span
from ruhrgraph.loaders.mapped_document import MappedDocument, mapped

_BLANKS = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"
_HYPHENS, _DASHES = "\u2010\u2011", "\u2012\u2015\u2212"
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SAME_LENGTH = {
    **_FULL_WIDTH,
    **dict.fromkeys(_BLANKS, " "),
    **dict.fromkeys(_LINE_ENDS, "\n"),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_DASHES, "–"),
}
_ONE_FOR_ONE = re.compile(rf"[{re.escape(''.join(_SAME_LENGTH))}]")
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"} | dict.fromkeys(
    "\ufb05\ufb06", "st"
)
_INVISIBLE = "\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
# A character that nobody could decode, and letters in UTF-8 that were taken for Latin-1 (`Ã¼`).
_DAMAGED = re.compile(r"\ufffd|Ã[\x80-\xbf¤¶¼Ÿ„–œ]|â€[\x80-\xbfœžš“™]|Â[\xa0-\xbf]")
_MOST_DAMAGED = 20
"""How many damaged lines are listed."""
_UNUSUAL = re.compile(
    rf"[\t\uff01-\uff5e{_BLANKS}{_LINE_ENDS}{_HYPHENS}{_DASHES}{''.join(_LIGATURES)}{_INVISIBLE}]"
    r"|  |\r(?!\n)|-[\t ]{0,8}\r?\n"
)
_OLD_LINE_END = re.compile(r"\r(?!\n)")
_TAB = re.compile(r"(^[^\t\n(#<]{1,40}\t)|\t", re.MULTILINE)
_BREAK = r"[\t ]{0,8}\r?\n[\t ]{0,8}"
_CHANGE = re.compile(
    rf"(?=[\t \r\n{_INVISIBLE}{''.join(_LIGATURES)}-])(?:(?<=[^\s{_INVISIBLE}])"
    rf"(?P<blanks>[{_INVISIBLE}]*+[\t ](?:[{_INVISIBLE}]*+[\t ])++)"
    r"(?=\S)"
    rf"|(?P<soft>\xad{_BREAK}(?=[a-zäöüß]))|[{_INVISIBLE}{''.join(_LIGATURES)}]"
    rf"|(?<=[a-zäöüß]{{2}})(?P<broken>-{_BREAK})(?=[a-zäöüß]{{2}})"
    r"(?!(?:und|oder|bzw|sowie|als|wie|bis|noch|statt|aber|sondern|beziehungsweise|samt)\b)"
    rf"|(?<=[^\W\d_]-)(?P<compound>{_BREAK})(?=[A-ZÄÖÜ])(?![\w/*()-]{{1,60}}[\t ]{{0,8}}(?::|\r?\n|$)))"
)
_WORD = re.compile(r"[\w-]++")
_LONGEST = 60


def cleaned(document: Document) -> MappedDocument | None:
    """Return a document with usual characters only, or None if it has no others."""
    repairs = _damages(document)
    if not repairs and not _UNUSUAL.search(document.text):
        return None
    text = _ONE_FOR_ONE.sub(lambda found: _SAME_LENGTH[found[0]], _OLD_LINE_END.sub("\n", document.text))
    # A tab may part a table's row from its label, so the first one of a line is kept if little stands before it.
    if "\t" in text:
        text = _TAB.sub(lambda found: found[1] or " ", text)
    return mapped(document, [*_parts(document, text, repairs)], tuple(repairs))


def _damages(document: Document) -> list[Issue]:
    """Return an error for each line with damaged letters, but the first only of many."""
    first: dict[int, str] = {}
    for match in _DAMAGED.finditer(document.text):
        first.setdefault(document.line(match.start()), document.text[max(0, match.start() - 10) : match.end() + 10])
    return [
        Issue("error", "text-damaged", line, f"„{' '.join(words.split())}“ has damaged letters; save the file as UTF-8")
        for line, words in [*first.items()][:_MOST_DAMAGED]
    ]


def _parts(document: Document, text: str, repairs: list[Issue]) -> Iterator[tuple[Span, str]]:
    """Yield the parts of a text that are kept, with what is read for each; words that are joined are noted."""
    begin, words = 0, frozenset[str]()
    for match in _CHANGE.finditer(text):
        yield Span(begin, match.start()), text[begin : match.start()]
        begin = match.end()
        if match["broken"]:
            words = words or frozenset(_WORD.findall(text))
            hyphen, issue = _joint(document, text, match, words)
            repairs.append(issue)
            if hyphen:
                yield Span(match.start(), match.start() + 1), "-"
        elif match["blanks"]:
            place = match[0].find("\t" if "\t" in match[0] else " ")
            yield Span(match.start() + place, match.start() + place + 1), match[0][place]
        elif written := _LIGATURES.get(match[0]):
            yield Span(*match.span()), written
    yield Span(begin, len(text)), text[begin:]


def _joint(document: Document, text: str, match: re.Match[str], words: frozenset[str]) -> tuple[bool, Issue]:
    """Return whether a word that is broken at a hyphen keeps it, and the note of it."""
    first = _WORD.findall(text, max(0, match.start() - _LONGEST), match.start())[-1]
    second = _WORD.findall(text, match.end(), match.end() + _LONGEST)[0]
    hyphen = f"{first}-{second}" in words and first + second not in words
    whole = f"{first}-{second}" if hyphen else first + second
    message = f"„{first}-“ at the end of a line and „{second}“ are read as „{whole}“"
    if whole not in words:
        message += "; write it in one line if that is wrong"
    return hyphen, Issue("note" if whole in words else "warning", "word-joined", document.line(match.start()), message)
