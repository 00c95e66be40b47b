"""`ruhrgraph network`: a network of the published version as a file; without a name, the list of networks."""

import argparse
import sys
from functools import partial

from ruhrgraph.graph.networks.extraction import extract, ministries_of_things
from ruhrgraph.graph.networks.files.drawing import draw
from ruhrgraph.graph.networks.files.formats import network_format
from ruhrgraph.graph.networks.parameters import language_of, selection
from ruhrgraph.graph.networks.selection import select
from ruhrgraph.graph.networks.statements import ask_store
from ruhrgraph.graph.versions.history import published_with_base
from ruhrgraph.ontology.errors import DataFolderError
from ruhrgraph.queries.networks import network_names, read_network
from ruhrgraph.server.commands.query import parameter_values
from ruhrgraph.server.engine.pool.store import open_version
from ruhrgraph.server.settings import Settings


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Write a network, or list all.

    Raises:
        NetworkNotFoundError, NodeNotFoundError, ParameterError, NotAcceptableError: What is asked for is at fault.
        NotPublishedError, DataFolderError: There is nothing to ask, or the file cannot be written.

    """
    if arguments.name is None:
        width = max(map(len, network_names()))
        lines = (f"{name:{width}}  {read_network(name).title['en']}\n" for name in network_names())
        sys.stdout.write("".join(lines))
        return 0
    definition = read_network(arguments.name, settings.base)
    format_ = network_format(arguments.format)
    values = parameter_values(arguments.param)
    ask = partial(ask_store, open_version(published_with_base(settings.data, settings.base), union=False).store)
    network = extract(ask, definition, settings.base)
    part = select(network, selection(network, values), ministries_of_things(ask, settings.base))
    content = format_.write(draw(part, language_of(values)))
    if arguments.out is None:
        sys.stdout.buffer.write(content)
        return 0
    try:
        arguments.out.write_bytes(content)
    except OSError as error:
        raise DataFolderError(f"{arguments.out}: cannot be written ({error.strerror})") from error
    return 0
