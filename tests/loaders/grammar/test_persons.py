"""Moderators' lines: office, titles, name, role and organisation of one person or several, and what is reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.loaders.document import Passage, ReadValue
from ruhrgraph.loaders.grammar.person_parts import FoundPerson
from ruhrgraph.loaders.grammar.persons import read_persons

# line, office, titles, name, role, organisation
CASES: list[tuple[str, str | None, str | None, str, str | None, str | None]] = [
    ("Minister Dr. Joachim Stamp", "Minister", "Dr.", "Joachim Stamp", "Minister", None),
    ("Staatssekretär Nathanael Liminski, Chef der Staatskanzlei",
     "Staatssekretär", None, "Nathanael Liminski", "Chef der Staatskanzlei", None),
    ("Eckhard Forst, Vorstandsvorsitzender der NRW.BANK",
     None, None, "Eckhard Forst", "Vorstandsvorsitzender", "NRW.BANK"),
    ("Prof. Dr. Martina Havenith, Ruhr-Universität Bochum, Sprecherin des Exzellenzclusters RESOLV",
     None, "Prof. Dr.", "Martina Havenith", "Sprecherin des Exzellenzclusters RESOLV", "Ruhr-Universität Bochum"),
    ("Hildegard Müller, Vorstand Netz & Infrastruktur innogy SE",
     None, None, "Hildegard Müller", "Vorstand Netz & Infrastruktur", "innogy SE"),
    ("Oliver Burkhard, Vorstand Personal und Arbeitsdirektor ThyssenKrupp",
     None, None, "Oliver Burkhard", "Vorstand Personal und Arbeitsdirektor", "ThyssenKrupp"),
    ("Frank Richter, Polizeipräsident Essen", None, None, "Frank Richter", "Polizeipräsident Essen", None),
    ("Christoph Metzelder", None, None, "Christoph Metzelder", None, None),
    ("Christian Kullmann, Evonik", None, None, "Christian Kullmann", None, "Evonik"),
    ("Prof. Dr. Christoph M. Schmidt, Präsident des RWI – Leibniz-Institut für Wirtschaftsforschung",
     None, "Prof. Dr.", "Christoph M. Schmidt", "Präsident", "RWI – Leibniz-Institut für Wirtschaftsforschung"),
    ("Max Muster (Geschäftsführer, Kohlenglanz GmbH)", None, None, "Max Muster", "Geschäftsführer", "Kohlenglanz GmbH"),
    ("Frau PD Dr.-Ing. Anna von der Heide, Mitglied des Vorstands der RAG AG",
     None, "PD Dr.-Ing.", "Anna von der Heide", "Mitglied des Vorstands", "RAG AG"),
    ("Prof. Dr. Dr. h.c. Uwe Ostermann, stellvertretender Vorsitzender des Regionalverbands Ruhr",
     None, "Prof. Dr. Dr. h.c.", "Uwe Ostermann", "stellvertretender Vorsitzender", "Regionalverband Ruhr"),
    ("Dr.-Ing. Ömer Çelik M.A., Geschäftsführer der Kohlenglanz GmbH",
     None, "Dr.-Ing. M.A.", "Ömer Çelik", "Geschäftsführer", "Kohlenglanz GmbH"),
    ("Ludger Ossenbrink, Ärztlicher Direktor Klinikum Vest",
     None, None, "Ludger Ossenbrink", "Ärztlicher Direktor", "Klinikum Vest"),
    ("Ministerin a. D. Ilse Beispiel, Leiterin der Landesvertretung Techniker Krankenkasse",
     "Ministerin a. D.", None, "Ilse Beispiel", "Leiterin", "Landesvertretung Techniker Krankenkasse"),
    ("Minister Dr. Joachim Stamp, Vorsitzender der Stiftung Integration",
     "Minister", "Dr.", "Joachim Stamp", "Vorsitzender", "Stiftung Integration"),
    ("Dr. med. univ. Max Muster, MSc, Klinikum Essen",
     None, "Dr. med. univ. MSc", "Max Muster", None, "Klinikum Essen"),
    ("Max Muster, Dipl.-Ing. (TU), Stadt Herne", None, "Dipl.-Ing. (TU)", "Max Muster", None, "Stadt Herne"),
    ("Max Muster, CEO der Signal AG, Bochum", None, None, "Max Muster", "CEO", "Signal AG"),
    ("Max Muster (CEO der Signal AG, Bochum)", None, None, "Max Muster", "CEO", "Signal AG"),
    ("Eva Klein, Geschäftsführerin der WDR mediagroup GmbH in Köln",
     None, None, "Eva Klein", "Geschäftsführerin", "WDR mediagroup GmbH"),
    ("Eva Klein, Bürgermeisterin, Kamen", None, None, "Eva Klein", "Bürgermeisterin", None),
    ("Eva Klein, Stadt Bochum, Dezernentin für Bildung",
     None, None, "Eva Klein", "Dezernentin für Bildung", "Stadt Bochum"),
    ("Oberbürgermeister von Essen Thomas Kufen",
     "Oberbürgermeister von Essen", None, "Thomas Kufen", "Oberbürgermeister von Essen", None),
    ("Oberbürgermeister der Stadt Essen Thomas Kufen",
     "Oberbürgermeister der Stadt Essen", None, "Thomas Kufen", "Oberbürgermeister", "Stadt Essen"),
    ("Bürgermeister a. D. Max Muster, Kamen", "Bürgermeister a. D.", None, "Max Muster", "Bürgermeister a. D.", None),
    ("Vorsitzende des Vorstands: Eva Klein", None, None, "Eva Klein", "Vorsitzende des Vorstands", None),
    ("Geschäftsführer der Signal AG: Max Muster", None, None, "Max Muster", "Geschäftsführer", "Signal AG"),
    ("Moderation: Max Muster", None, None, "Max Muster", None, None),
    ("• Anna Muster, Stadt Essen", None, None, "Anna Muster", None, "Stadt Essen"),
    ("1. Anna Muster, Stadt Essen.", None, None, "Anna Muster", None, "Stadt Essen"),
    ("Max Muster – Geschäftsführer der Signal AG", None, None, "Max Muster", "Geschäftsführer", "Signal AG"),
    ("Max Muster Geschäftsführer der Signal AG", None, None, "Max Muster", "Geschäftsführer", "Signal AG"),
    ("Max Muster von der Signal AG", None, None, "Max Muster", None, "Signal AG"),
    ("Eva Klein, Regionalverband Ruhr (RVR)", None, None, "Eva Klein", None, "Regionalverband Ruhr"),
    ("Hugo Muster, Hugo Boss AG", None, None, "Hugo Muster", None, "Hugo Boss AG"),
    ("Max Muster, Vorsitzender der Stiftung X, Präsident der Y GmbH",
     None, None, "Max Muster", "Vorsitzender, Präsident der Y GmbH", "Stiftung X"),
    ("Eva Klein, Abteilungsleiterin, Ministerium für Arbeit, Gesundheit und Soziales, Düsseldorf",
     None, None, "Eva Klein", "Abteilungsleiterin", None),
    ("Max Muster, Finanzminister und Vorsitzender der Stiftung Ruhr",
     None, None, "Max Muster", "Finanzminister und Vorsitzender", "Stiftung Ruhr"),
    ("Eva Klein, Kämmerin, Stadt Wetter (Ruhr)", None, None, "Eva Klein", "Kämmerin", "Stadt Wetter"),
    ("Eva Klein, Bürgermeisterin der Stadt Wetter (Ruhr)", None, None, "Eva Klein", "Bürgermeisterin", "Stadt Wetter"),
    ("Eva Klein, Ärztin am Marienhospital Witten", None, None, "Eva Klein", "Ärztin", "Marienhospital Witten"),
    ("Eva Klein, Leiterin des Ruhr Museums", None, None, "Eva Klein", "Leiterin", "Ruhr Museum"),
    ("Eva Klein, Mitglied des Deutschen Bundestages",
     None, None, "Eva Klein", "Mitglied des Deutschen Bundestages", None),
    ("Max Muster, Geschäftsführer der Business Metropole Ruhr (BMR)",
     None, None, "Max Muster", "Geschäftsführer", "Business Metropole Ruhr"),
    ("Prof Dr Max Muster, Hauptgeschäftsführer der IHK zu Essen",
     None, "Prof Dr", "Max Muster", "Hauptgeschäftsführer", "IHK zu Essen"),
    ("Arbeitsminister Karl-Josef Laumann MdL", "Arbeitsminister", None, "Karl-Josef Laumann", "MdL", None),
    ("Max Muster, Abteilungsleiter im Bundesministerium für Bildung und Forschung",
     None, None, "Max Muster", "Abteilungsleiter", "Bundesministerium für Bildung und Forschung"),
]  # fmt: skip


def _text(value: ReadValue[str] | None) -> str | None:
    return value.value if value else None


def _parts(person: FoundPerson) -> tuple[str | None, ...]:
    return (*map(_text, (person.office, person.titles, person.name, person.role, person.organisation)),)


@pytest.mark.parametrize(("line", "office", "titles", "name", "role", "organisation"), CASES)
def test_line(
    line: str, office: str | None, titles: str | None, name: str, role: str | None, organisation: str | None
) -> None:
    """A line is read into its parts, whatever stands in it and in which order, and nothing is left over."""
    found = read_persons(Passage(line, 0))
    assert list(map(_parts, found.persons)) == [(office, titles, name, role, organisation)]
    assert found.remarks == ()


# line, whether the person is a member of the government, the ministry that the line names for her
GOVERNMENT: list[tuple[str, bool, str | None]] = [
    ("Minister Herbert Reul", True, None),
    ("Finanzminister Lutz Lienenkämper", True, "FM"),
    ("Lutz Lienenkämper, Finanzminister", True, "FM"),
    ("Herr Minister Hendrik Wüst, Ministerium für Verkehr", True, "VM"),
    ("Ministerin Ina Scharrenbach (MHKBG)", True, "MHKBG"),
    ("Dr. Joachim Stamp, Minister für Kinder, Familie, Flüchtlinge und Integration", True, "MKFFI"),
    ("Staatssekretär Nathanael Liminski, Chef der Staatskanzlei", True, "Stk/CdS"),
    ("Klaus Kaiser, Parlamentarischer Staatssekretär im Ministerium für Kultur und Wissenschaft", True, "MKW"),
    ("Ministerin: Ina Scharrenbach", True, None),
    ("Ministerin a. D. Ilse Beispiel", False, None),
    ("Ministerin Ilse Beispiel a. D.", False, None),
    ("Ilse Beispiel, Ministerin, a. D.", False, None),
    ("ehemaliger Finanzminister Max Muster", False, None),
    ("Bundesfinanzminister Max Muster", False, None),
    ("Ministerin des Landes Hessen Eva Klein", False, None),
    ("Wirtschaftsminister Bernd Muster, Niedersachsen", False, None),
    ("Minister Bernd Muster, Bundesministerium der Finanzen", False, None),
    ("Eva Klein, Abteilungsleiterin im Finanzministerium", False, "FM"),
    ("Eva Klein, Ministerium für Kinder, Familie, Flüchtlinge und Integration", False, "MKFFI"),
    ("Finanzminister und Stiftungsvorsitzender Max Muster", True, "FM"),
    ("Eva Klein, MWIDE", False, "MWIDE"),
    ("Max Muster, BMBF", False, None),
]


@pytest.mark.parametrize(("line", "member", "ressort"), GOVERNMENT)
def test_government(line: str, ressort: str | None, *, member: bool) -> None:
    """Members of the government in office are told from former ones and those of other governments."""
    found = read_persons(Passage(line, 0))
    (person,) = found.persons
    assert (bool(person.government), _text(person.ressort)) == (member, ressort)
    assert found.remarks == ()


# line, names with organisation, what is reported (the first word of a part that was left out, or of the reason)
SEVERAL: list[tuple[str, list[tuple[str, str | None]], list[str]]] = [
    ("Anna Muster / Bernd Beispiel", [("Anna Muster", None), ("Bernd Beispiel", None)], []),
    ("A. Muster & B. Beispiel", [("A. Muster", None), ("B. Beispiel", None)], []),
    ("Anna Muster sowie Bernd Beispiel", [("Anna Muster", None), ("Bernd Beispiel", None)], []),
    ("Anna Muster, Stadt Essen; Bernd Beispiel, RVR", [("Anna Muster", "Stadt Essen"), ("Bernd Beispiel", "RVR")], []),
    ("Anna Muster (RWE AG) und Bernd Beispiel (E.ON)", [("Anna Muster", "RWE AG"), ("Bernd Beispiel", "E.ON")], []),
    ("Anna Muster, RWE AG und Bernd Beispiel, E.ON", [("Anna Muster", "RWE AG"), ("Bernd Beispiel", "E.ON")], []),
    ("Max Muster (Stadt Essen), Eva Klein (Stadt Herne)",
     [("Max Muster", "Stadt Essen"), ("Eva Klein", "Stadt Herne")], []),
    ("Dr. Uwe Bork, Dr. Eva Klein und Max Muster", [("Uwe Bork", None), ("Eva Klein", None), ("Max Muster", None)], []),
    ("Herr Max Muster, Frau Eva Klein", [("Max Muster", None), ("Eva Klein", None)], []),
    ("Dr. Uwe Bork und Dr. Eva Klein, Geschäftsführerinnen der Signal AG",
     [("Uwe Bork", "Signal AG"), ("Eva Klein", "Signal AG")], []),
    ("Uwe Bork und Eva Klein, beide Stadt Essen", [("Uwe Bork", "Stadt Essen"), ("Eva Klein", "Stadt Essen")], []),
    ("Dr. Uwe Bork und Dr. Eva Klein, Geschäftsführer der Signal AG",
     [("Uwe Bork", None), ("Eva Klein", "Signal AG")], ["„Geschäftsführer"]),
    ("Minister Max Muster und Eva Klein, Vorstand der RAG AG", [("Max Muster", None), ("Eva Klein", "RAG AG")], []),
    ("Max Muster, Eva Klein, Stadt Essen", [("Max Muster", None)], ["Eva", "Stadt"]),
    ("Max Muster, Stadt Essen, Eva Klein", [("Max Muster", "Stadt Essen")], ["Eva"]),
    ("Max Muster und N.N.", [("Max Muster", None)], ["und"]),
    ("Max Muster und N.N., Stadt Essen", [("Max Muster", None)], ["und", "Stadt"]),
    ("Eva Klein, N.N. (Stadt Essen)", [("Eva Klein", None)], ["N.N.", "Stadt"]),
    ("Eva Klein (WDR) und N.N. (angefragt)", [("Eva Klein", "WDR")], ["und", "angefragt"]),
    ("Eva Klein, ehemals RAG AG", [("Eva Klein", None)], ["ehemals"]),
    ("Eva Klein, stellvertretend für die Stadt Essen", [], ["Eva"]),
    ("Eva Klein, TU Dortmund und RUB", [("Eva Klein", None)], ["TU"]),
    ("Max Muster und Team", [("Max Muster", None)], ["und"]),
    ("Max Muster (angefragt)", [], ["Max"]),
    ("Max Muster, tbc", [], ["Max"]),
    ("Max Muster oder Eva Klein", [], ["Max"]),
    ("Minister Max Muster, vertreten durch Staatssekretär Bernd Beispiel", [], ["Minister"]),
    ("Max Muster, Stadt Essen, max@essen.de", [("Max Muster", "Stadt Essen")], ["max@essen.de"]),
    ("Max Muster, Tel. 0201 123456", [("Max Muster", None)], ["Tel."]),
    ("Minister Max Muster. Eva Klein, Stadt Essen.", [("Max Muster", None)], ["."]),
    ("Max Muster zusammen mit Eva Klein, Stadt Essen", [("Max Muster", None)], ["zusammen", "Stadt"]),
    ("Eva Klein, Schulleiterin der Gesamtschule Martin Luther King", [("Eva Klein", None)], ["Schulleiterin"]),
    ("Eva Klein (Universität Duisburg-Essen / ZIM)", [("Eva Klein", None)], ["Universität"]),
    ("Max Muster, 45, Unternehmer", [("Max Muster", None)], ["45"]),
    ("Max Muster, Vorsitzender seit 2015", [("Max Muster", None)], ["Vorsitzender"]),
    ("Max Muster, Sozialdemokrat", [("Max Muster", None)], ["Sozialdemokrat"]),
    ("Max Muster, Stadt Essen und Stadt Bochum", [("Max Muster", None)], ["Stadt"]),
    ("Max Muster, Geschäftsführer der Signal AG (Bochum", [("Max Muster", "Signal AG")], ["("]),
    ("Eva Klein, Universität Bochum, Lehrstuhl für Stadtplanung", [("Eva Klein", "Universität Bochum")], ["Lehrstuhl"]),
    ("Raumfahrtminister Max Muster", [("Max Muster", None)], ["„Raumfahrtminister“"]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "persons", "reported"), SEVERAL)
def test_several_and_doubts(line: str, persons: list[tuple[str, str | None]], reported: list[str]) -> None:
    """Each person of a line is one, and what fits no rule is reported and part of no value."""
    found = read_persons(Passage(line, 0))
    assert [(person.name.value, _text(person.organisation)) for person in found.persons] == persons
    assert [(remark.passage.text or remark.reason).split()[0] for remark in found.remarks] == reported


@pytest.mark.parametrize(
    "line",
    ["", "Moderation", "Minister Stamp", "n.n.b.", "N.N.", "angefragt", "Müller", "MAX MUSTER", "max muster",
     "CEO der Signal AG, Bochum", "Externe Moderation", "Wird noch bekannt gegeben", "Anna und Max Muster",
     "Ministerinnen Eva Klein und Anna Groß", "Sr. Maria Klein", "Klein, Eva, Stadt Essen",
     "Dr. Klein und Dr. Bork", "i. V. Eva Klein", "Die Moderation übernimmt Max Muster von der Stadt Essen."],
)  # fmt: skip
def test_no_person(line: str) -> None:
    """A line without first and last name, and one of prose, is no person."""
    assert read_persons(Passage(line, 0)).persons == ()


NAMES = st.sampled_from(["Anna", "Björn", "Çelik", "Dörte", "Ömer", "Şahin", "Zoë", "Łukasz", "Müller-Lüdenscheidt"])


@given(st.lists(NAMES, min_size=2, max_size=4), st.sampled_from(["", "Dr. ", "Prof. Dr. ", "Dipl.-Ing. "]))
def test_any_name(names: list[str], titles: str) -> None:
    """Any name of two to four parts is read without its titles."""
    (found,) = read_persons(Passage(f"{titles}{' '.join(names)}, Leiterin der Muster GmbH", 0)).persons
    assert found.name.value == " ".join(names)
    assert (found.titles.value if found.titles else "") == titles.strip()


WORDS = st.sampled_from(
    [
        "Anna Muster",
        "Dr. Bernd Beispiel",
        "und",
        ",",
        ";",
        "(",
        ")",
        "Stadt Essen",
        "Leiterin",
        "der",
        "angefragt",
        "2019",
    ]
)


@given(st.lists(WORDS, max_size=8))
def test_nothing_is_dropped(words: list[str]) -> None:
    """Whatever is composed of the words of such lines: each word but joints is in a value, or the line is reported."""
    line = " ".join(["Eva Klein", *words])
    found = read_persons(Passage(line, 0))
    # A line without a person is reported as such.
    assert not found.persons or found.remarks or ("angefragt" not in words and "2019" not in words)
    for person in found.persons:
        assert not {"angefragt", "2019", "(", ";"} & set(" ".join(filter(None, _parts(person))).split())


OFFICES = {"": None, "Minister": None, "Finanzministerin": "FM", "Ministerin a. D.": None, "Bundesminister": None,
           "Minister für Arbeit, Gesundheit und Soziales": "MAGS", "Oberbürgermeister": None}  # fmt: skip
TITLES = ["", "Dr.", "Prof. Dr.-Ing.", "Dipl.-Ing. (FH)", "apl. Prof. Dr. rer. nat. habil."]
PEOPLE = ["Karl-Josef von der Heide", "Ömer Çelik-Öztürk", "A. Muster", "Konrad Freiherr von Elverfeldt",
          "Sean O'Neill", "Max H. Muster", "Frank Richter", "Ana de la Cruz", "Hans-Dieter Schmitz jun."]  # fmt: skip
ROLES = {"": None, "CEO der Signal AG": "Signal AG", "Mitglied des Vorstands der RAG AG": "RAG AG",
         "Dezernentin für Bildung": None, "Leiterin der Abteilung Verkehr bei der Emscher GmbH": "Emscher GmbH",
         "Geschäftsführer": None, "Rektorin der Westfälischen Hochschule": "Westfälische Hochschule"}  # fmt: skip
ORGANISATIONS = ["", "Stadt Essen", "Institut für Arbeit und Technik", "Verein Ruhrfreunde e. V.", "RVR"]


@given(
    office=st.sampled_from(sorted(OFFICES)),
    titles=st.sampled_from(TITLES),
    name=st.sampled_from(PEOPLE),
    degree=st.sampled_from(["", "MSc", "LL.M."]),
    role=st.sampled_from(sorted(ROLES)),
    organisation=st.sampled_from(ORGANISATIONS),
    place=st.sampled_from(["", "Bochum", "Mülheim an der Ruhr"]),
    turned=st.booleans(),
)
def test_composed(  # noqa: PLR0913
    *, office: str, titles: str, name: str, degree: str, role: str, organisation: str, place: str, turned: bool
) -> None:
    """Whatever of these stands in a line, and in which order: each is in its own field, and the place in none."""
    before = " ".join(filter(None, (office, titles, name)))
    parts = (organisation, role) if turned else (role, organisation)
    found = read_persons(Passage(", ".join(filter(None, (before, degree, *parts, place))), 0))
    (person,) = found.persons
    assert found.remarks == ()
    assert person.name.value == name
    assert _text(person.office) == (office or None)
    assert _text(person.titles) == (" ".join(filter(None, (titles, degree))) or None)
    assert _text(person.ressort) == OFFICES[office]
    assert _text(person.organisation) == (organisation or ROLES[role])
    assert (_text(person.role) or "") in (role or office)


@given(st.text())
def test_any_text(text: str) -> None:
    """No text makes the reading of persons fail."""
    read_persons(Passage(text, 0))
