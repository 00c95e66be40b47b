"""The data that all servers are measured with: the shipped dataset, and one of 1,000,000 statements of the same shape.

In: a folder to work in. Out: a `Dataset` for each: a data folder of this project, the same as N-Quads, and its
statements as N-Triples for servers whose default graph is not the union of all graphs. The large one is the shipped one
many times over: each copy has forums, projects, persons, venues, texts and Belege of its own, and shares ministries and
towns with the others.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from ruhrgraph.graph.versions.repository import publish
from tests.benchmarks.processes import environment, ruhrgraph

MILLION = 1_000_000
_SHARED = "ressort|gemeinde"
_ID = re.compile(rf"(/id/(?!(?:{_SHARED})/)[a-z]+/[^<>\s]+)>")
_GERMAN = re.compile(r'"@de(?= )')
_CODE = re.compile(r'"(\d\d-\d\d)"')
_GRAPH = re.compile(r" <[^<>\s]*> \.$")
_ONCE = ("/graph/ontology> .", "/graph/catalog> .", "/graph/network> .")
_REPORT = b'{"documents": []}\n'


@dataclass(frozen=True)
class Dataset:
    """One dataset, ready to be loaded by anybody; `statements` are those of the union of its graphs."""

    name: str
    data: Path
    quads: Path
    triples: Path
    statements: int


def real(folder: Path) -> Dataset:
    """Return the shipped dataset, built by the command and dumped by it."""
    data, quads = folder / "real", folder / "real.nq"
    subprocess.run(ruhrgraph("build", "--data", str(data)), check=True, stdout=subprocess.DEVNULL, env=environment())
    with quads.open("wb") as file:
        subprocess.run(ruhrgraph("dump", "--data", str(data)), check=True, stdout=file, env=environment())
    return _dataset("real", data, quads)


def million(folder: Path, source: Dataset) -> Dataset:
    """Return a dataset of a million statements that is made of another, always in the same way."""
    return enlarged(folder, source, MILLION, "million")


def enlarged(folder: Path, source: Dataset, statements: int, name: str = "enlarged") -> Dataset:
    """Return a dataset of so many statements that is made of another, always in the same way."""
    data, quads = folder / name, folder / f"{name}.nq"
    lines = source.quads.read_text(encoding="utf-8").splitlines()
    quads.write_text("".join(f"{line}\n" for line in sorted(_enough(lines, statements))), encoding="utf-8")
    publish(data, quads.read_bytes(), _REPORT)
    return _dataset(name, data, quads)


def _enough(lines: list[str], most: int) -> set[str]:
    """Return quads whose union has so many statements."""
    statements: dict[str, str] = {}
    for line in islice(_copies(lines), 2 * most):
        statements.setdefault(_GRAPH.sub("", line), line)
        if len(statements) == most:
            break
    return set(statements.values())


def _copies(lines: list[str]) -> Iterator[str]:
    """Yield quads without end: first the given ones, then copies with names of their own."""
    yield from lines
    again = [line for line in lines if not line.endswith(_ONCE)]
    for copy in count(1):
        for line in again:
            yield _CODE.sub(rf'"K{copy}-\1"', _GERMAN.sub(f' (K{copy})"@de', _ID.sub(rf"\1-k{copy}>", line)))


def _dataset(name: str, data: Path, quads: Path) -> Dataset:
    triples = quads.with_suffix(".nt")
    union = {_GRAPH.sub("", line) for line in quads.read_text(encoding="utf-8").splitlines()}
    triples.write_text("".join(f"{line} .\n" for line in sorted(union)), encoding="utf-8")
    return Dataset(name, data, quads, triples, len(union))
