"""Options of the command line that print something and end the program. What they print is read only when it is needed.

In: the parser of the command. Out: text on standard output, and the end of the program.
"""

import argparse
import sys
from importlib import import_module
from shlex import quote


class PrintVersion(argparse.Action):
    """Prints the version, which takes time to look up."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print the version and end."""
        version = import_module("importlib.metadata").version("ruhrgraph")
        sys.stdout.write(f"ruhrgraph {version}\n")
        parser.exit()


class PrintQueries(argparse.Action):
    """Prints the help of `query` with the canned queries, whose headers take time to read."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print the help and end."""
        queries = import_module("ruhrgraph.queries")
        lines = []
        for name in queries.names():
            query = queries.read(name)
            lines.append(f"  {name:24}{query.summary}")
            needed = (f"{item.name}={item.example}" for item in query.parameters if item.required)
            lines.extend(f"{'':26}needs --param {quote(item)}" for item in needed)
        parser.epilog = "\n".join(("canned queries (docs/queries.md):", *lines))
        parser.print_help()
        parser.exit()
