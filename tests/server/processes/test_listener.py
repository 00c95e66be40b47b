"""The socket of a server: bound to the address that was asked for, or refused with what to do."""

import socket

import pytest

from ruhrgraph.ontology.errors import SettingError
from ruhrgraph.server.processes.listener import bind_socket, listener_url


@pytest.mark.parametrize(("host", "root"), [("127.0.0.1", "http://127.0.0.1"), ("::1", "http://[::1]")])
def test_a_free_port(host: str, root: str) -> None:
    """Port 0 stands for any free port, and the URL names the one that it became; an IPv6 address has its brackets."""
    with bind_socket(host, 0) as listener:
        port = listener.getsockname()[1]
        assert port > 0
        assert listener_url(listener) == f"{root}:{port}"


def test_nobody_connects_before_it_listens() -> None:
    """A bound socket keeps the port, but refuses connections until it listens."""
    with bind_socket("127.0.0.1", 0) as listener:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(listener.getsockname(), timeout=5).close()
        listener.listen()
        socket.create_connection(listener.getsockname(), timeout=5).close()


def test_a_port_in_use() -> None:
    """A port in use is named, with what to do."""
    with bind_socket("127.0.0.1", 0) as listener:
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(SettingError, match=f"port {port} on 127.0.0.1 is in use; name another with --port"):
            bind_socket("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_an_address_of_another_machine(host: str) -> None:
    """An address that is not of this machine is refused, with what to do."""
    with pytest.raises(SettingError, match=f"cannot listen at {host} port 0: .+; name others with --host and --port"):
        bind_socket(host, 0)
