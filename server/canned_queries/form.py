"""The form of a canned query: a field for each parameter, with choices from the data.

In: a query, the values that were given, and the things of the version. Out: fields for a template.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ruhrgraph.graph.schema.ontology import vocabulary
from ruhrgraph.ontology.errors import ChoiceError, NameNotFoundError
from ruhrgraph.queries import CannedQuery, Parameter
from ruhrgraph.queries.labels import NAMES, VALUES, label
from ruhrgraph.queries.lookup import KINDS, find_iris
from ruhrgraph.queries.things import Entity, Things
from ruhrgraph.server.language import Language, in_language
from ruhrgraph.server.language.collation import din_5007

_FEW = 30
"""Up to so many things are chosen from a list; of more a person types the first letters."""
_MANY = 500
"""Up to so many things are suggested; more would make the page too large."""
Control: TypeAlias = Literal["select", "suggestions", "text"]


@dataclass(frozen=True, slots=True)
class Option:
    """A value that one may choose, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FormField:
    """A field: the parameter, what it is called, its value, what one may choose, and what is wrong with the value."""

    parameter: Parameter
    label: str
    hint: str
    control: Control
    value: str
    options: tuple[Option, ...] = ()
    is_wrong: bool = False


def form_fields(
    query: CannedQuery, values: Mapping[str, str], things: Things, language: Language, fault: ChoiceError | None = None
) -> tuple[FormField, ...]:
    """Return the fields of a query's form.

    Args:
        query: The query.
        values: What was given.
        things: The named things of the version.
        language: The reader's language.
        fault: What is wrong with one of the values.

    """
    wrong = fault.parameter if fault else ""
    return tuple(_field(item, values.get(item.name, ""), things, language, wrong) for item in query.parameters)


def _field(parameter: Parameter, given: str, things: Things, language: Language, wrong: str) -> FormField:
    """Return the field of a parameter."""
    options = _options(parameter, things, language)
    listed = bool(parameter.choices) or (len(parameter.kinds) == 1 and 0 < len(options) <= _FEW)
    is_wrong = parameter.name == wrong
    control: Control = "select" if listed and not is_wrong else "suggestions" if options else "text"
    hint = parameter.descriptions.get(language, "")
    if control == "select":  # what one may write in a field comes first, and there is nothing to write
        hint = hint.partition("; ")[2] or hint
    return FormField(
        parameter,
        label(NAMES, parameter.name, language),
        hint[:1].upper() + hint[1:],
        control,
        _chosen(parameter, given, things, options) if listed and not is_wrong else given,
        options,
        is_wrong,
    )


def _options(parameter: Parameter, things: Things, language: Language) -> tuple[Option, ...]:
    """Return what one may choose for a parameter, those of the first kind, in German order."""
    if parameter.choices:
        return tuple(Option(choice, _choice_label(choice, things.base, language)) for choice in parameter.choices)
    found = things.by_type.get(KINDS[parameter.kinds[0]]) if parameter.kinds else None
    return _by_name(found.entities) if found and len(found.entities) <= _MANY else ()


def _by_name(entities: Iterable[Entity]) -> tuple[Option, ...]:
    """Return things as options: by number or acronym where they have one, each value once."""
    options = {
        entity.short_name: Option(
            entity.short_name,
            entity.label if entity.short_name == entity.label else f"{entity.short_name} – {entity.label}",
        )
        for entity in entities
    }
    return tuple(sorted(options.values(), key=lambda option: din_5007(option.label)))


def _choice_label(choice: str, base: str, language: Language) -> str:
    """Return what a choice is called: the name of a class has its label."""
    term = next((term for term in vocabulary(base).classes if term.name == choice), None)
    return in_language(language, term.label.de, term.label.en) if term else label(VALUES, choice, language)


def _chosen(parameter: Parameter, given: str, things: Things, options: Sequence[Option]) -> str:
    """Return the option that a given value means, whichever name of the thing it is."""
    if not given or any(option.value == given for option in options) or not parameter.kinds:
        return given
    try:
        iris = find_iris(given, parameter.kinds, things)
    except NameNotFoundError:
        return given
    found = things.entities.get(things.identifier(iris[0]))
    return found.short_name if found else given
