"""Who may change the data now: the writers together, or one who switches versions or damages them.

A write that is acknowledged while an operator goes back to an earlier version is gone, as it should be. So that no
write may be lost in a soak, these two take turns.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_WRITERS = 2


class Turns:
    """Lets writers write at the same time, and others wait until none does."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(_WRITERS)
        self._one = asyncio.Lock()

    @asynccontextmanager
    async def with_writers(self) -> AsyncIterator[None]:
        """Change the data beside other writers."""
        async with self._places:
            yield

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Change the data, or the folder, while nobody writes."""
        async with self._one:
            for _ in range(_WRITERS):
                await self._places.acquire()
            try:
                yield
            finally:
                for _ in range(_WRITERS):
                    self._places.release()
