"""The socket that a server listens at: bound before anything else, so that a port in use is known at once."""

import errno
import socket

from ruhrgraph.ontology.errors import SettingError


def bind_socket(host: str, port: int) -> socket.socket:
    """Return a socket bound to an address; nobody can connect before `listen`.

    Args:
        host: A name or an address of this machine.
        port: The port; 0 for any free one.

    Raises:
        SettingError: The address is in use, or not of this machine.

    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingError(
                f"port {port} on {host} is in use; name another with --port, or 0 for a free one"
            ) from None
        reason = error.strerror or str(error)
        raise SettingError(
            f"cannot listen at {host} port {port}: {reason}; name others with --host and --port"
        ) from None
    return listener


def listener_url(listener: socket.socket) -> str:
    """Return the URL at which a bound socket is reached, without a slash at the end."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
