"""How many statements a version has, and its named graphs, kept beside a large one: to count them takes too long.

In: the facts, counted while the stores of the version are made. Out: the same, for a server that opens it.
"""

import json
from dataclasses import asdict, dataclass

from ruhrgraph.graph.versions.integrity import read_file
from ruhrgraph.graph.versions.record import Version, damaged


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """The facts of a version.

    `triples` is how many triples the union of all graphs has, each counted once; `default` is how many are in the
    default graph. `graphs` has the IRI of each named graph and how many triples it has; the empty ones are not in it.
    """

    triples: int
    default: int
    graphs: dict[str, int]

    def as_json(self) -> str:
        """Return the facts as JSON."""
        return f"{json.dumps(asdict(self), ensure_ascii=False, indent=1)}\n"


def read_facts(version: Version) -> VersionFacts | None:
    """Return the facts of a version; None where nobody counted.

    Raises:
        DamagedVersionError: The file is damaged.

    """
    try:
        content = json.loads(read_file(version, version.facts_file))
        graphs = {str(name): int(count) for name, count in content["graphs"].items()}
        return VersionFacts(int(content["triples"]), int(content["default"]), graphs)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise damaged(version, f"facts.json cannot be read ({error})") from None
