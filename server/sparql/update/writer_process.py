"""The writer process: takes one change from standard input, makes the next version, writes the result, and ends.

In: a line of JSON, a `WriteTask` and the length of the body, and after it the body as it came. Out: a frame when the
new version is on the disk, upon which it waits for a line, an error as JSON or `{}`; and a frame at the end, with what
was written, or an error. An update that needs more memory than it may, or crashes the engine, takes this process with
it, and nothing of it stays.
"""

import json
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from ruhrgraph.graph.changes.lifecycle import prune
from ruhrgraph.graph.versions.repository import Version
from ruhrgraph.graph.versions.update import Change, GraphChange, Update
from ruhrgraph.graph.versions.write import WriteResult, write
from ruhrgraph.ontology.errors import BadRequestError, OverloadedError, RuhrgraphError, WriteLimitError
from ruhrgraph.server.engine.inspection import inspect_update
from ruhrgraph.server.engine.nesting import check_nesting
from ruhrgraph.server.engine.pool.wire import END, PREPARED, error_from_json, frame, pack_error
from ruhrgraph.server.engine.process_limits import end_with_parent, enlarge_stack, lift_memory_limit, limit_memory
from ruhrgraph.server.settings import EngineAddress, Settings
from ruhrgraph.server.sparql.update.operations import operations
from ruhrgraph.server.sparql.update.prologues import with_prologue_in_front
from ruhrgraph.server.sparql.update.rdf_bodies import documents
from ruhrgraph.server.sparql.update.using_clauses import with_dataset


@dataclass(frozen=True, slots=True)
class WriteTask:
    """One change as it crosses to the process, but for its body.

    `action` is `update`, or what to do with a graph; `graph` is its IRI, None the default graph. `using` and
    `using_named` are the dataset that the request of an update names; `content_type` is that of RDF;
    `expected` is the version that the change is meant for, as `write` has it. `engine` is another engine, in which the
    version has to come into use, with the base IRI `engine_base` and that default graph.
    """

    data: str
    keep: int
    memory: int
    parent: int
    action: Literal["update", "replace", "add", "delete"]
    base: str
    graph: str | None = None
    content_type: str | None = None
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    service_allow: tuple[str, ...] = ()
    expected: str | None = None
    keep_seconds: float = 0.0
    engine: EngineAddress | None = None
    engine_base: str = ""
    default_graph: str = "union"


def encode_task(task: WriteTask, body: bytes) -> bytes:
    """Return a task as the process reads it from its standard input."""
    return json.dumps([asdict(task), len(body)]).encode() + b"\n" + body


def decode_result(payload: bytes) -> WriteResult:
    """Return the result in the last frame of the process."""
    return WriteResult(**json.loads(payload))


def main() -> int:
    """Carry out one task."""
    fields, length = json.loads(sys.stdin.buffer.readline())
    task = WriteTask(**{**fields, "engine": EngineAddress(**fields["engine"]) if fields["engine"] else None})
    end_with_parent(task.parent)
    enlarge_stack()
    body = sys.stdin.buffer.read(length)
    try:
        limit_memory(task.memory)
        with ExitStack() as stack:
            addresses: Mapping[str, str] = {}
            if task.service_allow:
                from ruhrgraph.server.engine.service_relay import relay  # noqa: PLC0415  # it takes 40 ms

                addresses = stack.enter_context(relay(task.service_allow))
            change = _change(task, body, addresses)
            lift_memory_limit()  # the limit counts only what the change takes
            ready, prepare = partial(limit_memory, task.memory), partial(_prepare, task)
            written = write(Path(task.data), change, ready, task.expected, prepare)
        if written.changed:
            _prune(task)
        answer = frame(END, json.dumps(asdict(written)).encode())
    except RuhrgraphError as error:
        answer = pack_error(error)
    except MemoryError:
        answer = pack_error(WriteLimitError(too_much_memory(task.memory)))
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


def _prune(task: WriteTask) -> None:
    """Remove old versions; if that fails, the write is in use all the same, so only the log of the server tells."""
    try:
        prune(Path(task.data), task.keep, task.keep_seconds)
    except RuhrgraphError as error:
        sys.stderr.write(f"ruhrgraph: old versions cannot be removed: {error}\n")


def _prepare(task: WriteTask, version: Version) -> None:
    """Put a new version into another engine if there is one, and let the server get ready, before it comes into use.

    Raises:
        RuhrgraphError: The engine does not have it, the server cannot read it, or is gone.

    """
    if task.engine:
        from ruhrgraph.server.engine.remote.publication import publish_remotely  # noqa: PLC0415  # few have one

        settings = Settings(
            data=Path(task.data), base=task.engine_base, engine=task.engine, default_graph=task.default_graph
        )
        publish_remotely(version, settings, lambda _: None)
    sys.stdout.buffer.write(frame(PREPARED, version.digest.encode()))
    sys.stdout.buffer.flush()
    answer = sys.stdin.buffer.readline()
    if not answer:
        raise OverloadedError("the server is shutting down; try again later")
    if content := json.loads(answer):
        raise error_from_json(content)


def too_much_memory(mebibytes: int) -> str:
    """Return the message for a write that needs more memory than it may take."""
    return f"the write needs more than the {mebibytes} MiB of memory that it may take; send it in smaller parts"


def _change(task: WriteTask, body: bytes, addresses: Mapping[str, str]) -> Change:
    """Return the change of a task, after checking it.

    Raises:
        RuhrgraphError: The update is not to be carried out, or the body cannot be read.

    """
    if task.action != "update":
        found = documents(task.content_type, body) if task.action != "delete" else ()
        return GraphChange(task.action, task.graph, task.base, found)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadRequestError("the update is not valid UTF-8") from None
    allowed = _allowed(text, task, addresses)
    return Update(allowed, task.base, operations(allowed))


def _allowed(text: str, task: WriteTask, addresses: Mapping[str, str]) -> str:
    """Return the update to carry out: its prologues in front, without what it may not fetch, with the dataset.

    Raises:
        QuerySyntaxError, QueryRefusedError, BadRequestError: It is not to be carried out.

    """
    text = with_prologue_in_front(text)
    check_nesting(text, operators=False)
    text = inspect_update(text, addresses, task.base)
    return with_dataset(text, task.using, task.using_named)


if __name__ == "__main__":
    sys.exit(main())
