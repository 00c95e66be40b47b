"""The order of words by German rules."""

from ruhrgraph.server.language.collation import din_5007


def test_order() -> None:
    """Umlauts stand with their letters, ß with ss, capitals with small letters, numbers by their size."""
    words = [
        "Forum 10",
        "zeche",
        "Öko",
        "Ober",
        "Ärzte",
        "Apfel",
        "essen",
        "Essen",
        "Masse",
        "Maße",
        "Forum 2",
        "Zeche",
    ]
    assert sorted(words, key=din_5007) == [
        "Apfel", "Ärzte", "Essen", "essen", "Forum 2", "Forum 10", "Masse", "Maße", "Ober", "Öko", "Zeche", "zeche",
    ]  # fmt: skip
