"""The beginning of an answer, as much of it as a page shows."""

from dataclasses import dataclass

from ruhrgraph.server.engine.engine import Answer
from ruhrgraph.server.http.cache import CachedAnswer


@dataclass
class Beginning(CachedAnswer):
    """The first bytes of an answer; `kind` is as in its head."""

    kind: str = ""
    is_complete: bool = True
    digest: str = ""


async def read_beginning(answer: Answer, most: int) -> tuple[bytes, bool]:
    """Return the first bytes of an answer, a few more than so many, and whether these are all.

    Raises:
        RuhrgraphError: The query failed on the way.

    """
    whole = await answer.buffered(most)
    if whole is not None:
        return whole, True
    found: list[bytes] = []
    size = 0
    async for chunk in answer.chunks():
        found.append(chunk)
        size += len(chunk)
        if size > most:
            break
    return b"".join(found), False
