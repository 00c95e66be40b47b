"""What holds over all documents: the label of each thing, the forum of each number, and titles that differ.

In: the summaries of documents, in the order of the documents. Out: for each document, which labels and forums it gets
from others, and its issues with them. All is kept in a temporary SQLite database, which the engine moves to a file when
it outgrows its cache, so memory does not grow with the documents.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ruhrgraph.graph.builds.document_part import DocumentSummary
from ruhrgraph.graph.mapping.comparison import compare_ministries, conflict
from ruhrgraph.loaders.document import Issue

_TABLES = """
CREATE TABLE label (thing TEXT PRIMARY KEY, label TEXT) WITHOUT ROWID;
CREATE TABLE title (kind TEXT, key TEXT, title TEXT, document TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE forum (number TEXT PRIMARY KEY, lead TEXT, folder TEXT) WITHOUT ROWID;
"""


def _temporary() -> sqlite3.Connection:
    """Return an empty database without a name; it is gone when it is closed."""
    database = sqlite3.connect("", isolation_level=None)
    database.executescript(_TABLES)
    return database


@dataclass(frozen=True, slots=True)
class FromOthers:
    """What a document gets from others.

    Attributes:
        labels: The labels that earlier documents give to its things, where it names them differently.
        forums: The folders of the documents that have the forums of its projects, by number.
        issues: What is wrong between its projects and these forums.

    """

    labels: dict[str, str]
    forums: dict[int, str]
    issues: tuple[Issue, ...]


@dataclass
class Unification:
    """The names, titles and forums of the documents that were added so far."""

    _database: sqlite3.Connection = field(default_factory=_temporary)

    def close(self) -> None:
        """Remove the database."""
        self._database.close()

    def conflicts(self, summary: DocumentSummary) -> tuple[Issue, ...]:
        """Return an error for each thing that has another title in a document that was added before."""
        found: list[Issue] = []
        for title in summary.facts.titles:
            first = self._database.execute(
                "SELECT title, document FROM title WHERE kind = ? AND key = ?", (title.kind, title.key)
            ).fetchone()
            if first and (issue := conflict(title, *first)):
                found.append(issue)
        return tuple(found)

    def add(self, summary: DocumentSummary, folder: Path) -> None:
        """Add a document. The first one gives a thing its label and its title, the last one says what a forum is."""
        facts, database = summary.facts, self._database
        database.execute("BEGIN")
        database.executemany("INSERT OR IGNORE INTO label VALUES (?, ?)", summary.labels.items())
        database.executemany(
            "INSERT OR IGNORE INTO title VALUES (?, ?, ?, ?)",
            ((title.kind, title.key, title.title, facts.name) for title in facts.titles),
        )
        database.executemany(
            "INSERT OR REPLACE INTO forum VALUES (?, ?, ?)",
            ((str(forum.number), forum.lead, folder.name) for forum in facts.forums),
        )
        database.execute("COMMIT")

    def from_others(self, summary: DocumentSummary) -> FromOthers:
        """Return what a document gets from others, once all are added."""
        projects = summary.facts.projects
        numbers = sorted({project.forum for project in projects if project.forum is not None})
        found = {number: row for number in numbers if (row := self._forum(number))}
        issues = compare_ministries(
            projects,
            {number: lead for number, (lead, _) in found.items()},
            any_forum=bool(self._database.execute("SELECT EXISTS (SELECT * FROM forum)").fetchone()[0]),
        )
        return FromOthers(
            labels=self._other_labels(summary.labels.items()),
            forums={number: folder for number, (_, folder) in found.items()},
            issues=tuple(issues),
        )

    def _forum(self, number: int) -> tuple[str | None, str] | None:
        """Return the lead of a forum and the folder of its document."""
        row: tuple[str | None, str] | None = self._database.execute(
            "SELECT lead, folder FROM forum WHERE number = ?", (str(number),)
        ).fetchone()
        return row

    def _other_labels(self, own: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Return the labels of things that are others than these."""
        found = {}
        for thing, name in own:
            (label,) = self._database.execute("SELECT label FROM label WHERE thing = ?", (thing,)).fetchone()
            if label != name:
                found[thing] = label
        return found
