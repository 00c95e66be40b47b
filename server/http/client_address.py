"""Which address a request comes from, behind proxies too.

In: a request, and the networks of the proxies that are believed. Out: an IP address.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address

from starlette.requests import Request

from ruhrgraph.server.http.header_fields import split_list
from ruhrgraph.server.settings import Network


def client_address(request: Request, proxies: tuple[Network, ...]) -> str:
    """Return the address of the client that a request comes from, "" where there is none, as with Unix sockets.

    It is that of the connection. If that is a trusted proxy, it is the last one in `X-Forwarded-For` that is no trusted
    proxy: a client can write into the header what it likes, but each proxy adds behind that whom it speaks to.
    """
    client = request.scope.get("client")
    peer: str = client[0] if client else ""
    address = str(_ip(peer) or peer)  # a socket of both IPv6 and IPv4 gives addresses of IPv4 as parts of one network
    named = split_list(request.headers.get("x-forwarded-for", ""), ",")
    while named and is_among(address, proxies) and (found := _ip(named.pop())):
        address = str(found)
    return address


@lru_cache(maxsize=1024)
def is_among(address: str, networks: tuple[Network, ...]) -> bool:
    """Return whether an IP address is in one of some networks."""
    ip = _ip(address)
    return ip is not None and any(ip in network for network in networks)


def _ip(text: str) -> IPv4Address | IPv6Address | None:
    """Return an IP address, which some proxies write with a port; None for anything else, as a Unix socket's path."""
    host = text.partition("]")[0].removeprefix("[") if text.startswith("[") else text
    host = host.partition(":")[0] if host.count(":") == 1 else host
    try:
        ip = ip_address(host)
    except ValueError:
        return None
    return (ip.ipv4_mapped or ip) if isinstance(ip, IPv6Address) else ip
