"""The command line: its commands and options, and the one place where errors become exit codes.

In: arguments. Out: an exit code; an error is one line on standard error. Each command has a file of its own in
`server/commands/`, imported only when it is called, so that `ruhrgraph build` does not wait for the web server's code.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from ruhrgraph.graph.rdf.formats import RDF_NAMES, RESULT_NAMES, SUFFIXES
from ruhrgraph.graph.versions.disk_errors import is_no_room
from ruhrgraph.ontology.errors import RuhrgraphError
from ruhrgraph.server.help_actions import PrintQueries, PrintVersion
from ruhrgraph.server.http.errors import INTERRUPTED, NOT_POSSIBLE, PIPE_CLOSED, error_codes
from ruhrgraph.server.settings import DESCRIPTIONS, from_environment

_QUERY_FORMATS = ("table", *RESULT_NAMES, *RDF_NAMES)
_MAX_PORT = 65535


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: The arguments; those of the process by default.

    Returns:
        The exit code.

    """
    chosen = _parser().parse_args(arguments)
    try:
        settings = from_environment(os.environ)
        if chosen.data is not None:
            settings = replace(settings, data=chosen.data)
        command = import_module(f"ruhrgraph.server.commands.{chosen.command}")
        code = int(command.run(chosen, settings))
        sys.stdout.flush()
    except RuhrgraphError as error:
        return _print_error(str(error), error_codes(error).exit_code)
    except OSError as error:
        if not isinstance(error, BrokenPipeError) and not is_no_room(error):
            raise
        # The reader has closed the pipe, or the disk is full; what is still buffered must not fail again at the exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return PIPE_CLOSED
        return _print_error(f"no room on the disk for what is printed ({error.strerror})", NOT_POSSIBLE)
    except KeyboardInterrupt:
        return _print_error("stopped", INTERRUPTED)
    return code


def _print_error(message: str, code: int) -> int:
    """Print an error as one line, and return its exit code."""
    line = " ".join(message.split())
    sys.stderr.write(f"ruhrgraph: {line}\n".encode(errors="backslashreplace").decode())
    return code


def _parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="ruhrgraph",
        description="The Ruhr-Konferenz as a knowledge graph: build it from documents, validate, serve and query it.",
        epilog="exit codes: 0 done; 1 read but not valid; "
        "2 the input is at fault (a document, a query, an option, a port in use); "
        "3 the data folder, another engine or the system is (nothing published yet, a full disk); 130 stopped",
    )
    parser.add_argument("--version", action=PrintVersion, nargs=0, help="print the version and exit")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (
        _add_build,
        _add_report,
        _add_serve,
        _add_query,
        _add_validate,
        _add_dump,
        _add_network,
        _add_mcp,
        _add_versions,
        _add_rollback,
        _add_publish,
    ):
        command = add(commands)
        command.add_argument(
            "--data", type=Path, metavar="DIR", help="the data folder (setting RUHRGRAPH_DATA, default ./data)"
        )
    return parser


_Commands = argparse._SubParsersAction  # noqa: SLF001  # argparse has no public name for it


