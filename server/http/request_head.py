"""What the head of a request has to be like before anything is done with it: version, target and `Host`.

In: the parts of a head, as the parser has read them. Out: the target and the headers that the application sees, or an
error that says what is wrong.
"""

import re

from ruhrgraph.ontology.errors import BadRequestError
from ruhrgraph.server.http.errors import TargetTooLongError
from ruhrgraph.server.http.request_size import MAX_PARAMETERS, MAX_PATH, MAX_QUERY

_VERSIONS = ("1.1", "1.0")
_LONG_QUERIES = (b"/sparql", b"/reconcile")
"""The ends of paths whose parameters may be as long as a target is."""
_HOST = re.compile(rb"(?:\[[0-9A-Fa-f:.]+\]|(?:[\w.~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*)(?::[0-9]*)?", re.ASCII)
"""An IP address or a name, and a port (RFC 3986 §3.2.2); an empty one is allowed."""
MAX_HOST = 261
"""Bytes of a host with its port: a name has 255 at most (RFC 1035 §2.3.4). Each address in an answer begins with it."""
_ABSOLUTE = re.compile(rb"https?://([^/?#]*)(.*)", re.IGNORECASE)

Headers = list[tuple[bytes, bytes]]


def check_head(method: bytes, target: bytes, version: str, headers: Headers) -> None:
    """Check the head of a request: RFC 9112 §3.2.

    Args:
        method: The method.
        target: What stands behind it.
        version: The version of HTTP, as in `1.1`.
        headers: The header lines, with names in lower case.

    Raises:
        BadRequestError: The request is none that this server may answer.
        TargetTooLongError: The path is longer than is read.

    """
    if version not in _VERSIONS:
        raise BadRequestError(f"this connection takes HTTP/1.1 and HTTP/1.0, not HTTP/{version}")
    if method == b"CONNECT":
        raise BadRequestError("CONNECT is for proxies, and this server is none")
    if not (target.startswith(b"/") or _ABSOLUTE.match(target) or (target == b"*" and method == b"OPTIONS")):
        raise BadRequestError("the address of a request must be a path that begins with /")
    path, _, query = target.partition(b"?")
    if len(path) > MAX_PATH:
        raise TargetTooLongError(f"the path of the address is longer than the {MAX_PATH:,} bytes that are read")
    if len(query) > MAX_QUERY and not path.rstrip(b"/").endswith(_LONG_QUERIES):
        raise TargetTooLongError(
            f"the parameters of this address are longer than the {MAX_QUERY:,} bytes that are read"
        )
    if query.count(b"&") >= MAX_PARAMETERS:
        raise BadRequestError(f"there are more than {MAX_PARAMETERS:,} parameters")
    hosts = [value for name, value in headers if name == b"host"]
    if len(hosts) > 1 or (not hosts and version == "1.1"):
        raise BadRequestError(f"a request must have one Host header; this one has {len(hosts) or 'none'}")
    if hosts and not _is_host(hosts[0]):
        raise BadRequestError("the Host header is not the name or address of a host")


def origin_form(target: bytes, headers: Headers) -> tuple[bytes, Headers]:
    """Return the target as a path, and the headers; the host in an absolute target replaces `Host` (RFC 9112 §3.2.2).

    Raises:
        BadRequestError: An absolute target names no host.

    """
    absolute = _ABSOLUTE.match(target)
    if not absolute:
        return target, headers
    host, path = absolute.groups()
    if not host or not _is_host(host):
        raise BadRequestError("the address of the request names no host")
    others = [(name, value) for name, value in headers if name != b"host"]
    return path if path.startswith(b"/") else b"/" + path, [(b"host", host), *others]


def _is_host(host: bytes) -> bool:
    """Return whether bytes are a host, with or without a port."""
    return len(host) <= MAX_HOST and _HOST.fullmatch(host) is not None
