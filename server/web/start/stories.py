"""The stories of the first page: a question, what the answer says and does not say, and the beginning of its table.

In: rows of canned queries. Out: stories, each with the address of its query; one without rows is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from ruhrgraph.graph.schema.ontology import Text
from ruhrgraph.ontology.errors import NameNotFoundError
from ruhrgraph.server.engine.canned_rows import CannedRows, PlainRow
from ruhrgraph.server.web.named_things import NamedThings


@dataclass(frozen=True, slots=True)
class StoryColumn:
    """A column of a story's table: that of the query, and its heading.

    `values` are the texts of values that are codes, `kind` is the kind of thing that a value names.
    """

    name: str
    label: Text
    values: Mapping[str, Text] | None = None
    kind: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A question with its query; `order` is the column by which the largest numbers come first."""

    question: Text
    text: Text
    query: str
    values: Mapping[str, str]
    columns: tuple[StoryColumn, ...]
    order: str = ""


@dataclass(frozen=True, slots=True)
class StoryCell:
    """A cell: its text in both languages, the identifier of the thing that it names ("" for none)."""

    text: Text
    id: str = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story with the first rows of its table, and how many there are."""

    story: Story
    rows: tuple[tuple[StoryCell, ...], ...]
    total: int

    @property
    def parameters(self) -> str:
        """Return the parameters of the query as the end of an address."""
        return f"?{urlencode(self.story.values)}" if self.story.values else ""


_ROWS = 6
_RELATION = {"lead": Text("federführend", "lead"), "participating": Text("beteiligt", "taking part")}
_MINISTRY = Text("Ressort", "Ministry")

STORIES = (
    Story(
        Text("Welche Ministerien teilen sich den Wissenschaftspark?", "Which ministries share the Wissenschaftspark?"),
        Text(
            "Im Wissenschaftspark Gelsenkirchen fanden Veranstaltungen von Themenforen statt. "
            "Die Tabelle nennt die Ministerien, die diese Foren führen oder an ihnen beteiligt sind; "
            "wer wirklich dort war, sagen die Dokumente nicht.",
            "Forums held events at the Wissenschaftspark Gelsenkirchen. "
            "The table names the ministries that lead these forums or take part in them; "
            "who was actually there, the documents do not say.",
        ),
        "ministries-by-venue",
        {"venue": "Wissenschaftspark Gelsenkirchen"},
        (
            StoryColumn("acronym", _MINISTRY, kind="ressort"),
            StoryColumn("relation", Text("im Forum", "in the forum"), _RELATION),
            StoryColumn("events", Text("Veranstaltungen", "Events"), is_number=True),
        ),
    ),
    Story(
        Text("Welche Ministerien haben die meisten Foren gemeinsam?", "Which ministries share the most forums?"),
        Text(
            "Ein Themenforum führt ein Ministerium, andere beteiligen sich. "
            "Hier stehen die Paare mit den meisten Foren. "
            "Ein gemeinsames Forum heißt noch nicht, dass sich zwei Ministerien getroffen haben.",
            "One ministry leads a forum, others take part; these are the pairs with the most forums. "
            "A shared forum does not yet mean that two ministries met.",
        ),
        "ministry-pairs",
        {},
        (
            StoryColumn("acronym", _MINISTRY, kind="ressort"),
            StoryColumn("otherAcronym", Text("mit", "with"), kind="ressort"),
            StoryColumn("forums", Text("Foren", "Forums"), is_number=True),
            StoryColumn("forumNumbers", Text("Nummern der Foren", "Numbers")),
        ),
        order="forums",
    ),
    Story(
        Text("Was wurde aus der „Neuen Mobilität“?", "What came out of “Neue Mobilität”?"),
        Text(
            "Aus jedem Themenforum gingen Projekte hervor, hier aus dem Forum 13. "
            "Ihre Maßnahmen sind angekündigt; ob sie umgesetzt wurden, sagen die Dokumente nicht.",
            "Every forum led to projects; these come from forum 13. "
            "Their measures were announced; the documents do not say whether they were carried out.",
        ),
        "projects",
        {"forum": "13"},
        (
            StoryColumn("code", Text("Nr.", "Code"), kind="projekt"),
            StoryColumn("title", Text("Projekt", "Project")),
            StoryColumn("measures", Text("Maßnahmen", "Measures"), is_number=True),
        ),
    ),
)


async def tell_stories(rows: CannedRows) -> tuple[ToldStory, ...]:
    """Return the stories that the version in use has rows for.

    Raises:
        RuhrgraphError: A query could not be answered.

    """
    told = []
    for story in STORIES:
        try:
            found: Sequence[PlainRow] = await rows.get(story.query, story.values)
        except NameNotFoundError:  # the version is about something else
            continue
        if story.order:
            found = sorted(found, key=lambda row: -int(row[story.order]))
        if found:
            names = NamedThings(await rows.things())
            shown = tuple(tuple(_cell(column, row, names) for column in story.columns) for row in found[:_ROWS])
            told.append(ToldStory(story, shown, len(found)))
    return tuple(told)


def _cell(column: StoryColumn, row: PlainRow, names: NamedThings) -> StoryCell:
    """Return a cell of a story's table."""
    text = row[column.name]
    if column.values:
        return StoryCell(column.values.get(text, Text(text, text)))
    iris = names.iris(text, (column.kind,)) if column.kind else ()
    entity = names.entity(iris[0]) if iris else None
    return StoryCell(Text(text, text), entity.id if entity else "", column.is_number)
