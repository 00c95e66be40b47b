"""What all drawings need: their templates, `templates/graphics/`, and parts of a whole as SVG writes them."""

from math import isfinite
from typing import Any

from markupsafe import Markup

from ruhrgraph.server.http.page_context import PageContext
from ruhrgraph.server.http.templates import render
from ruhrgraph.server.language import Language


def draw(template: str, language: Language, **context: Any) -> Markup:  # noqa: ANN401  # whatever a template shows
    """Return a drawing.

    Args:
        template: The name of a file in `templates/graphics/`.
        language: The reader's language.
        context: What the template shows.

    """
    return Markup(render(PageContext(language=language), f"graphics/{template}", **context))  # noqa: S704  # it escapes


def share(part: float, whole: float) -> str:
    """Return a part of a whole in per cent; nothing of what is not finite."""
    found = part / whole
    return f"{100 * found:.2f}".rstrip("0").rstrip(".") + "%" if isfinite(found) else "0%"
