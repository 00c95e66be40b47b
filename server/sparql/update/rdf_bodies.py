"""Which RDF a request's body brings: one document of a media type, or several in a multipart form.

In: a content type and bytes. Out: documents to parse, or an error that names what is read. Nothing is parsed here but
the envelope.
"""

import re
from collections.abc import Iterator
from email.message import Message

from ruhrgraph.graph.rdf.formats import RDF_FORMATS, rdf_format_of_file
from ruhrgraph.graph.versions.update import RdfDocument
from ruhrgraph.ontology.errors import BadRequestError, UnsupportedMediaTypeError
from ruhrgraph.server.http.header_fields import ContentType, check_charset, parse_content_type

MULTIPART = "multipart/form-data"
_UNNAMED = ("", "application/octet-stream")
_HEADERS_END = re.compile(rb"\r?\n\r?\n|^\r?\n")


def check(content_type: str | None) -> None:
    """Look at a body's content type before the body is read.

    Raises:
        UnsupportedMediaTypeError: Such bodies are not read.
        BadRequestError: It is multipart, but names no boundary.

    """
    given = parse_content_type(content_type)
    if given.media_type == MULTIPART:
        _boundary(given)
    else:
        _format(given, None)


def documents(content_type: str | None, body: bytes) -> tuple[RdfDocument, ...]:
    """Return the documents of a body.

    Raises:
        UnsupportedMediaTypeError: It is of a media type that is not read, or one of its parts is.
        BadRequestError: It is multipart, but cannot be cut into parts.

    """
    given = parse_content_type(content_type)
    if given.media_type == MULTIPART:
        return tuple(_parts(body, _boundary(given)))
    return (RdfDocument(_format(given, None), body),)


def _parts(body: bytes, boundary: bytes) -> Iterator[RdfDocument]:
    """Yield the documents in a multipart form."""
    _, *parts = re.split(rb"(?:^|\r?\n)--" + re.escape(boundary), body)
    if not parts or not parts[-1].startswith(b"--"):
        raise BadRequestError("the multipart body does not end with its boundary; it may have been cut off")
    for part in parts[:-1]:
        # After the boundary the line ends; then come headers, a blank line, and the content.
        lines = re.sub(rb"^[ \t]*\r?\n", b"", part, count=1)
        head, found, content = lines, _HEADERS_END.search(lines), b""
        if found:
            head, content = lines[: found.start()], lines[found.end() :]
        header = Message()
        for line in head.decode("utf-8", "replace").splitlines():
            name, _, value = line.partition(":")
            header[name.strip()] = value.strip()
        yield RdfDocument(_format(parse_content_type(header["content-type"]), header.get_filename()), content)


def _format(content_type: ContentType, file: str | None) -> str:
    """Return the short name of the format of a document; where the type says nothing, its file's suffix may."""
    media_type = content_type.media_type
    for format_ in RDF_FORMATS:
        if media_type in (format_.media_type, *format_.aliases):
            check_charset(content_type, "RDF")
            return format_.name
    if file and media_type in _UNNAMED and (by_suffix := rdf_format_of_file(file)):
        return by_suffix.name
    types = ", ".join(format_.media_type for format_ in RDF_FORMATS)
    named = media_type or "not named"
    raise UnsupportedMediaTypeError(f"the RDF's content type is {named}; send one of {types}")


def _boundary(content_type: ContentType) -> bytes:
    """Return the boundary of a multipart body."""
    boundary = content_type.parameters.get("boundary")
    if not boundary:
        raise BadRequestError("the multipart body has no boundary in its content type")
    return boundary.encode("utf-8", "surrogateescape")
