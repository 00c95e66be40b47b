"""What the classes of the ontology are called."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from ruhrgraph.graph.schema.ontology import vocabulary
from ruhrgraph.server.language.words import LANGUAGES, Language, in_language


@lru_cache(maxsize=len(LANGUAGES))
def class_names(base: str, language: Language) -> Mapping[str, str]:
    """Return the labels of all classes by the ends of their IRIs: `Ort`, „Veranstaltungsort“."""
    classes = vocabulary(base).classes
    return MappingProxyType({each.name: in_language(language, each.label.de, each.label.en) for each in classes})
