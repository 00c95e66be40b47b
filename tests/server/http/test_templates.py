"""Pages: what they may do in a browser, and that text in them is text."""

from base64 import b64encode
from hashlib import sha256

import pytest
from jinja2 import UndefinedError

from ruhrgraph.server.http.templates import PAGE_POLICY, content_security_policy, page_response, render


def test_a_policy_names_the_style_word_for_word() -> None:
    """The one style of a page is the one that its policy allows; nothing else may be loaded."""
    answer = page_response("query_form.html", example="ASK {}")
    style = bytes(answer.body).decode().partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in PAGE_POLICY
    assert answer.headers["content-security-policy"] == PAGE_POLICY
    assert PAGE_POLICY.startswith("default-src 'none'")
    assert "script-src" not in PAGE_POLICY


def test_a_script_is_allowed_by_its_hash_alone() -> None:
    """A page with a script names it by its hash."""
    digest = b64encode(sha256(b"let a = 1;").digest()).decode()
    assert f"script-src 'sha256-{digest}';" in content_security_policy("let a = 1;")


def test_text_is_no_markup() -> None:
    """What is shown is escaped, and what a template needs has to be given."""
    assert "&lt;b&gt;&#34;" in render("query_form.html", example='<b>"')
    with pytest.raises(UndefinedError):
        render("query_form.html")
