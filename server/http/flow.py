"""Reading from a connection only while what was read can be parsed.

uvicorn reads on whenever an application asks for more of a body, or an answer is complete, also while requests wait.
So a client that sends requests one after the other, and reads no answer, would fill the memory with them.
"""

import asyncio

from uvicorn.protocols.http.flow_control import FlowControl


class HeldFlow(FlowControl):
    """uvicorn's flow control, with a hold that goes before all who want to read on.

    Args:
        transport: The connection.

    """

    def __init__(self, transport: asyncio.Transport) -> None:
        super().__init__(transport)
        self._is_held = False

    def hold_reading(self, *, is_held: bool) -> None:
        """Read nothing more, or read on."""
        if is_held == self._is_held:
            return
        self._is_held = is_held
        if is_held:
            self.pause_reading()
        else:
            self.resume_reading()

    def resume_reading(self) -> None:
        """Read on, unless reading is held."""
        if not self._is_held:
            super().resume_reading()
