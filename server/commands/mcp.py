"""`ruhrgraph mcp`: the tools of assistants on standard input and output, answered from the published version."""

import argparse
import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ruhrgraph.graph.versions.history import published_with_base
from ruhrgraph.server.engine.limits import Limits
from ruhrgraph.server.engine.pool.generations import Generations
from ruhrgraph.server.processes.runtime_folder import runtime_folder
from ruhrgraph.server.processes.supervisor import engine_and_base, limits_of
from ruhrgraph.server.settings import Settings

_PAUSE = 0.1


def run(_: argparse.Namespace, settings: Settings) -> int:
    """Answer until the input ends.

    Raises:
        NotPublishedError, DataFolderError, SettingError: There is nothing to ask, or no memory to ask it with.

    """
    # Whoever started this command ends it like that, if it does not end with its input; the folder has to go.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if not settings.engine:
        published_with_base(settings.data, settings.base)
    settings = replace(settings, data=settings.data.resolve())
    limits = limits_of(settings)
    with runtime_folder() as folder, _generations(limits, settings, folder) as address:
        asyncio.run(_answer(settings, limits, address))
    return 0


async def _answer(settings: Settings, limits: Limits, address: str) -> None:
    """Answer what comes in, with query processes like those of a server."""
    # They take longer to import than the version takes to load, which goes on meanwhile.
    from ruhrgraph.server.app import graph_access  # noqa: PLC0415  # see above
    from ruhrgraph.server.engine.pool.pool import Pool  # noqa: PLC0415  # see above
    from ruhrgraph.server.engine.things_cache import ThingsCache  # noqa: PLC0415  # see above
    from ruhrgraph.server.mcp.stdio import answer_stdio  # noqa: PLC0415  # see above
    from ruhrgraph.server.networks.network_service import NetworkService  # noqa: PLC0415  # see above
    from ruhrgraph.server.sparql.query_service import QueryService  # noqa: PLC0415  # see above

    service = QueryService(settings, Pool(limits, settings.data, address, remote=settings.engine is not None))
    things = ThingsCache(settings.data)
    networks = NetworkService(service.engine, settings.base, settings.query_timeout, things)
    await answer_stdio(graph_access(service, things, networks))


@contextmanager
def _generations(limits: Limits, settings: Settings, folder: Path) -> Iterator[str]:
    """Follow the version in use in a thread, as a server's first process does; give the address to ask at."""
    followed, ended = Generations(limits, settings.data, folder, engine_and_base(settings)), threading.Event()

    def follow() -> None:
        while not ended.is_set():
            followed.run(_PAUSE)

    thread = threading.Thread(target=follow)
    thread.start()
    try:
        yield followed.address
    finally:
        ended.set()
        thread.join()
        followed.close()
