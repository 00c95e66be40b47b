"""The measures in plain words: what people call them, and what a high number means."""

from dataclasses import dataclass

from ruhrgraph.server.language import Language, in_language


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """A measure: its name in files and addresses, a heading and an explanation, and how many decimal places it has."""

    name: str
    label: str
    meaning: str
    places: int


_WORDS = (
    (
        "degree",
        ("Nachbarn", "Neighbours"),
        ("Mit wie vielen anderen Knoten er verbunden ist.", "How many other nodes it is tied to."),
        0,
    ),
    (
        "weightedDegree",
        ("Gewicht", "Weight"),
        ("Alle Gewichte seiner Verbindungen zusammen.", "The weights of all its ties together."),
        0,
    ),
    (
        "betweenness",
        ("Brücke (Betweenness)", "Bridge (betweenness)"),
        (
            "Welcher Anteil der kürzesten Wege zwischen anderen über ihn führt: 0 keiner, 1 alle.",
            "Which share of the shortest paths between others passes it: 0 none, 1 all.",
        ),
        3,
    ),
    (
        "closeness",
        ("Nähe (Closeness)", "Closeness"),
        (
            "Wie kurz seine Wege zu allen anderen sind: Je größer die Zahl, desto kürzer.",
            "How short its paths to all others are: the larger the number, the shorter.",
        ),
        3,
    ),
    (
        "pageRank",
        ("PageRank", "PageRank"),
        (
            "Wie oft man bei ihm ankommt, wenn man zufällig von Nachbar zu Nachbar geht.",
            "How often one gets to it when one walks from neighbour to neighbour at random.",
        ),
        3,
    ),
    (
        "community",
        ("Gruppe", "Group"),
        (
            "In welche Gruppe von eng Verbundenen ihn das Verfahren von Louvain einteilt; 1 ist die größte.",
            "Which group of closely tied nodes the Louvain method puts it in; 1 is the largest.",
        ),
        0,
    ),
)


def measure_words(language: Language) -> tuple[MeasureWords, ...]:
    """Return the measures that pages show; files have more of them."""
    return tuple(
        MeasureWords(name, in_language(language, *label), in_language(language, *meaning), places)
        for name, label, meaning, places in _WORDS
    )
