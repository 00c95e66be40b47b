"""Which tests are known to fail, and why; and all tests as parameters of pytest.

In: `expected_failures.toml`, from the name of a test to its cause. Out: a parameter for each test. A test that is known
to fail must fail: should a newer engine pass it, its line in that file has to go.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest

from tests.w3c.manifest import BASE, MISSING, cases
from tests.w3c.runner import Mismatch

FAILURES = Path(__file__).with_name("expected_failures.toml")


class Named(Protocol):
    """A test that has a name."""

    @property
    def iri(self) -> str:
        """Return its name."""


@cache
def expected_failures() -> Mapping[str, str]:
    """Return the causes of the failures that are known, by the IRIs of their tests."""
    causes: Mapping[str, Mapping[str, str]] = tomllib.loads(FAILURES.read_text(encoding="utf-8"))
    return {f"{BASE}{name}": cause for group in causes.values() for name, cause in group.items()}


def of_section(section: str) -> list[object]:
    """Return the tests of a section as parameters."""
    return parameters(case for case in cases() if case.section == section)


def failing() -> list[object]:
    """Return the tests that are known to fail, as parameters without that mark."""
    return parameters((case for case in cases() if case.iri in expected_failures()), marked=False)


def parameters(tests: Iterable[Named], *, marked: bool = True) -> list[object]:
    """Return tests as parameters; where the suite is missing, one that is skipped and says so."""
    found: list[object] = [pytest.param(test, id=short(test), marks=_marks(test) if marked else ()) for test in tests]
    return found or [pytest.param(None, id="no-suite", marks=pytest.mark.skip(reason=MISSING))]


def short(test: Named) -> str:
    """Return a short name: `bind/bind01`."""
    return test.iri.removeprefix(BASE).replace("/manifest#", "/")


def _marks(test: Named) -> tuple[pytest.MarkDecorator, ...]:
    """Return the mark of a test that is known to fail."""
    cause = expected_failures().get(test.iri)
    return () if cause is None else (pytest.mark.xfail(reason=cause, strict=True, raises=Mismatch),)