def _add_build(commands: "_Commands[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Add `build`."""
    parser = commands.add_parser(
        "build",
        help="read documents, validate, publish a new version",
        description="Reads documents, links and validates the graph, and publishes it as a new version. "
        "Exit code 0: published; 1: read but not valid; 2: a document cannot be read; 3: a disk, process or cluster "
        "fails; then nothing is published. What is done is kept below the data folder until it is published, so a "
        "build that was killed goes on there. Where RUHRGRAPH_ENGINE is set, the version is put there, too; if only "
        "that fails, it is published in the data folder, and the exit code is 3.",
    )
    parser.add_argument(
        "documents",
        nargs="*",
        type=Path,
        metavar="DOCUMENT",
        help="a text file, named like no other; default: the two that ship with the package",
    )
    places = parser.add_mutually_exclusive_group()
    text = "number of processes that read, map and validate documents, each with up to 300 MiB (default: 1)"
    places.add_argument("--jobs", type=_positive, default=1, metavar="N", help=text)
    text = "address of a Dask scheduler whose workers do that instead, such as tcp://192.0.2.1:8786 (docs/builds.md)"
    places.add_argument("--scheduler", metavar="ADDRESS", help=text)
    parser.add_argument(
        "--skip-invalid",
        action="store_true",
        help="leave out documents that cannot be read or are not valid, and say which and why; of two that contradict "
        "each other the later one",
    )
    return parser


def _add_report(commands: "_Commands[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Add `report`."""
    text = "show how the published version's documents were read"
    parser = commands.add_parser("report", help=text, description=f"{text.capitalize()}.")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    return parser


def _add_serve(commands: "_Commands[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Add `serve`, whose help lists the settings."""
    lines = "\n".join(f"  {name:26}{text}" for name, text in DESCRIPTIONS.items())
    parser = commands.add_parser(
        "serve",
        help="serve the graph over HTTP",
        description="Serves the graph over HTTP; builds it first where nothing is published yet.",
        epilog=f"settings (environment variables):\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (default: 127.0.0.1)")
    parser.add_argument(
        "--port", type=_port, default=8000, help="port to listen at, 0 for any free one (default: 8000)"
    )
    parser.add_argument(
        "--workers", type=_positive, help="number of HTTP workers (setting RUHRGRAPH_WORKERS, default: cores)"
    )
    parser.add_argument(
        "--root-path", metavar="PATH", help="path below which a proxy shows the server (setting RUHRGRAPH_ROOT_PATH)"
    )
    return parser


def _add_query(commands: "_Commands[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Add `query`."""
    parser = commands.add_parser(
        "query",
        help="run a canned query, a file or standard input",
        description="Runs a query against the published version and prints the answer.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.add_argument("-h", "--help", action=PrintQueries, nargs=0, help="show this, with the canned queries")
    parser.add_argument(
        "query", metavar="NAME|FILE.rq|-", help="a canned query's name, a file, or - for standard input"
    )
    parser.add_argument(
        "--param", action="append", default=[], metavar="NAME=VALUE", help="a value for one of its parameters"
    )
    parser.add_argument(
        "--format", choices=_QUERY_FORMATS, help="default: table, and ttl for a query that gives a graph"
    )
    return parser


def _add_validate(commands: "_Commands[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Add `validate`."""
    parser = commands.add_parser(
        "validate",
        help="check the published version, or RDF files, against the shapes",
        description="Checks the published version, or RDF files, against the SHACL shapes; the files of versions also "
        "for damage. Exit code 1: not valid; 3: the published version is damaged.",
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=f"RDF files ({', '.join(SUFFIXES)})")
    return parser


def _add_dump(commands: "_Commands[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Add `dump`."""
    parser = commands.add_parser(
        "dump",
        help="write the published dataset to standard output",
        description="Writes the published dataset to standard output; formats without graphs get the union of all.",
    )
    parser.add_argument("--format", choices=RDF_NAMES, default="nq", help="default: nq")
    parser.add_argument(
        "--graph", metavar="NAME", help="only this named graph: its IRI, or a short name such as themenforen"
    )
    return parser


def _add_network(commands: "_Commands[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Add `network`."""
    parser = commands.add_parser(
        "network",
        help="write a network of actors as a file, or list the networks",
        description="Writes a network of the published version for tools of network analysis. "
        "Without a name, lists the networks. Parameters are those of /network/NAME (docs/networks.md).",
    )
    parser.add_argument("name", nargs="?", metavar="NAME", help="the name of a network; default: list them")
    parser.add_argument(
        "--format", choices=("graphml", "gexf", "csv", "json", "cytoscape"), default="graphml", help="default: graphml"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="the file to write (default: standard output)")
    parser.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter, such as ministry=MWIDE; may be repeated",
    )
    return parser


def _add_mcp(commands: "_Commands[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Add `mcp`."""
    return commands.add_parser(
        "mcp",
        help="answer an assistant on standard input and output",
        description="Speaks the Model Context Protocol on standard input and output, about the published version, "
        "until the input ends. Assistants start this command themselves (docs/assistants.md). A server speaks it, too, "
        "at /mcp.",
    )


def _add_versions(commands: "_Commands[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Add `versions`."""
    text = "list the published versions, the newest first"
    parser = commands.add_parser("versions", help=text, description=f"{text.capitalize()}; * marks the one in use.")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    return parser


def _add_rollback(commands: "_Commands[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Add `rollback`."""
    parser = commands.add_parser(
        "rollback",
        help="go back to an earlier version",
        description="Puts an earlier version into use again; later ones stay, and `rollback` can go to them, too.",
    )
    parser.add_argument(
        "digest",
        nargs="?",
        metavar="DIGEST",
        help="the first characters are enough; default: the parent of the version in use",
    )
    return parser


def _add_publish(commands: "_Commands[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Add `publish`."""
    return commands.add_parser(
        "publish",
        help="put the version in use into another engine",
        description="Puts the version in use into the engine that RUHRGRAPH_ENGINE names (with its addresses "
        "RUHRGRAPH_ENGINE_UPDATE and RUHRGRAPH_ENGINE_STORE), beside the one in use there, then switches. `build` and "
        "`rollback` do so themselves. Exit code 0: it is in use there; 2: a setting is at fault; 3: the engine is, and "
        "goes on with the version before.",
    )


def _port(text: str) -> int:
    """Return a port number."""
    if not text.isdecimal() or int(text) > _MAX_PORT:
        raise argparse.ArgumentTypeError(f"“{text}” is no port; name one from 0 to {_MAX_PORT}")
    return int(text)


def _positive(text: str) -> int:
    """Return a whole number above 0."""
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” is no whole number above 0")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
