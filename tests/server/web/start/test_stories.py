"""The stories of the first page."""

import pytest

from ruhrgraph.queries import read
from ruhrgraph.server.web.start.stories import STORIES, Story


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.query)
def test_stories_fit_their_queries(story: Story) -> None:
    """The columns and parameters of a story are those of its query, and both languages are there."""
    query = read(story.query)
    assert {column.name for column in story.columns} <= set(query.columns)
    assert set(story.values) <= {parameter.name for parameter in query.parameters}
    for text in (story.question, story.text, *(column.label for column in story.columns)):
        assert text.de
        assert text.en
