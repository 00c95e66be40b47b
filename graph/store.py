"""A published version as a store that answers SPARQL."""

from pyoxigraph import RdfFormat, Store

from ruhrgraph.graph.versions import Version
from ruhrgraph.ontology.errors import DataFolderError


def load(version: Version) -> Store:
    """Return a version's dataset in memory.

    Raises:
        DataFolderError: The dataset cannot be read.

    """
    store = Store()
    try:
        store.bulk_load(path=str(version.dataset), format=RdfFormat.N_QUADS)
    except (OSError, SyntaxError) as error:
        raise DataFolderError(f"{version.dataset}: cannot be read ({error}); build again") from error
    return store
