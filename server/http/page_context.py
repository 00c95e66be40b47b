"""Where a page is and in which language: what every template needs to know besides what it shows.

In: a request. Out: a frozen value, which renderers in other threads get, too.
"""

from dataclasses import dataclass

from starlette.requests import Request

from ruhrgraph.server.http.urls import path_below_root, root_path, root_url
from ruhrgraph.server.language import Language, language
from ruhrgraph.server.settings import Settings


@dataclass(frozen=True, slots=True)
class PageContext:
    """Where a page is.

    `root` is the path of the server's root and `address` its URL, both ending in `/`; `path` is that of the page below
    the root, without the language, with those parameters that the page depends on. `has_contact` is whether the
    settings say whom to ask.
    """

    root: str = "/"
    language: Language = "de"
    path: str = ""
    address: str = "/"
    has_contact: bool = True

    @property
    def home(self) -> str:
        """The path that links to pages in the same language begin with."""
        return f"{self.root}en/" if self.language == "en" else self.root


def page_context(request: Request, query: str = "") -> PageContext:
    """Return the context of the page at a request's address.

    Args:
        request: The request.
        query: The query string that the page depends on, without `?`; all other parameters are passed over.

    """
    settings: Settings = request.app.state.settings
    # A page has one address, whether the client named the format by a suffix or by `Accept`.
    # Slashes at its beginning would make the link to its twin in the other language lead to another server.
    path = f"{path_below_root(request).lstrip('/').removesuffix('.html')}{f'?{query}' if query else ''}"
    has_contact = settings.offer.contact is not None
    return PageContext(root_path(request), language(request), path, root_url(request), has_contact)
