"""Starts a module of this package as a process of its own, for work that would block an HTTP worker or may crash.

In: the name of a module, and its arguments. Out: the process.
"""

import asyncio
import os
import re
import sys
from asyncio.subprocess import DEVNULL, Process

from ruhrgraph.server.engine import child_main

_HIDDEN = re.compile(r"^RUHRGRAPH_|TOKEN|SECRET|PASSW|CREDENTIAL|(^|_)KEY(_|$)", re.IGNORECASE)


def child_environment() -> dict[str, str]:
    """Return the environment for processes of this program: without its settings, which they are told, and secrets."""
    return {name: value for name, value in os.environ.items() if not _HIDDEN.search(name)}


async def start_module(
    module: str, *arguments: str, stdin: int = DEVNULL, stdout: int = DEVNULL, stderr: int | None = None
) -> Process:
    """Start a process; it ends with this one, gets no secrets, and imports nothing from the working folder.

    Args:
        module: The full name of the module.
        arguments: What follows the name on the command line.
        stdin: As `asyncio.create_subprocess_exec` has it.
        stdout: The same.
        stderr: The same; None is that of this process.

    Raises:
        OSError: The system starts no more processes.

    """
    command = (sys.executable, "-P", "-m", child_main.__name__, str(os.getpid()), module, *arguments)
    return await asyncio.create_subprocess_exec(
        *command, stdin=stdin, stdout=stdout, stderr=stderr, env=child_environment()
    )
