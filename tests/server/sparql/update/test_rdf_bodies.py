"""Bodies with RDF, in all the ways that clients send it."""

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ruhrgraph.graph.versions.update import RdfDocument
from ruhrgraph.ontology.errors import BadRequestError, UnsupportedMediaTypeError
from ruhrgraph.server.sparql.update.rdf_bodies import check, documents

FORM = "multipart/form-data; boundary=b"
BOUNDARY = "a6fe4cd636164618814be9f8d3d1a0de"


@pytest.mark.parametrize(
    ("content_type", "name"),
    [
        ("text/turtle", "ttl"),
        ("text/n3", "ttl"),
        ("application/xml", "rdfxml"),
        ("Text/Turtle; charset=UTF-8", "ttl"),
        ("application/n-triples", "nt"),
        ("application/ld+json; profile=x", "jsonld"),
        ("application/json", "jsonld"),
        ("application/rdf+xml", "rdfxml"),
        ("application/trig", "trig"),
        ("text/x-nquads", "nq"),
    ],
)
def test_one_document(content_type: str, name: str) -> None:
    """A media type, or another name for it, says the format; the body stays as it is."""
    check(content_type)
    assert documents(content_type, b"\xff x") == (RdfDocument(name, b"\xff x"),)


@pytest.mark.parametrize("content_type", [None, "", "text/html", "application/octet-stream", "text/turtle; charset=x"])
def test_other_media_types(content_type: str | None) -> None:
    """What is no RDF, or not in UTF-8, is refused before and after the body is read."""
    with pytest.raises(UnsupportedMediaTypeError):
        check(content_type)
    with pytest.raises(UnsupportedMediaTypeError):
        documents(content_type, b"")


@given(files=st.lists(st.binary(), min_size=1, max_size=4))
def test_forms_of_a_client(files: list[bytes]) -> None:
    """Each file of a form comes out as a client put it in, whatever bytes it has."""
    request = httpx.Request(
        "POST", "http://x/", files=[("f", (f"{place}.nt", content)) for place, content in enumerate(files)]
    )
    found = documents(request.headers["content-type"], request.read())
    assert [document.content for document in found] == files


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('Content-Disposition: form-data; name="f"; filename="a.ttl"', "ttl"),
        (
            'content-disposition: form-data; name="f"; filename="a.RDF"\ncontent-type: application/octet-stream',
            "rdfxml",
        ),
        ('Content-Type: text/turtle\nContent-Disposition: form-data; name="f"; filename="a.nq"', "ttl"),
        ("Content-Type: application/trig", "trig"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_parts(head: str, name: str, line_end: str) -> None:
    """The type of a part says the format, and without one the suffix of its file."""
    body = f"--b\n{head}\n\n<a> <b> <c> .\n--b--\n".replace("\n", line_end).encode()
    assert [document.format for document in documents(FORM, body)] == [name]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b""),
        (FORM, b""),
        (FORM, b"--b\r\n\r\nx"),
        (FORM, b"--b\r\nContent-Type: text/turtle\r\n\r\n"),
    ],
)
def test_broken_forms(content_type: str, body: bytes) -> None:
    """A form without its boundary, or without its end, is refused as a whole."""
    with pytest.raises(BadRequestError):
        documents(content_type, body)


def test_part_that_is_no_rdf() -> None:
    """A part of another type is refused, with the types that are read."""
    body = b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n--b--\r\n"
    with pytest.raises(UnsupportedMediaTypeError, match=r"image/png.*text/turtle"):
        documents(FORM, body)


def test_parts_of_a_form() -> None:
    """A form is cut at its boundary alone, and each part keeps its bytes."""
    head = 'content-disposition: form-data; name=x; filename="ä.RDF"'
    body = (
        f"preamble\r\n--{BOUNDARY}\r\nContent-Type: text/turtle\r\n\r\n# --{BOUNDARY}\r\n\r\n"
        f"\r\n--{BOUNDARY} \t\r\n{head}\r\n\r\n<x/>\r\n--{BOUNDARY}--\r\nepilogue"
    )
    found = documents(f'multipart/form-data; boundary="{BOUNDARY}"', body.encode())
    assert found == (RdfDocument("ttl", f"# --{BOUNDARY}\r\n\r\n".encode()), RdfDocument("rdfxml", b"<x/>"))
    assert documents(f"multipart/form-data; boundary={BOUNDARY}", body.replace("\r\n", "\n").encode())[1] == found[1]


def test_a_part_without_a_type() -> None:
    """A part whose format cannot be told is refused, and so is a form without parts."""
    with pytest.raises(UnsupportedMediaTypeError):
        documents(FORM, b"--b\r\n\r\nx\r\n--b--")
    with pytest.raises(BadRequestError):
        documents(FORM, b"--b\r\n\r\nx\r\n--b")
    assert documents(FORM, b"--b--") == ()
