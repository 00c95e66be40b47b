"""The second pass: the statements of some documents, with the labels and links that come from others, in one file.

In: the folders of documents and what each gets from others. Out: a file of canonical N-Quads, named by that. The
documents of a file are few, so that they can be sorted in memory, and so many that there are not too many files.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode

from ruhrgraph.graph.builds.document_part import read_reading, read_statements, read_summary
from ruhrgraph.graph.builds.unification import FromOthers
from ruhrgraph.graph.builds.work_folder import write_whole
from ruhrgraph.graph.mapping.dataset import canonical, document_quads
from ruhrgraph.graph.mapping.document_facts import ForumFacts
from ruhrgraph.graph.mapping.entities import EntityResolver
from ruhrgraph.graph.mapping.linking import link
from ruhrgraph.graph.rdf.gc_pause import gc_paused
from ruhrgraph.graph.rdf.terms import Iris

MOST_BYTES = 32 * 1024 * 1024
"""Bytes of statements in a file, where it has more than one document."""
MOST_DOCUMENTS = 16


@dataclass(frozen=True, slots=True)
class RunTask:
    """The documents whose statements go into one file.

    Attributes:
        plan: The file that lists them, with what they get from others.
        base: The base IRI, ending in `/`.

    """

    plan: Path
    base: str

    @property
    def statements(self) -> Path:
        """The file of the statements."""
        return self.plan.with_suffix(".nq")

    def __str__(self) -> str:
        """Return the documents as errors name them."""
        folders = (self.plan.with_name(folder) for folder, *_ in json.loads(self.plan.read_bytes()))
        return ", ".join(read_summary(folder).report["document"] for folder in folders)


def plan_run(documents: list[tuple[Path, FromOthers]], base: str) -> RunTask:
    """Write down which documents go into a file, and what they get from others.

    Raises:
        OSError: It cannot be written.

    """
    plan = json.dumps([(folder.name, other.labels, other.forums) for folder, other in documents], sort_keys=True)
    path = documents[0][0].with_name(f"{hashlib.sha256(plan.encode()).hexdigest()}.json")
    write_whole(path, plan.encode())
    return RunTask(path, base)


@gc_paused()
def write_run(task: RunTask) -> Path:
    """Write the statements of some documents to a file, unless it is there already, and return its path.

    Raises:
        OSError: The file cannot be written.

    """
    if not task.statements.exists():
        lines: list[bytes] = []
        for folder, labels, forums in json.loads(task.plan.read_bytes()):
            lines += _lines(task.plan.with_name(folder), labels, forums, task.base)
        lines.sort()
        write_whole(task.statements, b"".join(dict.fromkeys(lines)))
    return task.statements


def _lines(folder: Path, labels: dict[str, str], forums: dict[str, str], base: str) -> Iterator[bytes]:
    """Yield the statements of a document and its links to others."""
    reading = read_reading(folder)
    if labels:
        named = {NamedNode(thing): label for thing, label in (read_summary(folder).labels | labels).items()}
        statements = canonical(document_quads(reading, named, base))
    else:
        statements = read_statements(folder)
    yield from statements.splitlines(keepends=True)
    links = link(reading, _forums(folder.parent, forums), EntityResolver(Iris(base)))
    yield from canonical(links).splitlines(keepends=True)


def _forums(parent: Path, folders: dict[str, str]) -> dict[int, ForumFacts]:
    """Return forums by their numbers, from the folders of their documents; of two with one number the last."""
    found: dict[int, ForumFacts] = {}
    for folder in sorted(set(folders.values())):
        facts = {str(forum.number): forum for forum in read_summary(parent / folder).facts.forums}
        found |= {int(number): facts[number] for number, other in folders.items() if other == folder}
    return found
