"""What is known of the version in use: its damage, and whether its files have changed since they were read."""

from pathlib import Path

import pytest

from ruhrgraph.graph.versions.repository import publish
from ruhrgraph.ontology.errors import DamagedVersionError, DataFolderError, NotPublishedError
from ruhrgraph.server.engine.pool.version_watch import VersionWatch
from tests.graph.versions.damages import LINK_DAMAGES
from tests.graph.versions.examples import ONE


def test_what_is_wrong(tmp_path: Path) -> None:
    """Nothing is wrong with a version until reading it fails for damage, and nothing any more once it was read."""
    watch = VersionWatch(tmp_path)
    assert isinstance(watch.fault(""), NotPublishedError)
    version, _ = publish(tmp_path, ONE, b"{}")
    link, error = f"versions/{version.digest}", DamagedVersionError("damaged")
    watch.begin(link)
    watch.end(link, DataFolderError("no memory"))
    assert watch.fault(link) is None
    watch.end(link, error)
    assert watch.fault(link) is error
    assert not watch.has_changed(link)
    version.report.write_bytes(b"{ }")
    assert watch.has_changed(link)
    watch.begin(link)
    watch.end(link)
    assert watch.fault(link) is None
    watch.keep("another")
    assert not watch.has_changed(link)


@pytest.mark.parametrize("how", LINK_DAMAGES)
def test_links_that_name_no_version(tmp_path: Path, how: str, capfd: pytest.CaptureFixture[str]) -> None:
    """What is wrong with a link is told in the log once, and when it is right again."""
    version, _ = publish(tmp_path, ONE, b"{}")
    watch = VersionWatch(tmp_path)
    LINK_DAMAGES[how](tmp_path)
    for _ in range(3):
        watch.tell(watch.fault(""))
    watch.tell(None)
    first, second = capfd.readouterr().err.splitlines()
    assert "`ruhrgraph rollback DIGEST`" in first
    assert second == "ruhrgraph: the version in use can be read again"
    assert str(tmp_path) not in first
    assert version.folder.is_dir()
