"""Starts a module of this package as a process of its own, for work that would block an HTTP worker or may crash.

In: the name of a module, and its arguments. Out: the process.
"""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process

from ruhrgraph.server.engine import child_main


async def start_module(
    module: str, *arguments: str, stdin: int = DEVNULL, stdout: int = DEVNULL, stderr: int | None = None
) -> Process:
    """Start a process; it ends with this one, and does not get the token, as it does not need it.

    Args:
        module: The full name of the module.
        arguments: What follows the name on the command line.
        stdin: As `asyncio.create_subprocess_exec` has it.
        stdout: The same.
        stderr: The same; None is that of this process.

    Raises:
        OSError: The system starts no more processes.

    """
    environment = {name: value for name, value in os.environ.items() if name != "RUHRGRAPH_TOKEN"}
    command = (sys.executable, "-P", "-m", child_main.__name__, str(os.getpid()), module, *arguments)
    return await asyncio.create_subprocess_exec(*command, stdin=stdin, stdout=stdout, stderr=stderr, env=environment)
