"""The documents that ship with the package."""

import hashlib

import pytest

from ruhrgraph.loaders.document import Document
from ruhrgraph.loaders.shipped import documents


@pytest.mark.parametrize("document", documents(), ids=lambda document: document.name)
def test_metadata(document: Document) -> None:
    """Each shipped document has a record of itself."""
    facts = document.metadata
    assert facts is not None
    assert all((facts.title, facts.publisher, facts.language, facts.kind, facts.read_on))
    assert document.sha256 == hashlib.sha256(document.text.encode()).hexdigest()
