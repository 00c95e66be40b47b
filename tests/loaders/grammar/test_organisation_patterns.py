"""Names of organisations by their form, and words that are none."""

import pytest

from ruhrgraph.loaders.grammar.organisation_patterns import find_named

FOUND = [
    ("bei der Signal AG, Bochum", ["Signal AG"]),
    ("der Vertreter Siemens AG", ["Siemens AG"]),
    ("Meyer und Söhne GmbH und Kohlenglanz & Co. GmbH", ["Meyer und Söhne GmbH", "Kohlenglanz & Co. GmbH"]),
    ("die RWE Power AG Essen", ["RWE Power AG"]),
    ("Verein zur Förderung der Kultur in Herne e. V.", ["Verein zur Förderung der Kultur in Herne e. V."]),
    ("z. B. Vonovia SE", ["Vonovia SE"]),
    ("bei Arbeitgebern. Die Stahlwerke Nordhafen GmbH", ["Stahlwerke Nordhafen GmbH"]),
    ("die Landesgesellschaft NRW.URBAN GmbH", ["NRW.URBAN GmbH"]),
    ("das Zentrum für BrennstoffzellenTechnik GmbH", ["Zentrum für BrennstoffzellenTechnik GmbH"]),
    ("das Archiv für populäre Musik im Ruhrgebiet e.V.", ["Archiv für populäre Musik im Ruhrgebiet e.V."]),
    ("bei thyssenkrupp Steel Europe AG", ["thyssenkrupp Steel Europe AG"]),
    ("Universität Witten/Herdecke", ["Universität Witten/Herdecke"]),
    ("Handwerkskammer zu Köln, IHK Mittleres Ruhrgebiet", ["Handwerkskammer zu Köln", "IHK Mittleres Ruhrgebiet"]),
    ("Techniker Krankenkasse Hessen", ["Techniker Krankenkasse Hessen"]),
    ("Technische Hochschule Georg Agricola", ["Technische Hochschule Georg Agricola"]),
    ("Hochschule Bochum Studierende", ["Hochschule Bochum"]),
    ("Hochschule Ruhr West", ["Hochschule Ruhr West"]),
    ("die Folkwang Universität der Künste", ["Folkwang Universität der Künste"]),
    ("Landesanstalt für Medien NRW", ["Landesanstalt für Medien NRW"]),
    ("Landeszentrale für politische Bildung", ["Landeszentrale für politische Bildung"]),
    ("Bundesagentur für Arbeit, Kammern und Verbände", ["Bundesagentur für Arbeit"]),
    ("Landesamt für Natur, Umwelt und Klima", ["Landesamt für Natur, Umwelt und Klima"]),
    ("Fraunhofer UMSICHT und Max-Planck-Institut für Kohlenforschung",
     ["Fraunhofer UMSICHT", "Max-Planck-Institut für Kohlenforschung"]),
    ("Kreis Unna, Ennepe-Ruhr-Kreis, Stadtwerke Bochum, Theater Dortmund",
     ["Ennepe-Ruhr-Kreis", "Kreis Unna", "Stadtwerke Bochum", "Theater Dortmund"]),
    ("in der Sparkassenakademie Dortmund", ["Sparkassenakademie Dortmund"]),
    ("Die Robert Bosch Stiftung", ["Robert Bosch Stiftung"]),
    ("die Konrad-Adenauer-Stiftung", ["Konrad-Adenauer-Stiftung"]),
    ("Alfried Krupp von Bohlen und Halbach-Stiftung", ["Alfried Krupp von Bohlen und Halbach-Stiftung"]),
    ("Deutsche Bahn Stiftung", ["Deutsche Bahn Stiftung"]),
    ("Heinrich-Heine-Universität Düsseldorf", ["Heinrich-Heine-Universität Düsseldorf"]),
    ("Handelsverband NRW und Landesmusikrat Nordrhein-Westfalen",
     ["Handelsverband NRW", "Landesmusikrat Nordrhein-Westfalen"]),
    ("die Kinderstiftung Essen, der Mieterverein Bochum", ["Kinderstiftung Essen", "Mieterverein Bochum"]),
    ("das Deutsche Bergbau-Museum Bochum", ["Deutsche Bergbau-Museum Bochum"]),
    ("des Instituts für Landes- und Stadtentwicklungsforschung (ILS)",
     ["Instituts für Landes- und Stadtentwicklungsforschung"]),
    ("im Kompetenzzentrum für Wasserstoff (KWR)", ["Kompetenzzentrum für Wasserstoff"]),
    ("mit dem Institut für Urbanistik und dem Öko-Institut e. V.", ["Öko-Institut e. V."]),
    ("dem Deutschen Institut für Urbanistik", ["Deutschen Institut für Urbanistik"]),
    ("der Mieterverein Dortmund und Umgebung e. V.",
     ["Mieterverein Dortmund", "Mieterverein Dortmund und Umgebung e. V."]),
    ("die Architektenkammer NRW", ["Architektenkammer NRW"]),
    ("die RAG Aktiengesellschaft", ["RAG Aktiengesellschaft"]),
    ("die Krupp-Stiftung und die Bertelsmann Stiftung", ["Krupp-Stiftung", "Bertelsmann Stiftung"]),
]  # fmt: skip
NONE = [
    *("Kommunen, Stadtwerke, IHKs und Handwerkskammern", "die drei Universitäten der Region", "Eine Stiftung fördert"),
    *(
        "den Fraunhofer-Instituten",
        "die AG Verkehr tagt",
        "die Sparkasse Leistungen",
        "eine Bürgerstiftung",
        "der Kreis",
    ),
    *("der Kreisverband NRW", "ein Fachverband Essen", "ein Institut für Bildung", "die Akademie für alle (kurz)"),
    *("Radio, Fernsehen und Theater", "Messe und Museum", "Oper Vorstellung", "Landesverband & Partner", "AG", "e. V."),
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_found(text: str, names: list[str]) -> None:
    """A proper name beside a word that organisations are named after is found as a whole."""
    assert {text[start:end] for start, end in find_named(text)} == set(names)


@pytest.mark.parametrize("text", NONE)
def test_none(text: str) -> None:
    """Generic words, plurals and working groups are none."""
    assert list(find_named(text)) == []
