"""Dates as a reader writes them."""

from ruhrgraph.graph.rdf.edtf_words import date_words
from ruhrgraph.server.language.words import Language


def date_text(edtf: str, language: Language) -> str:
    """Return a date in EDTF, or the day of a date and time, in full: `8. April 2019`, `8 April 2019`.

    What is no date is returned as it is.
    """
    return date_words(edtf.partition("T")[0], language, in_full=True)
