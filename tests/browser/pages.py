"""Every kind of page, each with an address that the shipped documents have.

In: nothing. Out: kinds, for the tests of accessibility and size, and for the screenshots.
"""

from dataclasses import dataclass

_ROWS = "SELECT%20%2A%20WHERE%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%20200"
_STATEMENTS = "DESCRIBE%20%3Chttps%3A%2F%2Fw3id.org%2Fruhrgraph%2Fid%2Fprojekt%2F13-01%3E"
_WRONG = "SELECT%20%2A%20WHERE%20%7B%20%3Fs%20%3Fp%20%7D"


@dataclass(frozen=True)
class Kind:
    """A kind of page: its name, an address of it below the root, and its status."""

    name: str
    path: str
    status: int = 200
    is_source: bool = False
    """Whether it shows the whole text of a document."""
    is_large: bool = False
    """Whether it has the scripts of the editor or of a network."""


KINDS = (
    Kind("start", ""),
    Kind("search", "suche?q=W%C3%BCst"),
    Kind("list", "projekte"),
    Kind("map", "veranstaltungen?ansicht=karte"),
    Kind("timeline", "veranstaltungen?ansicht=zeitstrahl"),
    Kind("person", "doc/person/hendrik-wuest"),
    Kind("ministry", "doc/ressort/mags"),
    Kind("forum", "doc/themenforum/13"),
    Kind("event", "doc/veranstaltung/13-2"),
    Kind("project", "doc/projekt/13-01"),
    Kind("organisation", "doc/organisation/nrw-bank"),
    Kind("venue", "doc/ort/wissenschaftspark-gelsenkirchen"),
    Kind("municipality", "doc/gemeinde/gelsenkirchen"),
    Kind("field", "doc/handlungsfeld/vernetzte-mobilitaet"),
    Kind("evidence", "doc/beleg/themenforen-24242-24254-person-hendrik-wuest-name"),
    Kind("source", "source/themenforen", is_source=True),
    Kind("queries", "queries"),
    Kind("query", "queries/co-moderators"),
    Kind("query-form", "queries/forums"),
    Kind("editor", "sparql", is_large=True),
    Kind("result-rows", f"sparql?query={_ROWS}", is_large=True),
    Kind("result-statements", f"sparql?query={_STATEMENTS}", is_large=True),
    Kind("result-error", f"sparql?query={_WRONG}", 400, is_large=True),
    Kind("networks", "network"),
    Kind("network", "network/ministries", is_large=True),
    Kind("network-large", "network/actors", is_large=True),
    Kind("network-path", "network/persons/path?from=Hendrik+W%C3%BCst&to=Ronald+Pofalla", is_large=True),
    Kind("ontology", "ontology"),
    Kind("catalog", "catalog"),
    Kind("dumps", "dumps/"),
    Kind("versions", "versions"),
    Kind("feed", "feed"),
    Kind("cite", "zitieren"),
    Kind("data-quality", "datenqualitaet"),
    Kind("imprint", "impressum"),
    Kind("privacy", "datenschutz"),
    Kind("accessibility", "barrierefreiheit"),
    Kind("not-found", "doc/person/hendrik-wust", 404),
)
