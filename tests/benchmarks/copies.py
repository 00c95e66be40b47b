"""Larger input for timing: the shipped documents many times over, each copy with names and numbers of its own.

In: a number of copies. Out: two documents with all of them inside (`documents_of`), or as many pairs of documents in a
folder (`write_copies`), which are written one by one.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from ruhrgraph.loaders import load
from ruhrgraph.loaders.records import Reading
from ruhrgraph.loaders.shipped import documents

_BLOCK = 499
"""How many copies have projects with forums of their own: the number of a forum in a code has four digits at most."""
_CODE = re.compile(r"\b(\d\d)-(\d\d)\)")
_PROJECTS_OF_A_FORUM = 9
"""By how much the second half of a code has to grow from block to block."""
MOST = _BLOCK * (100 // _PROJECTS_OF_A_FORUM)
"""How many pairs of documents there can be: the second half of a code has two digits."""


def _word(copy: int) -> str:
    """Return a name's part for a copy: letters only, because names have no digits (`Kab`)."""
    letters = "abcdefghij"
    return "K" + "".join(letters[int(digit)] for digit in f"{copy:03}")


@dataclass(frozen=True)
class _Page:
    """The page of the Themenforen, cut into what stands before, in and behind its forums."""

    head: str
    body: str
    foot: str
    forums: int
    names: re.Pattern[str]

    def forums_of(self, copy: int) -> str:
        """Return the forums with persons and venues of a copy's own."""
        return self.names.sub(lambda match: f"{_word(copy)} {match[0]}", self.body) if copy else self.body


@dataclass(frozen=True)
class _Brochure:
    """The brochure, cut into what stands before its list of contents, that list and the fields."""

    head: str
    heading: str
    entries: str
    body: str

    def fields_of(self, copy: int, forums: int) -> tuple[str, str]:
        """Return list and fields with names and codes of a copy's own."""
        entries, body = (_shifted(text, copy, forums) for text in (self.entries, self.body))
        return _renamed(entries, copy), _renamed(body, copy)


def _page(reading: Reading) -> _Page:
    text = reading.document.text
    start = text.index(reading.themenforen[0].titel.value)
    end = text.index("Weitere Informationen")
    names = {person.name.value for forum in reading.themenforen for person in forum.moderationen} | {
        event.orte.ort.value for forum in reading.themenforen for event in forum.veranstaltungen if event.orte.ort
    }
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    pattern = re.compile(rf"(?<![\w-])(?:{longest_first})(?![\w-])")
    return _Page(text[:start], text[start:end], text[end:], len(reading.themenforen), pattern)


def _brochure(reading: Reading) -> _Brochure:
    text = reading.document.text
    contents = text.index("## 5 Handlungsfelder")
    body = text.index("\n## Chancenregion", contents)
    heading, _, entries = text[contents:body].partition("\n")
    return _Brochure(text[:contents], f"{heading}\n", entries, text[body:])


def _shifted(text: str, copy: int, forums: int) -> str:
    """Return a text whose project codes refer to the forums of a copy."""
    block, place = divmod(copy, _BLOCK)
    forum, project = place * forums, block * _PROJECTS_OF_A_FORUM
    return _CODE.sub(lambda code: f"{int(code[1]) + forum:02}-{int(code[2]) + project:02})", text)


def _renamed(text: str, copy: int) -> str:
    """Return a text whose fields have names of a copy's own."""
    word = _word(copy)
    return re.sub(r"Chancenregion Ruhr: (\w+)", rf"Chancenregion {word} Ruhr: \1 {word}", text) if copy else text


def _both() -> tuple[_Page, _Brochure]:
    readings = {document.name: load(document) for document in documents()}
    return _page(readings["themenforen"]), _brochure(readings["handlungsfelder"])


def documents_of(copies: int) -> dict[str, str]:
    """Return the text of both documents with so many copies of all that they hold, by file name."""
    page, brochure = _both()
    fields = [brochure.fields_of(copy, page.forums) for copy in range(copies)]
    heading = f"## {5 * copies} Handlungsfelder mit {74 * copies} Projekten für die Chancenregion Ruhr\n"
    return {
        "themenforen.txt": page.head + "\n".join(map(page.forums_of, range(copies))) + page.foot,
        "handlungsfelder.md": brochure.head
        + heading
        + "\n".join(entries for entries, _ in fields)
        + "\n".join(body for _, body in fields),
    }


def write_copies(folder: Path, copies: int) -> Iterator[Path]:
    """Write so many pairs of documents with their records into a folder, and yield the paths of the documents.

    A record says with which number the forums of a page begin. So forums and codes of different copies are different
    ones, and each project has its forum; from copy 499 on, a forum in another copy's page.

    Raises:
        ValueError: There are not so many codes of projects.

    """
    if copies > MOST:
        raise ValueError(f"{copies} copies are too many: codes of projects are enough for {MOST}")
    page, brochure = _both()
    shipped = resources.files("ruhrgraph.loaders.documents")
    page_record, brochure_record = (
        shipped.joinpath(f"{name}.toml").read_text("utf-8") for name in ("themenforen", "handlungsfelder")
    )
    folder.mkdir(parents=True, exist_ok=True)
    for copy in range(copies):
        entries, body = brochure.fields_of(copy, page.forums)
        first = f"first_forum = {copy * page.forums + 1}\n" if copy else ""
        for path, text, record in (
            (
                folder / f"handlungsfelder-{copy:04}.md",
                brochure.head + brochure.heading + entries + body,
                brochure_record,
            ),
            (
                folder / f"themenforen-{copy:04}.txt",
                page.head + page.forums_of(copy) + page.foot,
                page_record + first,
            ),
        ):
            path.with_suffix(".toml").write_text(record, encoding="utf-8")
            path.write_text(text, encoding="utf-8")
            yield path


if __name__ == "__main__":
    for written in write_copies(Path(sys.argv[1]), int(sys.argv[2])):
        print(written)
