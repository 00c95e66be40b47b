"""SPARQL engines of others as servers on this machine: Oxigraph's, Apache Jena Fuseki and RDF4J's.

In: the name of an engine and a folder. Out: a `LocalEngine` that runs and is empty, or a `MissingEngineError` that says
what is missing here. Tests and the benchmark start them; docs/engines.md tells people the same commands.
"""

import http.client
import importlib.metadata
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.processes import HOST, Served, free_port, serving
from tests.engines.maven_artifacts import MissingEngineError, java, maven_artifact

FUSEKI = "5.6.0"
"""The newest one that runs on Java 17."""
RDF4J = "4.1.3"
"""The newest one that Maven Central has as a WAR."""
_JETTY = "10.0.26"
_HEAP = "-Xmx1g"
_SECONDS = 90.0
_REPOSITORY = """
@prefix rep: <http://www.openrdf.org/config/repository#> .
@prefix sr: <http://www.openrdf.org/config/repository/sail#> .
@prefix sail: <http://www.openrdf.org/config/sail#> .
[] a rep:Repository ; rep:repositoryID "ruhrgraph" ;
  rep:repositoryImpl [
    rep:repositoryType "openrdf:SailRepository" ; sr:sailImpl [ sail:sailType "openrdf:MemoryStore" ]
  ] .
"""


@dataclass(frozen=True)
class LocalEngine:
    """An engine that runs: its name and version, its addresses, and its process."""

    name: str
    version: str
    query: str
    update: str
    store: str
    served: Served

    @property
    def settings(self) -> Mapping[str, str]:
        """The settings with which this project asks it and writes to it."""
        return {
            "RUHRGRAPH_ENGINE": self.query,
            "RUHRGRAPH_ENGINE_UPDATE": self.update,
            "RUHRGRAPH_ENGINE_STORE": self.store,
        }


@contextmanager
def oxigraph(folder: Path) -> Iterator[LocalEngine]:
    """Run Oxigraph's server, with its data on disk."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        raise MissingEngineError("Oxigraph's server is not installed (PyPI: oxigraph)")
    port = free_port()
    root = f"http://{HOST}:{port}"
    command = [program, "serve", "--location", str(folder / "store"), "--bind", f"{HOST}:{port}", "--timeout-s", "60"]
    with _running(command, port, "/query", folder) as served:
        version = importlib.metadata.version("oxigraph")
        yield LocalEngine("oxigraph", version, f"{root}/query", f"{root}/update", f"{root}/store", served)


@contextmanager
def fuseki(folder: Path) -> Iterator[LocalEngine]:
    """Run Fuseki, with its data in memory."""
    jar = maven_artifact("org.apache.jena", "jena-fuseki-server", FUSEKI)
    port = free_port()
    root = f"http://{HOST}:{port}/ruhrgraph"
    command = [java(), _HEAP, "-jar", str(jar), "--localhost", "--port", str(port), "--mem", "--update", "/ruhrgraph"]
    with _running(command, port, "/ruhrgraph/query", folder) as served:
        yield LocalEngine("fuseki", FUSEKI, f"{root}/query", f"{root}/update", f"{root}/data", served)


@contextmanager
def rdf4j(folder: Path) -> Iterator[LocalEngine]:
    """Run RDF4J's server in Jetty, with a repository in memory."""
    jetty = maven_artifact("org.eclipse.jetty", "jetty-runner", _JETTY)
    war = maven_artifact("org.eclipse.rdf4j", "rdf4j-http-server", RDF4J, "war")
    port = free_port()
    path = "/rdf4j-server/repositories/ruhrgraph"
    command = [
        *(java(), _HEAP, f"-Dorg.eclipse.rdf4j.appdata.basedir={folder / 'data'}", f"-Djava.io.tmpdir={folder}"),
        *("-jar", str(jetty), "--host", HOST, "--port", str(port), "--path", "/rdf4j-server", str(war)),
    ]
    # It has no repository yet that could be asked.
    with _running(command, port, "/rdf4j-server/protocol", folder) as served:
        _create_repository(port, path)
        root = f"http://{HOST}:{port}{path}"
        yield LocalEngine("rdf4j", RDF4J, root, f"{root}/statements", f"{root}/rdf-graphs/service", served)


ENGINES: Mapping[str, Callable[[Path], AbstractContextManager[LocalEngine]]] = {
    "oxigraph": oxigraph,
    "fuseki": fuseki,
    "rdf4j": rdf4j,
}


@contextmanager
def _running(command: Sequence[str], port: int, path: str, folder: Path) -> Iterator[Served]:
    """Run an engine; it is killed in the end, as some wait for queries that go on, and nobody needs their data."""
    with serving(command, port, path, seconds=_SECONDS, log=folder / "log") as served:
        try:
            yield served
        finally:
            served.process.kill()


def _create_repository(port: int, path: str) -> None:
    """Create the repository in RDF4J's server."""
    connection = http.client.HTTPConnection(HOST, port, timeout=_SECONDS)
    connection.request("PUT", path, _REPOSITORY.encode(), {"content-type": "text/turtle"})
    answer = connection.getresponse()
    if answer.status != http.client.NO_CONTENT:
        raise RuntimeError(f"RDF4J makes no repository ({answer.status}): {answer.read()[:300]!r}")
    connection.close()
