"""The templates of drawings, `templates/graphics/`, and what they need to write numbers and texts."""

from functools import cache
from pathlib import Path
from typing import Any

from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_FOLDER = Path(__file__).parents[1] / "templates" / "graphics"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def draw(template: str, language: str, **context: Any) -> Markup:  # noqa: ANN401  # whatever a template shows
    """Return a drawing.

    Args:
        template: The name of a file in `templates/graphics/`.
        language: The reader's language, `de` or `en`.
        context: What the template shows. It also gets `t`, which picks a text, and `number`, which writes one.

    """
    return Markup(  # noqa: S704  # the template escapes
        _environment()
        .get_template(template)
        .render(
            t=lambda de, en: en if language == "en" else de,
            number=lambda value: format_decimal(value, locale=language),
            language=language,
            **context,
        )
    )


def share(part: float, whole: float) -> str:
    """Return a part of a whole in per cent, as attributes of SVG have it."""
    return f"{100 * part / whole:.2f}".rstrip("0").rstrip(".") + "%"
