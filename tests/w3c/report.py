"""Plays all tests at a real server and directly in the engine, prints the counts and writes `docs/conformance.md`.

In: the suite. Out: counts, the page, and exit code 0 where only such tests fail as are known to; 1 where others do; 2
where the suite is missing. Run it from the folder of the project: `python -m tests.w3c.report`.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tests.w3c.backends import Engine, Server
from tests.w3c.description import CHECKS, description_cases
from tests.w3c.endpoints import Endpoints
from tests.w3c.exchanges import HttpCase, graph_store_cases, graph_store_chain, protocol_cases
from tests.w3c.expectations import expected_failures
from tests.w3c.manifest import BASE, MISSING, ROOT, cases, suite
from tests.w3c.process import serving
from tests.w3c.runner import Mismatch, outcome
from tests.w3c.wire import outcomes, play_alone

PAGE = ROOT / "docs" / "conformance.md"
TEMPLATE = Path(__file__).with_name("conformance.template.md")
_TITLES = {
    "query": "Query evaluation",
    "results": "Result formats",
    "update": "Update evaluation",
    "syntax": "Syntax of queries and updates",
    "protocol": "Protocol",
    "graph store": "Graph Store Protocol",
    "description": "Service description",
}
_MISSING, _UNEXPECTED = 2, 1


@dataclass(frozen=True)
class Played:
    """One test that was played: why it fails over HTTP and in the engine alone; `None` where it passes."""

    iri: str
    section: str
    group: str
    failure: str | None
    engine: str | None = None
    has_engine: bool = False

    @property
    def name(self) -> str:
        """Return the name that tells the test from the others."""
        return self.iri.removeprefix(BASE).replace("/manifest#", "/")


def main() -> int:
    """Play all tests, print the counts, write the page.

    Returns:
        The exit code.

    """
    if suite() is None:
        sys.stderr.write(f"{MISSING}\n")
        return _MISSING
    begun = time.perf_counter()
    played = play_all()
    seconds = time.perf_counter() - begun
    unexpected = [test for test in played if test.failure and test.iri not in expected_failures()]
    PAGE.write_text(page(played), encoding="utf-8")
    sys.stdout.write(f"{_table(played, _TITLES, 'section')}\n{len(played)} tests in {seconds:.0f} s\n")
    for test in unexpected:
        sys.stdout.write(f"FAILED {test.name}: {test.failure}\n")
    return _UNEXPECTED if unexpected else 0


def play_all() -> tuple[Played, ...]:
    """Play all tests at a server of their own, and those without HTTP in the engine, too."""
    with (
        tempfile.TemporaryDirectory(prefix="ruhrgraph-w3c-") as folder,
        Endpoints() as endpoints,
        serving(Path(folder), endpoints.addresses) as server,
    ):
        return (*_texts(server, endpoints), *_exchanges(server), *_descriptions(server))


def page(played: Sequence[Played]) -> str:
    """Return the page that tells how all tests came out."""
    groups = {group: group for group in dict.fromkeys(test.group for test in played)}
    failing = [test for test in played if test.failure]
    values = {
        "sections": _table(played, _TITLES, "section"),
        "groups": _table(played, groups, "group"),
        "failures": "\n".join(_failure(test) for test in failing) or "None.",
        "engine": version("pyoxigraph"),
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _texts(server: Server, endpoints: Endpoints) -> Iterator[Played]:
    """Yield the tests of queries, updates and syntax."""
    engine = Engine()
    for case in cases():
        over_http, alone = outcome(case, server, endpoints), outcome(case, engine, endpoints)
        yield Played(case.iri, case.section, case.group, over_http, alone, has_engine=True)


def _exchanges(server: Server) -> Iterator[Played]:
    """Yield the tests that speak HTTP."""
    for case in protocol_cases():
        yield Played(case.iri, "protocol", case.group, _alone(case, server))
    for case in graph_store_cases():
        yield Played(case.iri, "graph store", case.group, _alone(case, server))
    chain = graph_store_chain()
    found = outcomes(chain, server)
    for case in chain:
        yield Played(case.iri, "graph store", case.group, found[case.iri])


def _descriptions(server: Server) -> Iterator[Played]:
    """Yield the tests of the service description."""
    for case in description_cases():
        failure = None
        try:
            CHECKS[case.name](server)
        except Mismatch as mismatch:
            failure = str(mismatch)
        yield Played(case.iri, "description", "service-description", failure)


def _alone(case: HttpCase, server: Server) -> str | None:
    """Return why a test fails, `None` where it passes."""
    try:
        play_alone(case, server)
    except Mismatch as mismatch:
        return str(mismatch)
    return None


def _table(played: Sequence[Played], titles: dict[str, str], key: str) -> str:
    """Return a table with a line for each section or group: passed, failed, and what the engine alone passes."""
    lines = ["| | passed | of | the engine alone |", "|---|---:|---:|---:|"]
    for name, title in titles.items():
        tests = [test for test in played if getattr(test, key) == name]
        passed = sum(test.failure is None for test in tests)
        alone = sum(test.engine is None for test in tests) if any(test.has_engine for test in tests) else "–"
        lines.append(f"| {title} | {passed} | {len(tests)} | {alone} |")
    return "\n".join(lines)


def _failure(test: Played) -> str:
    """Return a failing test and its cause as a line of a list."""
    cause = expected_failures().get(test.iri, f"not expected: {test.failure}")
    whose = "the engine fails alone, too" if test.engine else "the server fails, the engine alone does not"
    return f"- `{test.name}`: {cause} ({whose})."


if __name__ == "__main__":
    sys.exit(main())
