"""The files that pages load: their addresses."""

import pytest

from ruhrgraph.server.http.static_files import STATIC_VERSION, static_path


def test_path() -> None:
    """The address of a file changes with the files."""
    assert static_path("style.css") == f"static/{STATIC_VERSION}/style.css"


@pytest.mark.parametrize("name", ["missing.css", "../app.py", ""])
def test_no_such_file(name: str) -> None:
    """A template that names a file that there is not is at fault."""
    with pytest.raises(KeyError):
        static_path(name)
