"""The errors that a person can meet, one class for each kind of answer.

They are in this folder because every other folder raises them. The table in `ruhrgraph.server.http.errors` maps them
to exit codes and HTTP statuses. A message is one line: what is wrong, where, and what to do.
"""


class RuhrgraphError(Exception):
    """The base of all errors that are shown to people; `str(error)` is the line to show."""


class DocumentError(RuhrgraphError):
    """Raised when a document cannot be read as text, from `loaders.document.read`."""


class UnknownDocumentError(DocumentError):
    """Raised when no loader recognises a document, from `loaders.load`."""


class NotValidError(RuhrgraphError):
    """Raised when a graph is not valid, so that nothing was published, from `server.commands.build`."""


class NotPublishedError(RuhrgraphError):
    """Raised when the data folder holds no published version yet, from `graph.versions.repository`."""


class DataFolderError(RuhrgraphError):
    """Raised when the data folder cannot be written or read, from `graph.versions.repository`."""


class DamagedVersionError(DataFolderError):
    """Raised when a file of a version is not as it was written, from `graph.versions.integrity` and what reads it."""


class NoRoomError(DataFolderError):
    """Raised when the disk of the data folder, or a quota, is full, from `graph.versions.disk_errors`."""


class BusyLogError(DataFolderError):
    """Raised when another process has locked the log of changes, from `graph.changes.log_file`."""


class DamagedLogError(DataFolderError):
    """Raised when the log of changes is damaged; recording sets it aside, from `graph.changes.log_file`."""


class LostTaskError(RuhrgraphError):
    """Raised when processes at work on a document end before it is done, time after time, from `graph.builds`."""


class ClusterError(RuhrgraphError):
    """Raised when a cluster cannot be reached or used, or is lost, from `graph.builds.dask_cluster`."""


class SettingError(RuhrgraphError):
    """Raised when a setting or an option cannot be used, from `server.settings` and the command line."""


class ChoiceError(RuhrgraphError):
    """The base of errors that know what to write instead.

    `choices` are the nearest names, or all where they are few, and `parameter` is the parameter that they are for, ""
    where it is none.
    """

    def __init__(self, message: str, parameter: str = "", choices: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.choices = choices


class QueryNotFoundError(ChoiceError):
    """Raised when there is no canned query of that name, from `queries.reader`."""


class NetworkNotFoundError(ChoiceError):
    """Raised when there is no network of that name, from `queries.networks`."""


class NetworkTooLargeError(NetworkNotFoundError):
    """Raised when a network of a large version is more than a server works out at once, from `server.networks`."""


class NodeNotFoundError(RuhrgraphError):
    """Raised when a network has no node of that name, from `graph.networks.nodes`."""


class ParameterError(ChoiceError):
    """Raised when a query's parameter is missing, unknown or of the wrong type, from `queries.binding`."""


class NameNotFoundError(ChoiceError):
    """Raised when a query's parameter names nothing that there is, from `queries.lookup`."""


class InvalidParameterError(ParameterError):
    """Raised when a parameter of a network has a value that cannot be, from `graph.networks.parameters`."""


class QuerySyntaxError(RuhrgraphError):
    """Raised when a SPARQL query cannot be parsed; carries the place, from `server.engine.evaluation`.

    `reason` says what is wrong where that is known: "prefix" (not declared), "beginning" (no query begins like this),
    "nesting" and "length" (too much of either), or "open text" (never closed).
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None, reason: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.reason = reason


class QueryRefusedError(RuhrgraphError):
    """Raised when a query asks for what is not allowed (an update, `SERVICE`), from `server.engine.inspection`."""


class NotAcceptableError(RuhrgraphError):
    """Raised when no format that a client accepts can be served, from `http.negotiation` and `rdf.serialization`."""


class UnsupportedMediaTypeError(RuhrgraphError):
    """Raised when a request's body is of a media type that is not read, from whatever reads the body."""


class BadRequestError(RuhrgraphError):
    """Raised when a request is not as HTTP, SPARQL or an API asks for, from whatever reads the request."""


class QueryTimeoutError(RuhrgraphError):
    """Raised when a query takes or waits longer than it may, from `server.engine.pool.failures`."""


class QueryMemoryError(RuhrgraphError):
    """Raised when a query needs more memory than it may have, from `server.engine.pool.failures`."""


class ResultTooLargeError(RuhrgraphError):
    """Raised when an answer is longer than it may be, from `server.engine.pool.output`."""


class OverloadedError(RuhrgraphError):
    """Raised when too many queries wait, long ones run, or connections are open, from the pool and the connections."""


class BaseIriError(RuhrgraphError):
    """Raised when the version in use, here or in another engine, was built with another base IRI."""


class EngineError(RuhrgraphError):
    """The base of the failures of another engine that answers instead of the embedded one, from `engine.remote`."""


class EngineUnreachableError(EngineError):
    """Raised when no connection to the engine is made, or it is broken before an answer begins."""


class EngineTlsError(EngineUnreachableError):
    """Raised when the engine's certificate is not trusted, or encryption fails otherwise."""


class EngineAddressError(EngineError):
    """Raised when what answers is no endpoint of the protocol: another status, or a redirect."""


class EngineCredentialsError(EngineError):
    """Raised when the engine does not let this server in."""


class EngineAnswerError(EngineError):
    """Raised when an answer of the engine is not what was asked for, cannot be read, or ends early."""


class EngineBusyError(EngineError):
    """Raised when the engine says that it fails or has too much to do; `status` is the number that says it."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class EngineTimeoutError(EngineError):
    """Raised when the engine does not answer in time, or says that the query took too long for it."""


class EngineSwitchedError(EngineError):
    """Raised when the engine has taken another version into use meanwhile, so that the query has to be asked again."""


class VersionNotFoundError(RuhrgraphError):
    """Raised when there is no version of that digest, or none to go back to, from `graph.changes.lifecycle`."""


class PageNotFoundError(RuhrgraphError):
    """Raised when a page number is beyond the end of a list, from the routes."""


class DumpNotFoundError(RuhrgraphError):
    """Raised when a version has no dump of that name, from `server.dumps.files`."""


class DumpGoneError(RuhrgraphError):
    """Raised when only older releases had a dump of that name, from `server.dumps.old_addresses`."""


class GraphNotFoundError(RuhrgraphError):
    """Raised when there is no graph of that name, from `graph.versions.update` and `/store`."""


class WritesOffError(RuhrgraphError):
    """Raised when a write comes to a server that takes none, from `server.http.auth`."""


class ReadOnlyServerError(WritesOffError):
    """Raised when a write comes to a server that only reads; `writer` is where it belongs, from `server.http.auth`."""

    def __init__(self, message: str, writer: str = "") -> None:
        super().__init__(message)
        self.writer = writer


class TokenError(RuhrgraphError):
    """Raised when a write brings no token or a wrong one, from `server.http.auth`."""


class WriteLimitError(RuhrgraphError):
    """Raised when a write ran into a limit: time, memory, or too many at once, from `server.sparql.update.writers`."""


class VersionChangedError(RuhrgraphError):
    """Raised when a write is meant for another version than the one in use, from `graph.versions.write`."""


class ThingNotFoundError(RuhrgraphError):
    """Raised when the dataset says nothing of a thing, or has no such page of it, from `server.resources.routes`."""


class ThingGoneError(RuhrgraphError):
    """Raised when only earlier versions say something of a thing, from `server.resources.routes`."""
