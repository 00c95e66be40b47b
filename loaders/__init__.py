"""The loaders: what does a document say?

In comes a document's text; out goes a `Reading`: typed records, each field with the characters that it was read from,
and an account of every character. Nothing here knows RDF; a kind of document is one module with `recognises` and
`load`, and `prepared` if its text has to be changed before.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from ruhrgraph.loaders.characters import cleaned
from ruhrgraph.loaders.document import Document
from ruhrgraph.loaders.mapped_document import MappedDocument, whole_reading
from ruhrgraph.loaders.records import Reading
from ruhrgraph.loaders.white_space import shortened
from ruhrgraph.ontology.errors import UnknownDocumentError


@dataclass(frozen=True, slots=True)
class Loader:
    """One kind of document: the module's name and its functions; `prepared` changes the text if markup says nothing."""

    name: str
    recognises: Callable[[Document], bool]
    load: Callable[[Document], Reading]
    prepared: Callable[[Document], MappedDocument | None]


@cache
def loaders() -> tuple[Loader, ...]:
    """Return all loaders in this folder, by name; a module is one if it has `recognises` and `load`."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg)
    modules = ((name, importlib.import_module(f"{__name__}.{name}")) for name in names)
    return tuple(
        Loader(name, module.recognises, module.load, getattr(module, "prepared", lambda _: None))
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
    texts = [(loader, loader.prepared(short)) for loader in loaders()]
    found = [(loader, text) for loader, text in texts if loader.recognises(text or short)]
    if len(found) == 1:
        loader, text = found[0]
        reading = whole_reading(loader.load(text or short), text or short, document)
        # What was left out says nothing, so there is nothing in it to understand.
        left_out = [*(clean.left_out() if clean else ()), *(map(short.span, text.left_out()) if text else ())]
        repairs = [*(clean.repairs if clean else ()), *(text.repairs if text else ())]
        return replace(reading, understood=(*reading.understood, *left_out), issues=(*repairs, *reading.issues))
    kinds = ", ".join(loader.name for loader in ([loader for loader, _ in found] or loaders()))
    where = document.where or document.name
    if found:
        raise UnknownDocumentError(f"{where}:1: fits several kinds of document ({kinds}); split it by kind")
    raise UnknownDocumentError(f"{where}:1: is no document of a known kind ({kinds}); see docs/add-a-loader.md")
