"""HTML in a page that was saved with its tags or with a part of them: it is read as its text.

In: a page. Out: a page without tags, with entities as their characters, that knows the places of its characters.
"""

import html
import re
from collections.abc import Iterator

from ruhrgraph.loaders.document import Document, Issue, Span
from ruhrgraph.loaders.mapped_document import MappedDocument, mapped

_BLOCK = (
    r"p|div|br|hr|li|ul|ol|dl|dt|dd|h[1-6]|table|thead|tbody|tr|td|th|section|article|header|footer|main|nav|blockquote"
)
_MARKUP = re.compile(
    rf"</?(?:(?P<block>{_BLOCK})|b|strong|i|em|u|span|a|small|sup|sub|font|abbr|mark|img)(?:\s[^<>]{{0,500}})?/?>"
    r"|<!--[^<>]{0,500}-->|(?P<entity>&(?:[A-Za-z]{2,10}|#\d{2,6}|#[xX][\dA-Fa-f]{2,5});)",
    re.IGNORECASE,
)


def without_markup(page: Document) -> MappedDocument | None:
    """Return a page without HTML, or None if it has none; a block within a line begins a line of its own."""
    first = _MARKUP.search(page.text)
    if first is None:
        return None
    count = sum(1 for _ in _MARKUP.finditer(page.text))
    message = f"the page holds HTML ({count} tags and entities, the first is „{first[0][:40]}“); read as its text"
    issue = Issue("note", "markup-removed", page.line(first.start()), message)
    return mapped(page, _parts(page.text), (issue,))


def _parts(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the parts of a text that are kept, with what is read for each."""
    begin = 0
    for match in _MARKUP.finditer(text):
        yield Span(begin, match.start()), text[begin : match.start()]
        begin = match.end()
        if match["entity"]:
            yield Span(*match.span()), " ".join(html.unescape(match[0]).split()) or " "
        elif match["block"] and not _is_at_end(text, match.start(), match.end()):
            yield Span(*match.span()), "\n"
    yield Span(begin, len(text)), text[begin:]


def _is_at_end(text: str, start: int, end: int) -> bool:
    """Return whether a tag stands at the beginning or at the end of its line."""
    return text[start - 1 : start] in ("", "\n") or text[end : end + 1] in ("", "\n", "\r")
