"""The texts of the source documents of the version in use, read once for each version.

In: names of documents. Out: their texts.
"""

import asyncio
from collections.abc import Collection
from functools import lru_cache

from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.graph.versions.source_texts import read_text
from ruhrgraph.server.mcp.graph_access import GraphAccess

_read = lru_cache(maxsize=8)(read_text)


async def document_texts(access: GraphAccess, names: Collection[str]) -> dict[str, str]:
    """Return the texts of documents by name; a document that the version does not have is left out.

    Raises:
        DamagedVersionError: A text is not as it was written.

    """
    digest = access.service.digest()
    version = Version(digest, access.service.settings.data / "versions" / digest)
    found = {name: await asyncio.to_thread(_read, version, name) for name in names}
    return {name: text for name, text in found.items() if text is not None}
