"""What pages say of errors: a title, what happened, and what to do, in German and English.

In: an error, or a status where routing raised none of ours. Out: its `ErrorText`. The message of the error itself is
English and for programs; pages show it folded.
"""

from collections.abc import Mapping
from http import HTTPStatus

from ruhrgraph.ontology import errors as domain
from ruhrgraph.server.http import errors as faces
from ruhrgraph.server.http.engine_error_texts import ENGINE_TEXTS
from ruhrgraph.server.http.request_error_texts import (
    LATER,
    OPERATOR,
    REQUEST_TEXTS,
    SMALLER,
    WRONG_METHOD,
    ErrorText,
)

_LISTS = (
    "Vielleicht hilft die Suche oder eine der Listen.",
    "The search or one of the lists may help.",
)
_BAD_REQUEST = ErrorText(
    ("Die Anfrage ist nicht vollständig", "The request is not complete"),
    (
        "In der Adresse oder im Formular fehlt etwas oder ist etwas, womit der Server nichts anfangen kann.",
        "Something in the address or in the form is missing or cannot be used.",
    ),
    (
        "Die technische Meldung nennt die Stelle. Oder beginnen Sie noch einmal von vorn.",
        "The technical message names the place. Or start again from the beginning.",
    ),
)
_SERVER = ErrorText(
    ("Auf unserer Seite ist etwas schiefgegangen", "Something went wrong on our side"),
    (
        "Der Server konnte die Seite nicht erzeugen. An Ihnen lag es nicht.",
        "The server could not make this page. It was not your fault.",
    ),
    OPERATOR,
)
_NOT_HERE = ErrorText(
    ("Diese Seite gibt es nicht", "There is no such page"),
    ("Unter dieser Adresse ist nichts.", "There is nothing at this address."),
    _LISTS,
)
_TEXTS: Mapping[type[domain.RuhrgraphError], ErrorText] = {
    **REQUEST_TEXTS,
    **ENGINE_TEXTS,
    domain.RuhrgraphError: _SERVER,
    domain.NotPublishedError: ErrorText(
        ("Noch keine Daten", "No data yet"),
        (
            "Auf diesem Server ist noch keine Version der Daten veröffentlicht.",
            "No version of the data has been published on this server yet.",
        ),
        OPERATOR,
    ),
    domain.DataFolderError: ErrorText(
        ("Die Daten sind gerade nicht zu lesen", "The data cannot be read at the moment"),
        (
            "Der Server kann seine Daten gerade nicht lesen oder schreiben.",
            "The server cannot read or write its data at the moment.",
        ),
        OPERATOR,
    ),
    domain.QueryNotFoundError: ErrorText(
        ("Diese Abfrage gibt es nicht", "There is no such query"),
        ("Keine der fertigen Abfragen heißt so.", "None of the canned queries has this name."),
        ("Wählen Sie eine aus der Liste.", "Choose one from the list."),
    ),
    domain.NetworkNotFoundError: ErrorText(
        ("Dieses Netzwerk gibt es nicht", "There is no such network"),
        ("Keines der Netzwerke heißt so.", "None of the networks has this name."),
        ("Wählen Sie eines aus der Liste.", "Choose one from the list."),
    ),
    domain.NetworkTooLargeError: ErrorText(
        ("Dieses Netzwerk ist für eine Seite zu groß", "This network is too large for a page"),
        (
            "In dieser großen Version hat es mehr Knoten oder Verbindungen, als sich sofort ausrechnen lassen.",
            "In this large version it has more nodes or ties than can be worked out at once.",
        ),
        (
            "Die Seite eines Dings nennt, womit es verbunden ist; alles schreibt der Befehl „ruhrgraph network“.",
            "The page of a thing names what it is tied to; the command “ruhrgraph network” writes all of it.",
        ),
    ),
    domain.NodeNotFoundError: ErrorText(
        ("Das ist in diesem Netzwerk nicht zu finden", "This is not in the network"),
        ("Kein Knoten dieses Netzwerks heißt so.", "No node of this network has this name."),
        (
            "Prüfen Sie die Schreibweise, oder wählen Sie auf der Seite des Netzwerks.",
            "Check the spelling, or choose on the page of the network.",
        ),
    ),
    domain.ParameterError: ErrorText(
        ("Eine Angabe passt nicht", "One of the values does not fit"),
        (
            "Eine Angabe fehlt, gehört nicht zu dieser Abfrage oder hat nicht die richtige Form.",
            "A value is missing, does not belong to this query, or has not the right form.",
        ),
        ("Ändern Sie die Angabe im Formular der Abfrage.", "Change the value in the form of the query."),
    ),
    domain.NameNotFoundError: ErrorText(
        ("Diesen Namen gibt es in den Daten nicht", "There is no such name in the data"),
        ("Nichts in den Dokumenten heißt so.", "Nothing in the documents has this name."),
        (
            "Prüfen Sie die Schreibweise, oder wählen Sie einen der ähnlichen Namen.",
            "Check the spelling, or choose one of the similar names.",
        ),
    ),
    domain.QuerySyntaxError: ErrorText(
        ("Die Abfrage hat einen Fehler", "There is a mistake in the query"),
        ("Der Server kann die Abfrage nicht lesen.", "The server cannot read the query."),
        (
            "Ändern Sie die Abfrage an der markierten Stelle oder kurz davor.",
            "Change the query at the marked place or shortly before it.",
        ),
    ),
    domain.QueryRefusedError: ErrorText(
        ("Das ist hier nicht erlaubt", "This is not allowed here"),
        (
            "Hier kann man lesen, aber nichts ändern und keine anderen Server befragen (SERVICE).",
            "Here you can read, but neither change anything nor ask other servers (SERVICE).",
        ),
        (
            "Beginnen Sie die Abfrage mit SELECT, ASK, CONSTRUCT oder DESCRIBE, ohne SERVICE.",
            "Begin the query with SELECT, ASK, CONSTRUCT or DESCRIBE, without SERVICE.",
        ),
    ),
    domain.BadRequestError: _BAD_REQUEST,
    domain.NotAcceptableError: ErrorText(
        ("In diesem Format gibt es das nicht", "Not available in this format"),
        (
            "Die Adresse nennt ein Format, das es hier nicht gibt.",
            "The address names a format that is not available here.",
        ),
        (
            "Wählen Sie ein anderes Format; die technische Meldung zählt sie auf.",
            "Choose another format; the technical message lists them.",
        ),
    ),
    domain.QueryTimeoutError: ErrorText(
        ("Die Abfrage dauert zu lange", "The query takes too long"),
        (
            "Der Server hat die Abfrage nach der erlaubten Zeit abgebrochen.",
            "The server ended the query after the time that a query may take.",
        ),
        SMALLER,
    ),
    domain.QueryMemoryError: ErrorText(
        ("Die Abfrage braucht zu viel Speicher", "The query needs too much memory"),
        (
            "Der Server hat die Abfrage abgebrochen, weil sie mehr Speicher braucht, als eine Abfrage haben darf.",
            "The server ended the query, as it needs more memory than a query may have.",
        ),
        SMALLER,
    ),
    domain.ResultTooLargeError: ErrorText(
        ("Das Ergebnis ist zu groß", "The result is too large"),
        (
            "Das Ergebnis ist größer, als der Server es auf einmal ausgibt.",
            "The result is larger than the server gives at once.",
        ),
        SMALLER,
    ),
    domain.OverloadedError: ErrorText(
        ("Gerade ist viel los", "The server is busy"),
        (
            "Der Server beantwortet gerade so viele Anfragen, dass Ihre nicht an die Reihe kam.",
            "The server is answering so many requests that yours had to wait too long.",
        ),
        LATER,
    ),
    domain.PageNotFoundError: ErrorText(
        ("So viele Seiten hat die Liste nicht", "The list has not that many pages"),
        ("Die Liste endet vorher.", "The list ends before this page."),
        ("Beginnen Sie auf der ersten Seite.", "Start on the first page."),
    ),
    domain.DumpNotFoundError: ErrorText(
        ("Diese Datei gibt es nicht", "There is no such file"),
        ("Keine der Dateien zum Herunterladen heißt so.", "None of the files to download has this name."),
        ("Die Seite der Downloads zeigt alle Dateien.", "The page of the downloads shows all files."),
    ),
    domain.DumpGoneError: ErrorText(
        ("Diese Datei gibt es nicht mehr", "This file is gone"),
        (
            "Frühere Ausgaben dieses Servers hatten eine Datei dieses Namens.",
            "Earlier releases of this server had a file of this name.",
        ),
        ("Die Seite der Downloads zeigt alle Dateien.", "The page of the downloads shows all files."),
    ),
    domain.GraphNotFoundError: ErrorText(
        ("Diesen Graphen gibt es nicht", "There is no such graph"),
        ("Kein Graph der Daten heißt so.", "No graph of the data has this name."),
        ("Welche Graphen es gibt, steht im Katalog.", "The catalogue lists the graphs."),
    ),
    domain.VersionNotFoundError: ErrorText(
        ("Diese Version gibt es nicht", "There is no such version"),
        ("Der Server bewahrt keine Version mit diesem Namen auf.", "The server keeps no version of this name."),
        ("Die Seite der Versionen zeigt, welche es gibt.", "The page of the versions shows which there are."),
    ),
    domain.ThingNotFoundError: ErrorText(
        ("Dazu sagen die Daten nichts", "The data say nothing of this"),
        ("In den Daten gibt es nichts mit dieser Adresse.", "There is nothing with this address in the data."),
        _LISTS,
    ),
    domain.ThingGoneError: ErrorText(
        ("Das gibt es nicht mehr", "This is gone"),
        ("Nur frühere Versionen der Daten sagen etwas dazu.", "Only earlier versions of the data say something of it."),
        ("Die Seite der Versionen führt zu früheren Ständen.", "The page of the versions leads to earlier ones."),
    ),
    faces.RemoteEndpointError: ErrorText(
        ("Ein anderer Server antwortet nicht", "Another server does not answer"),
        (
            "Die Abfrage fragt mit SERVICE einen anderen Server, und dieser gibt keine Antwort.",
            "With SERVICE the query asks another server, and that gives no answer.",
        ),
        (
            "Versuchen Sie es später, oder lassen Sie den Teil mit SERVICE weg.",
            "Try again later, or leave out the part with SERVICE.",
        ),
    ),
}
_OF_REASON: Mapping[str, ErrorText] = {
    "prefix": ErrorText(
        ("Ein Präfix ist nicht bekannt", "A prefix is not known"),
        (
            "Das Präfix an der markierten Stelle ist nicht deklariert.",
            "The prefix at the marked place is unknown.",
        ),
        (
            "Prüfen Sie die Schreibweise, oder deklarieren Sie es am Anfang mit PREFIX.",
            "Check the spelling, or declare it at the beginning with PREFIX.",
        ),
    ),
    "beginning": ErrorText(
        ("So beginnt keine Abfrage", "No query begins like this"),
        ("Der Server findet keine Abfrage in dem, was gesendet wurde.", "The server finds no query in what was sent."),
        (
            "Beginnen Sie mit SELECT, ASK, CONSTRUCT oder DESCRIBE; davor stehen nur PREFIX und BASE.",
            "Begin with SELECT, ASK, CONSTRUCT or DESCRIBE; only PREFIX and BASE stand before it.",
        ),
    ),
    "nesting": ErrorText(
        ("Die Klammern sind zu tief verschachtelt", "The brackets nest too deep"),
        (
            "So viele Klammern ineinander liest der Server nicht.",
            "The server does not read so many levels.",
        ),
        ("Vereinfachen Sie die Abfrage.", "Simplify the query."),
    ),
    "length": ErrorText(
        ("Die Abfrage ist zu lang", "The query is too long"),
        ("Die Abfrage hat zu viele Bedingungen.", "The query has too many conditions."),
        ("Schreiben Sie lange Listen von Werten in VALUES.", "Put long lists of values into VALUES."),
    ),
    "open text": ErrorText(
        ("Ein Text ist nicht geschlossen", "A text is not closed"),
        (
            "An der markierten Stelle beginnt ein Text, der nicht endet.",
            "A text begins at the marked place without end.",
        ),
        ("Ergänzen Sie die schließenden Anführungszeichen.", "Add the closing quotation marks."),
    ),
}
"""What is said of a query that cannot be read, where the reason is known."""
_OF_STATUS: Mapping[HTTPStatus, ErrorText] = {
    HTTPStatus.NOT_FOUND: _NOT_HERE,
    HTTPStatus.METHOD_NOT_ALLOWED: WRONG_METHOD,
}


def error_text(error: domain.RuhrgraphError | None, status: HTTPStatus) -> ErrorText:
    """Return the texts of an error; the most special class decides, without an error of ours the status."""
    if isinstance(error, domain.QuerySyntaxError) and error.reason:
        return _OF_REASON[error.reason]
    if error is not None:
        return next(_TEXTS[kind] for kind in type(error).__mro__ if kind in _TEXTS)
    return _OF_STATUS.get(status, _SERVER if status >= HTTPStatus.INTERNAL_SERVER_ERROR else _BAD_REQUEST)
