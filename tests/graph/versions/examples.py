"""What the tests of versions share: data folders with several versions."""

from pathlib import Path

from ruhrgraph.graph.versions.repository import publish


def publish_versions(data: Path, count: int) -> list[str]:
    """Publish some versions of one triple each and return their digests, the newest first."""
    datasets = (f"<urn:a> <urn:b> <urn:{number}> .\n".encode() for number in range(count))
    return [publish(data, dataset, b"{}")[0].digest for dataset in datasets][::-1]
