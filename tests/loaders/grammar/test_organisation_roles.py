"""Roles that trigger words give to organisations, and words that give none."""

import pytest

from ruhrgraph.loaders.grammar.organisation_roles import find_roles
from ruhrgraph.loaders.grammar.organisations import find_mentions

ROLES = [
    ("Partner des Projekts sind der RVR und der NABU", "kooperation", ["RVR", "NABU"]),
    ("Partnerin ist die Stiftung Mercator", "kooperation", ["Stiftung Mercator"]),
    (
        "In Kooperation mit Stiftung Mercator und RVR. Der NABU kommt.",
        "kooperation",
        ["Stiftung Mercator", "RVR"],
    ),
    ("in enger Zusammenarbeit mit Vertretern des RVR und der Hochschulen sowie dem VRR", "kooperation", ["RVR", "VRR"]),
    ("gemeinsam mit dem Land, dem RVR und weiteren", "kooperation", ["RVR"]),
    ("in Kooperation mit dem Ministerium für Verkehr und der Steag", "kooperation", ["Steag"]),
    ("Gemeinsam mit den Städten Bochum und Herne", "kooperation", ["Stadt Bochum", "Stadt Herne"]),
    ("in Kooperation mit dem RVR, der die Flächen des NABU pflegt", "kooperation", ["RVR"]),
    ("Kooperationspartner: RVR, NABU NRW, VRR", "kooperation", ["RVR", "NABU NRW", "VRR"]),
    ("Kooperationspartner des Projekts sind u. a. RVR und VRR", "kooperation", ["RVR", "VRR"]),
    ("in Kooperation mit dem RVR; der NABU ist dagegen", "kooperation", ["RVR"]),
    ("in Kooperation mit dem RVR und die Stiftung Mercator zahlt", "kooperation", ["RVR"]),
    ("RVR als zentraler Partner", "kooperation", ["RVR"]),
    ("in Partnerschaft mit der „Stiftung Mercator“", "kooperation", ["Stiftung Mercator"]),
    ("unter Federführung des Regionalverbands Ruhr", "federfuehrung", ["Regionalverband Ruhr"]),
    ("Federführung: Emschergenossenschaft", "federfuehrung", ["Emschergenossenschaft"]),
    ("Die Federführung liegt beim RVR", "federfuehrung", ["RVR"]),
    ("Federführend: RVR; VRR", "federfuehrung", ["RVR", "VRR"]),
    ("federführend ist die STEAG GmbH", "federfuehrung", ["STEAG GmbH"]),
    ("wird vom LANUV federführend betreut", "federfuehrung", ["LANUV"]),
    ("Träger des Projekts ist die Stiftung Zollverein", "traeger", ["Stiftung Zollverein"]),
    ("Träger des Angebots: RVR, NABU", "traeger", ["RVR", "NABU"]),
    ("in Trägerschaft der Emschergenossenschaft", "traeger", ["Emschergenossenschaft"]),
    ("Projektträger ist der Projektträger Jülich (PTJ)", "traeger", ["Projektträger Jülich"]),
    ("Das Haus wird gemeinsam von RVR und VRR getragen", "traeger", ["RVR", "VRR"]),
    ("Mitglieder sind Siemens, RWE und Steag", "mitglied", ["Siemens", "RWE", "Steag"]),
    ("Mitglieder des Spitzenclusters (Industrievertreter sind bisher: Siemens, RWE)", "mitglied", ["Siemens", "RWE"]),
    ("Zu den Mitgliedern des Netzwerks gehören RWE und Steag", "mitglied", ["RWE", "Steag"]),
    ("Das Netzwerk wird vom RVR geleitet", "leitung", ["RVR"]),
    ("Die Leitung liegt bei der TU Dortmund", "leitung", ["TU Dortmund"]),
    ("unter der Leitung der TU Dortmund", "leitung", ["TU Dortmund"]),
    ("gefördert durch das BMBF und die RAG-Stiftung", "foerderung", ["BMBF", "RAG-Stiftung"]),
    ("von der Stiftung Mercator und der NRW.BANK finanziert", "foerderung", ["Stiftung Mercator", "NRW.BANK"]),
    ("mit Mitteln der RAG-Stiftung finanziert", "foerderung", ["RAG-Stiftung"]),
    ("finanziert aus Mitteln der RAG-Stiftung", "foerderung", ["RAG-Stiftung"]),
    ("mit finanzieller Unterstützung der NRW.BANK", "foerderung", ["NRW.BANK"]),
]
NO_ROLES = [
    *("nicht in Kooperation mit dem RVR", "ggf. in Kooperation mit dem RVR", "in Kooperation mit dem RVR (angefragt)"),
    *(
        "ohne Förderung durch die NRW.BANK",
        "In Kooperation mit Hochschulen. Der RVR kommt.",
        "Der RVR fördert den NABU.",
    ),
    *("Mitglieder der Landesgesundheitskonferenz sind RVR und NABU", "eine Kooperation mit dem RVR wird geprüft"),
    *(
        "gemeinsam mit Partnern, und der RVR stellt Mittel",
        "Träger der Jugendhilfe treffen den RVR",
        "der RVR wird geleitet",
    ),
    *("möglicherweise in Trägerschaft der Emschergenossenschaft", "Früher gefördert durch die NRW.BANK"),
]


def _roles(text: str) -> list[tuple[str, str]]:
    return [(found.mention.name, found.role) for found in find_roles(text, find_mentions(text))]


@pytest.mark.parametrize(("text", "role", "names"), ROLES)
def test_roles(text: str, role: str, names: list[str]) -> None:
    """Trigger words give their role to each organisation of the list that they lead to, and to no other."""
    assert _roles(text) == [(name, role) for name in names]


@pytest.mark.parametrize("text", NO_ROLES)
def test_no_roles(text: str) -> None:
    """What is denied, doubtful, across a full stop or said of something else is no role."""
    assert _roles(text) == []


def test_where_the_words_stand() -> None:
    """The words of a role are the trigger words alone."""
    text = "Das Projekt wird in enger Kooperation mit dem RVR umgesetzt."
    (found,) = find_roles(text, find_mentions(text))
    assert text[found.start : found.end] == "in enger Kooperation mit"
