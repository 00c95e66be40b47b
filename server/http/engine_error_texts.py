"""What pages say where another engine answers queries and does not.

In and out as in `error_texts`, which has all other errors.
"""

from collections.abc import Mapping

from ruhrgraph.ontology import errors as domain
from ruhrgraph.server.http.request_error_texts import LATER, OPERATOR, SMALLER, ErrorText

ENGINE_TEXTS: Mapping[type[domain.RuhrgraphError], ErrorText] = {
    domain.EngineError: ErrorText(
        ("Die Datenbank antwortet nicht richtig", "The database does not answer properly"),
        (
            "Dieser Server holt seine Antworten aus einer Datenbank, und die gibt keine brauchbare Antwort.",
            "This server takes its answers from a database, which gives no usable one.",
        ),
        OPERATOR,
    ),
    domain.EngineUnreachableError: ErrorText(
        ("Die Datenbank ist nicht zu erreichen", "The database cannot be reached"),
        (
            "Dieser Server holt seine Antworten aus einer Datenbank, und die ist gerade nicht zu erreichen.",
            "This server takes its answers from a database, which cannot be reached at the moment.",
        ),
        OPERATOR,
    ),
    domain.EngineBusyError: ErrorText(
        ("Die Datenbank hat gerade zu viel zu tun", "The database is busy"),
        (
            "Dieser Server holt seine Antworten aus einer Datenbank, und die weist Ihre Anfrage gerade ab.",
            "This server takes its answers from a database, which refuses your request at the moment.",
        ),
        LATER,
    ),
    domain.EngineSwitchedError: ErrorText(
        ("Die Daten werden gerade erneuert", "The data are being renewed"),
        (
            "Während Ihrer Anfrage kam eine neue Version der Daten in Gebrauch.",
            "A new version of the data came into use during your request.",
        ),
        LATER,
    ),
    domain.EngineTimeoutError: ErrorText(
        ("Die Datenbank braucht zu lange", "The database takes too long"),
        (
            "Dieser Server holt seine Antworten aus einer Datenbank, und die hat nicht rechtzeitig geantwortet.",
            "This server takes its answers from a database, which did not answer in time.",
        ),
        SMALLER,
    ),
}
