"""The quotes of an answer."""

from pathlib import Path

import pytest

from ruhrgraph.server.mcp.evidence import LONGEST_QUOTE, MOST_QUOTES, Evidence, read_evidence
from ruhrgraph.server.mcp.graph_access import GraphAccess
from tests.server.mcp.conftest import ROOT, Call, Wait


def _belege(access: GraphAccess, wait: Wait, pattern: str) -> list[str]:
    query = f"SELECT ?beleg {{ ?beleg a <{access.base}ontology#Beleg> ; {pattern} }} ORDER BY ?beleg"
    return [row["beleg"].value for row in wait(access.rows(query))]


def test_quotes_stand_where_they_say(call: Call, data: Path) -> None:
    """The characters of the document are the quote."""
    texts = {path.stem: path.read_bytes().decode() for path in (data / "current" / "documents").glob("*.txt")}
    quotes = call("meetings").structured["quotes"]
    assert quotes
    for quote in quotes:
        words = texts[quote["document"]][quote["start"] : quote["end"]]
        assert quote["quote"] in (words, f"{words[:LONGEST_QUOTE]} …")
        assert words in quote.get("context", words)


def test_bounds(access: GraphAccess, wait: Wait) -> None:
    """There are not more quotes than fit, each row has its first before any has its second, and the rest is counted."""
    belege = _belege(access, wait, f"<{access.base}ontology#zitat> ?zitat")[:300]
    one, others = belege[0], belege[1:]
    found: Evidence = wait(read_evidence(access, ROOT, [others, [one]]))
    assert len(found.quotes) == MOST_QUOTES
    assert found.by_row[1]
    assert [quote.number for quote in found.quotes] == list(range(1, MOST_QUOTES + 1))
    assert 0 < found.left_out < len(belege)


def test_long_quotes(access: GraphAccess, wait: Wait) -> None:
    """A long passage is shortened; its characters are still those of the whole."""
    belege = _belege(access, wait, f"<{access.base}ontology#zitat> ?zitat FILTER(STRLEN(?zitat) > 1000)")[:1]
    (quote,) = wait(read_evidence(access, ROOT, [belege])).quotes
    assert len(quote.text) == LONGEST_QUOTE + 2
    assert quote.end - quote.start > LONGEST_QUOTE
    assert quote.context == ""


@pytest.mark.parametrize("iri", ["", "urn:a", "BASE/id/beleg/x> ?p ?o } #", "BASE/id/beleg/none", "BASE/id/person/x"])
def test_what_is_no_beleg(access: GraphAccess, wait: Wait, iri: str) -> None:
    """A text that names no Beleg proves nothing, and stands in no query."""
    found = wait(read_evidence(access, ROOT, [[iri.replace("BASE/", access.base)], []]))
    assert (found.quotes, found.by_row) == ((), ((), ()))
