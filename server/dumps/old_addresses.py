"""Where the files of older releases are now: each single graph, Jelly and zstd had files of their own."""

import re
from urllib.parse import urlencode

from ruhrgraph.ontology.errors import DumpGoneError

_FORMATS = {"ttl": "ttl", "nt": "nt", "jsonld": "jsonld", "rdf": "rdfxml"}
_GRAPH = re.compile(r"graph-(?P<graph>[A-Za-z0-9_.-]+)\.(?P<suffix>ttl|nt|jsonld|rdf)(?P<packed>\.gz|\.zst)?")
_JELLY = re.compile(r"(?P<stem>ruhrgraph(-facts)?)\.jelly(\.gz|\.zst)?")
_ZSTD = re.compile(r"(?P<stem>ruhrgraph(-facts)?\.(nq|trig|ttl|nt|jsonld|rdf))\.zst")
_SHORT = re.compile(r"(?P<name>all|facts)(?P<suffix>\.(nq|trig|ttl|nt|jsonld|rdf)(\.gz)?)")
_STEMS = {"all": "ruhrgraph", "facts": "ruhrgraph-facts"}


def moved_to(name: str, base: str) -> str | None:
    """Return where a file of an older release is now.

    Args:
        name: The name of the file.
        base: The base IRI of the graph.

    Returns:
        The address below the root of the server; None if there never was such a file.

    Raises:
        DumpGoneError: There is no such file any more, and nothing that equals it.

    """
    if found := _ZSTD.fullmatch(name):
        return f"dumps/{found['stem']}.gz"
    if found := _SHORT.fullmatch(name):
        return f"dumps/{_STEMS[found['name']]}{found['suffix']}"
    if found := _JELLY.fullmatch(name):
        raise DumpGoneError(f"there are no dumps in Jelly any more; {found['stem']}.nq.gz says the same")
    if name == "ruhrgraph-facts-tables.zip":
        raise DumpGoneError("there are no tables of the facts alone any more; ruhrgraph-tables.zip has them all")
    if found := _GRAPH.fullmatch(name):
        if "." in found["graph"]:  # a graph that is not below the base; only the last part of its IRI is known
            raise DumpGoneError("single graphs have no dumps any more; each is at /store?graph=IRI")
        query = urlencode({"graph": f"{base}graph/{found['graph']}", "format": _FORMATS[found["suffix"]]})
        if found["packed"]:
            raise DumpGoneError(f"single graphs have no dumps any more; this one is at /store?{query}")
        return f"store?{query}"
    return None
