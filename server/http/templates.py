"""Pages for people: Jinja templates of this package, compiled once; no scripts, and nothing from elsewhere.

In: a template of `templates/` and what it shows. Out: HTML, or a response that a browser lets do nothing but show it.
A page gets `root`, the path of the server's root (`urls.root_path`), which all its links begin with.
"""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

_FOLDER = Path(__file__).parents[1] / "templates"
_STYLE = Markup((_FOLDER / "style.css").read_text("utf-8"))  # noqa: S704  # comes with the package


def _hash(text: str) -> str:
    """Return the hash by which a policy names a style or a script."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def content_security_policy(*scripts: str, styles: Iterable[str] = ()) -> str:
    """Return the Content-Security-Policy of a page: the style of all and these scripts and styles, word for word."""
    looks = " ".join(map(_hash, (_STYLE, *styles)))
    allowed = f"script-src {' '.join(map(_hash, scripts))}; " if scripts else ""
    return (
        f"default-src 'none'; style-src {looks}; {allowed}form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )


PAGE_POLICY = content_security_policy()
"""The Content-Security-Policy of the pages without scripts."""

TEMPLATES_HASH = sha256(b"".join(path.read_bytes() for path in sorted(_FOLDER.glob("*.*")))).hexdigest()[:16]
"""What changes when any template does: a part of the ETag of pages."""

_environment = Environment(
    loader=FileSystemLoader(_FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_environment.globals["style"] = _STYLE


def render(template: str, **context: Any) -> str:  # noqa: ANN401  # whatever a template shows
    """Return a page.

    Args:
        template: The name of a file in `templates/`.
        context: What it shows; `root` is the path of the server's root, `/` where it is not given.

    """
    return _environment.get_template(template).render({"root": "/", **context})


def page_response(template: str, **context: Any) -> HTMLResponse:  # noqa: ANN401  # as `render`
    """Return a page as a response; as `render`."""
    return HTMLResponse(render(template, **context), headers={"content-security-policy": PAGE_POLICY})
