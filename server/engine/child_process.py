"""Starts a module of this package as a process of its own, for work that would block an HTTP worker or may crash.

In: the name of a module, and its arguments. Out: the process.
"""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process


async def start_module(
    module: str, *arguments: str, stdin: int = DEVNULL, stdout: int = DEVNULL, stderr: int | None = None
) -> Process:
    """Start a process; it does not get the token, as it does not need it.

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
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", module, *arguments), stdin=stdin, stdout=stdout, stderr=stderr, env=environment
    )
