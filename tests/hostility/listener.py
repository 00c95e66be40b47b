"""A listener on loopback that writes down what it hears, and answers nothing."""

import socket
import threading
from typing import Self

from tests.benchmarks.processes import HOST

_TIMEOUT = 1.0
_SHOWN = 200


class Listener:
    """Listens from `with` to its end; `heard` has a line for each connection, `url` is where it listens."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._socket = socket.create_server((HOST, 0))
        self.url = f"http://{HOST}:{self._socket.getsockname()[1]}/"
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        # Closing alone does not wake a thread that waits in accept.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(_TIMEOUT)
                try:
                    text = connection.recv(_SHOWN).decode("latin-1")
                except OSError as error:
                    text = str(error)
                self.heard.append(text)
