"""The loaders: what does a document say?

In comes a document's text; out goes a `Reading`: typed records, each field with the characters that it was read from,
and an account of every character. Nothing here knows RDF; a kind of document is one module with `recognises` and
`load`.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from ruhrgraph.loaders.characters import cleaned
from ruhrgraph.loaders.document import Document
from ruhrgraph.loaders.mapped_document import whole_reading
from ruhrgraph.loaders.records import Reading
from ruhrgraph.loaders.white_space import shortened
from ruhrgraph.ontology.errors import UnknownDocumentError


@dataclass(frozen=True, slots=True)
class Loader:
    """One kind of document: the module's name and its two functions."""

    name: str
    recognises: Callable[[Document], bool]
    load: Callable[[Document], Reading]


@cache
def loaders() -> tuple[Loader, ...]:
    """Return all loaders in this folder, by name; a module is one if it has `recognises` and `load`."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)
    modules = ((name, importlib.import_module(f"{__name__}.{name}")) for name in names)
    return tuple(
        Loader(name, module.recognises, module.load)
        for name, module in modules
        if hasattr(module, "recognises") and hasattr(module, "load")
    )


def load(document: Document) -> Reading:
    """Read a document with the loader that recognises it.

    Raises:
        UnknownDocumentError: No loader recognises it, or more than one does.

    """
    clean = cleaned(document)
    short = shortened(clean or document)
    found = [loader for loader in loaders() if loader.recognises(short)]
    if len(found) == 1:
        reading = whole_reading(found[0].load(short), short, document)
        if clean is None:
            return reading
        # What was left out says nothing, so there is nothing in it to understand.
        understood = (*reading.understood, *clean.left_out())
        return replace(reading, understood=understood, issues=(*clean.repairs, *reading.issues))
    kinds = ", ".join(loader.name for loader in (found or loaders()))
    where = document.where or document.name
    if found:
        raise UnknownDocumentError(f"{where}:1: fits several kinds of document ({kinds}); split it by kind")
    raise UnknownDocumentError(f"{where}:1: is no document of a known kind ({kinds}); see docs/add-a-loader.md")
