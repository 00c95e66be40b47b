"""The gold standard that was read by hand: both shipped documents, and documents that no loader was written for."""

import json
from pathlib import Path
from typing import Any

from ruhrgraph.loaders import load
from ruhrgraph.loaders.document import ReadValue, read
from ruhrgraph.loaders.shipped import documents
from ruhrgraph.ontology.names import find_authority

GOLD = Path(__file__).parents[1] / "gold"
UNSEEN = GOLD / "unseen"
FORUMS = ["themenforen", *sorted(path.stem for path in UNSEEN.glob("forum-*.json"))]
PROJECTS = ["handlungsfelder", *sorted(path.stem for path in UNSEEN.glob("projekte-*.json"))]


def pair(name: str) -> tuple[Any, Any]:
    """Return what is read of a document, and its gold standard."""
    for document in documents():
        if document.name == name:
            return load(document), json.loads((GOLD / f"{name}.json").read_text())
    (path,) = (path for path in UNSEEN.glob(f"{name}.*") if path.suffix != ".json")
    return load(read(path)), json.loads((UNSEEN / f"{name}.json").read_text())


def value(item: ReadValue[Any] | None) -> Any:  # noqa: ANN401 - values of all kinds are compared
    """Return the value of a field, None if there is none."""
    return item.value if item is not None else None


def folded(text: str | None) -> str | None:
    """Return a text with single spaces."""
    return None if text is None else " ".join(text.split())


def ends(item: ReadValue[str] | None, width: tuple[int, int] = (60, 40)) -> tuple[str | None, str | None]:
    """Return the beginning and the end of a text, as the gold standard holds long texts."""
    text = folded(value(item))
    return (text[: width[0]].strip(), text[-width[1] :].strip()) if text is not None else (None, None)


def gold_ends(entry: dict[str, Any], name: str) -> tuple[str | None, str | None]:
    """Return the beginning and the end of a text in the gold standard."""
    start, end = folded(entry[f"{name}Start"]), folded(entry[f"{name}End"])
    return (start and start[:60].strip(), end and end[-40:].strip())


def town(name: str | None) -> str | None:
    """Return the label of a municipality, however it is spelt."""
    record = find_authority("gemeinde", name) if name else None
    return record.label if record else name
