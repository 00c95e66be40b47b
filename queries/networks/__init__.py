"""The networks: one query each, whose header says what its nodes, edges and weights mean.

In: the name of a network. Out: its `NetworkDefinition`. Adding a network is adding a file `NAME.rq` here: a SELECT of
source, sourceType, target, targetType, relation, weight, from, to, evidence and, if the tie comes through other things,
via (IRIs with blanks between them, as in evidence).
"""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ruhrgraph.ontology import DEFAULT_BASE
from ruhrgraph.ontology.errors import NetworkNotFoundError, QuerySyntaxError
from ruhrgraph.queries.header import header

_FOLDER = Path(__file__).parent
_KEYS = ("title", "description", "edge", "weight")
_TEXT_KEYS = (*(f"{key}-{language}" for key in _KEYS for language in ("de", "en")), "nodes", "directed")
_DIRECTED = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class NetworkDefinition:
    """What a network is: texts by language (`de`, `en`), the types of its nodes, and its query."""

    name: str
    title: dict[str, str]
    description: dict[str, str]
    edge: dict[str, str]
    weight: dict[str, str]
    node_types: tuple[str, ...]
    directed: bool
    query: str

    def relations(self, language: str) -> dict[str, str]:
        """Return the relations of the edges, each with the words that stand between source and target."""
        told = (part.partition(": ") for part in self.edge[language].split("; "))
        return {relation: words for relation, _, words in told}


def network_names() -> tuple[str, ...]:
    """Return the names of all networks, in alphabetical order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.rq")))


def read_network(name: str, base: str = DEFAULT_BASE) -> NetworkDefinition:
    """Return the network of a name.

    Args:
        name: The name as in `network_names()`.
        base: The base IRI of the graph, which replaces the default one in the query.

    Raises:
        NetworkNotFoundError: There is no such network; the message names the most similar ones.
        QuerySyntaxError: Its header lacks something.

    """
    known = network_names()
    if name not in known:
        similar = tuple(get_close_matches(name, known, n=3, cutoff=0.5))
        hint = f"did you mean {' or '.join(similar)}?" if similar else f"there is: {', '.join(known)}"
        raise NetworkNotFoundError(f"there is no network “{name}”; {hint}", choices=similar or known)
    text = (_FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    return parse_network(name, text.replace(DEFAULT_BASE, base))


def parse_network(name: str, text: str) -> NetworkDefinition:
    """Return a network from the text of its query.

    Raises:
        QuerySyntaxError: Its header lacks something.

    """
    said = header(text, _TEXT_KEYS).texts
    missing = [key for key in _TEXT_KEYS if not said.get(key)]
    if missing or said["directed"] not in _DIRECTED:
        needs = f"the header of network {name} lacks {', '.join(missing) or 'directed: true or false'}"
        raise QuerySyntaxError(f"line 1: {needs}", 1, 1)
    texts = {key: {language: said[f"{key}-{language}"] for language in ("de", "en")} for key in _KEYS}
    types = tuple(part.strip() for part in said["nodes"].split(","))
    return NetworkDefinition(name, **texts, node_types=types, directed=_DIRECTED[said["directed"]], query=text)
