"""The meaning of the report's codes."""

import re
from pathlib import Path

from ruhrgraph.server.catalog.issue_texts import ISSUE_TEXTS

DOCUMENTED = (Path(__file__).parents[3] / "docs" / "reading.md").read_text()


def test_each_code_has_a_meaning() -> None:
    """Each code that docs/reading.md explains, and no other, has a German and an English meaning."""
    table = DOCUMENTED.partition("| code |")[2].partition("\n## ")[0]
    assert set(ISSUE_TEXTS) == set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", table))
    assert all(text.de and text.en for text in ISSUE_TEXTS.values())
