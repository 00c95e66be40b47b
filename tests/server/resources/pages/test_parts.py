"""Parts of things lead to the page that shows them."""

import httpx
import pytest


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("moderation/13-hendrik-wuest", "themenforum/13"),
        ("laufzeit/13-01", "projekt/13-01"),
        ("massnahme/13-01-1", "projekt/13-01"),
        ("beleg/c", "projekt/13-01"),
    ],
)
def test_parts(server: httpx.Client, part: str, whole: str) -> None:
    """The page of a part says what it belongs to, in both languages, and all its forms answer."""
    assert f'Gehört zu: <a href="/doc/{whole}">' in server.get(f"/doc/{part}").text
    assert f'Part of: <a href="/en/doc/{whole}">' in server.get(f"/en/doc/{part}").text
    assert server.get(f"/doc/{part}.nt").is_success


def test_what_is_no_part(server: httpx.Client) -> None:
    """Other things do not say that they belong to one."""
    assert "Gehört zu:" not in server.get("/doc/person/hendrik-wuest").text
