"""What pages say of requests that bring something: writes, and what is too large or of the wrong kind.

In and out as in `error_texts`, which has all other errors.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ruhrgraph.ontology import errors as domain
from ruhrgraph.server.http import errors as faces

Pair = tuple[str, str]
"""German and English."""


@dataclass(frozen=True, slots=True)
class ErrorText:
    """The texts of an error."""

    title: Pair
    what: Pair
    todo: Pair


OPERATOR = (
    "Versuchen Sie es später noch einmal. Bleibt es dabei, sagen Sie es bitte denen, die diesen Server betreiben.",
    "Please try again later. If it stays like this, please tell those who run this server.",
)
SMALLER = (
    "Fragen Sie nach weniger: mit LIMIT, mit einer Bedingung mehr oder Teil für Teil.",
    "Ask for less: with LIMIT, with one more condition, or part by part.",
)
LATER = (
    "Versuchen Sie es in einer Minute noch einmal.",
    "Please try again in a minute.",
)
_PROGRAMS = (
    "Diese Adresse ist für Programme. Die technische Meldung sagt, was sie erwartet.",
    "This address is for programs. The technical message says what it expects.",
)
_TOO_LARGE = (
    "Kürzen Sie die Abfrage, oder teilen Sie sie in mehrere.",
    "Shorten the query, or divide it into several.",
)
REQUEST_TEXTS: Mapping[type[domain.RuhrgraphError], ErrorText] = {
    domain.UnsupportedMediaTypeError: ErrorText(
        ("Dieses Format wird nicht gelesen", "This format is not read"),
        (
            "Was gesendet wurde, hat ein Format, das hier nicht gelesen wird.",
            "What was sent has a format that is not read here.",
        ),
        _PROGRAMS,
    ),
    domain.TokenError: ErrorText(
        ("Zum Ändern braucht es ein Token", "Changes need a token"),
        (
            "Wer die Daten ändert, muss sich mit einem Token ausweisen.",
            "Whoever changes the data has to bring a token.",
        ),
        _PROGRAMS,
    ),
    domain.WritesOffError: ErrorText(
        ("Hier kann man nur lesen", "This server is read only"),
        ("Dieser Server nimmt keine Änderungen an.", "This server takes no changes."),
        _PROGRAMS,
    ),
    domain.ReadOnlyServerError: ErrorText(
        ("Hier kann man nur lesen", "This server is read only"),
        ("Änderungen nimmt ein anderer Server an.", "Another server takes the changes."),
        ("Senden Sie sie an diese Adresse:", "Send them to this address:"),
    ),
    domain.WriteLimitError: ErrorText(
        ("Die Änderung ist an eine Grenze gestoßen", "The change met a limit"),
        (
            "Die Änderung braucht zu viel Zeit oder Speicher, oder es laufen schon zu viele.",
            "The change takes too much time or memory, or too many are under way.",
        ),
        LATER,
    ),
    domain.VersionChangedError: ErrorText(
        ("Die Daten haben sich inzwischen geändert", "The data have changed meanwhile"),
        ("Ihre Änderung war für eine andere Version gedacht.", "Your change was meant for another version."),
        ("Laden Sie die neue Version, und versuchen Sie es noch einmal.", "Load the new version and try again."),
    ),
    faces.ForeignOriginError: ErrorText(
        ("Diese Website darf hier nicht fragen", "This site may not ask here"),
        (
            "Die Anfrage kommt von einer Website, die hier nicht zugelassen ist.",
            "The request comes from a site that is not allowed.",
        ),
        _PROGRAMS,
    ),
    faces.PreconditionFailedError: ErrorText(
        ("Das ist nicht mehr der Stand, den Sie kennen", "This is not what you know any more"),
        (
            "Die Anfrage galt nur unter einer Bedingung, und die trifft nicht zu.",
            "The request was subject to a condition that is not met.",
        ),
        ("Laden Sie die Seite neu.", "Load the page again."),
    ),
    faces.RequestTooLargeError: ErrorText(
        ("Das ist zu lang", "This is too long"),
        (
            "Die Abfrage oder die Datei ist länger, als der Server sie annimmt.",
            "The query or the file is longer than the server takes.",
        ),
        _TOO_LARGE,
    ),
    faces.TargetTooLongError: ErrorText(
        ("Die Adresse ist zu lang", "The address is too long"),
        ("Die Adresse ist länger, als der Server sie liest.", "The address is longer than the server reads."),
        _TOO_LARGE,
    ),
    faces.HeadersTooLargeError: ErrorText(
        ("Die Anfrage ist zu lang", "The request is too long"),
        (
            "Die Kopfzeilen der Anfrage sind länger, als der Server sie liest.",
            "The headers of the request are longer than the server reads.",
        ),
        (
            "Oft hilft es, Cookies und andere Daten dieser Website im Browser zu löschen.",
            "It often helps to delete the browser’s cookies and data of this site.",
        ),
    ),
    faces.WrongTokensError: ErrorText(
        ("Zu viele falsche Token", "Too many wrong tokens"),
        ("Von Ihrer Adresse kamen viele falsche Token.", "Many wrong tokens came from your address."),
        LATER,
    ),
}
WRONG_METHOD = ErrorText(
    ("So kann man diese Adresse nicht ansprechen", "This address cannot be used like this"),
    (
        "Die Methode der Anfrage ist für diese Adresse nicht vorgesehen.",
        "The method of the request is not for this address.",
    ),
    _PROGRAMS,
)
