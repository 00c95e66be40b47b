"""What the classes of the ontology are called."""

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.server.language.class_names import class_names


def test_names_of_classes() -> None:
    """Each class has its label in the language of the reader."""
    german, english = class_names(DEFAULT_BASE, "de"), class_names(DEFAULT_BASE, "en")
    assert german.keys() == english.keys()
    assert (german["Veranstaltung"], english["Veranstaltung"].lower()) == ("Veranstaltung", "event")
