"""Projects that a text names by their titles."""

import pytest

from ruhrgraph.loaders.grammar.project_titles import find_titles

TITLES = {
    "Marketingkampagne Erneuerbare Energien": "04-03",
    "Justiz und Öffentlichkeit": "12-07",
    "Ruhr Games": "19-01",
    "Innovation Ruhr 2030": "11-06",
    "Lehrergewinnung": "09-01",
    "Lotsen": "01-09",
}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("wird in der Marketingkampagne Erneuerbare Energien verwendet", ["04-03"]),
        ("Begleitung von Innovation Ruhr 2030.", ["11-06"]),
        ("im Projekt „Justiz und Öffentlichkeit“", ["12-07"]),
        ("das Projekt Ruhr Games", ["19-01"]),
        ("die „Ruhr Games“", ["19-01"]),
        ("zwischen Justiz und Öffentlichkeit", []),
        ("das Projekt „Ruhr Games.“", ["19-01"]),
        ("die „Ruhr Games im Norden“", []),
        ("die „Marketingkampagne Erneuerbare Energien am Rhein“", []),
        ("zur Lehrergewinnung beitragen", []),
        ("Marketingkampagne Erneuerbare Energien-Ziel", []),
        ("das Projekt Lotsen", []),
        ("Marketingkampagne erneuerbare Energien", []),
    ],
)
def test_titles(text: str, codes: list[str]) -> None:
    """A title is found where it is distinctive, quoted or announced, and as it is written."""
    assert [code for _, _, code in find_titles(text, TITLES)] == codes


def test_no_titles() -> None:
    """Without projects there is none."""
    assert list(find_titles("Innovation Ruhr 2030", {})) == []
