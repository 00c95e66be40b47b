"""Pages for people: Jinja templates of this package, compiled once, in German and English.

In: a template of `templates/`, where the page is, and what it shows. Out: HTML, or a response that a browser lets load
nothing but the files of this server. Besides what it shows, a template gets `root` (for data and files), `home` (for
links to pages), `language`, `path`, `address` and `has_contact` of its `PageContext`, and the functions `t` (the text
in the reader's language), `number`, `date`, `size` and `static` (the address of a file).
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from starlette.requests import Request
from starlette.responses import HTMLResponse

from ruhrgraph.server.http.page_context import PageContext, page_context
from ruhrgraph.server.http.static_files import STATIC_VERSION, static_path
from ruhrgraph.server.language import LANGUAGES, Language, in_language
from ruhrgraph.server.language.dates import date_text
from ruhrgraph.server.language.numbers import number_text, size_text

_FOLDER = Path(__file__).parents[1] / "templates"

PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""The Content-Security-Policy of all pages: what they load comes from here, and nothing stands in the page itself."""

_SOURCES = b"".join(path.read_bytes() for path in sorted(_FOLDER.rglob("*.*")))
TEMPLATES_HASH = sha256(_SOURCES + STATIC_VERSION.encode()).hexdigest()[:16]
"""What changes when any template or file of the pages does: a part of the ETag of pages."""


class _SharedCode(BytecodeCache):
    """The code of templates, which is the same in both languages and takes long to make."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template the code that was made for it."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code that was made for a template."""
        self._code[bucket.key] = bucket.bytecode_to_string()


_CODE = _SharedCode()


def _environment(language: Language) -> Environment:
    """Return the templates in a language."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_CODE,
    )
    environment.globals |= {
        "t": lambda de, en: in_language(language, de, en),
        "number": lambda value, places=0: number_text(value, language, places),
        "date": lambda edtf: date_text(edtf, language),
        "size": lambda count: size_text(count, language),
        "language": language,
    }
    return environment


_ENVIRONMENTS = {language: _environment(language) for language in LANGUAGES}


def render(page: PageContext, template: str, /, **context: Any) -> str:  # noqa: ANN401  # whatever a template shows
    """Return a page.

    Args:
        page: Where it is, and in which language.
        template: The name of a file in `templates/`.
        context: What it shows.

    """
    where = {
        "root": page.root,
        "home": page.home,
        "path": page.path,
        "address": page.address,
        "has_contact": page.has_contact,
    }
    files = {"static": lambda name: f"{page.root}{static_path(name)}"}
    return _ENVIRONMENTS[page.language].get_template(template).render(**where, **files, **{"section": "", **context})


def page_response(
    request: Request,
    template: str,
    /,
    query: str = "",
    status: int = 200,
    **context: Any,  # noqa: ANN401  # as `render`
) -> HTMLResponse:
    """Return a page as a response.

    Args:
        request: The request for it.
        template: The name of a file in `templates/`.
        query: The query string that the page depends on (`page_context`).
        status: The HTTP status.
        context: What it shows.

    """
    page = page_context(request, query)
    return HTMLResponse(render(page, template, **context), status, {"content-security-policy": PAGE_POLICY})
