"""`ruhrgraph report` as a process of its own."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def test_report(ruhrgraph: Run, data: Path) -> None:
    """The report is JSON as it was published, or text with a line for each issue."""
    content = ruhrgraph("report", "--format", "json", "--data", str(data)).stdout
    report = json.loads(content)
    assert content == (data / "current").joinpath("report.json").read_bytes()
    text = ruhrgraph("report", RUHRGRAPH_DATA=str(data)).stdout.decode()
    for document in report["documents"]:
        assert f"{document['document']} (read as {document['loader']}" in text
        assert document["notUnderstood"] == []
        for issue in document["issues"]:
            assert f"{document['document']}:{issue['line']}: {issue['severity']}: {issue['message']}" in text
    assert report["shapes"]
    for item in report["shapes"]:
        assert f"  {item['severity']}: {item['focus']}: {item['message']}" in text
