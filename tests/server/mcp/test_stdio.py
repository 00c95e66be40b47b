"""Standard input and output without the library's client: lines, and the end."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.server.mcp.test_protocol import COMMAND

GREETING = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}
INITIALIZED = {"jsonrpc": "2.0", "method": "notifications/initialized"}


def test_lines_and_the_end(small_data: Path) -> None:
    """Bad lines do no harm, nothing but messages is on standard output, and the end of the input ends the command."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RUHRGRAPH_")}
    command = [sys.executable, "-c", COMMAND, "mcp", "--data", str(small_data)]
    call = {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "forums", "arguments": {}}}
    lines = [b"{bad", b"\xff\xfe", b"", json.dumps(GREETING).encode(), json.dumps(INITIALIZED).encode()]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"\n".join((*lines, json.dumps(call).encode(), b"")))
        process.stdin.flush()
        answers: dict[object, dict[str, object]] = {}
        while 2 not in answers:
            message = json.loads(process.stdout.readline())
            assert message["jsonrpc"] == "2.0"
            answers[message.get("id")] = message
        process.stdin.close()
        assert process.wait(20) == 0
        assert process.stdout.read() == b""
        assert b"Traceback" not in process.stderr.read()
    assert "Mobilität der Zukunft" in json.dumps(answers[2], ensure_ascii=False)
