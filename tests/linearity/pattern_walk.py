"""The regular expressions of the package, found by reading its code, each with the methods that it is used by."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


@dataclass(frozen=True)
class FoundPattern:
    """A pattern, the place in the code that it comes from, and the methods that it is used by."""

    where: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


def patterns() -> Iterator[FoundPattern]:
    """Yield all patterns of the package."""
    for folder in ("ontology", "queries", "loaders", "graph", "server"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "import re\n" in path.read_text():
                name = ".".join(("ruhrgraph", *path.relative_to(ROOT).with_suffix("").parts))
                yield from _patterns_of(importlib.import_module(name))


def _patterns_of(module: ModuleType) -> Iterator[FoundPattern]:
    """Yield the patterns of a module: its own, those of its functions, and what functions without parameters return."""
    tree = ast.parse(inspect.getsource(module))
    methods, others = _uses(tree)
    for name, value in vars(module).items():
        used = methods.get(name, frozenset())
        if name in others or not used:
            used |= {"finditer", "fullmatch"}  # of whoever it is handed to, such as `Passage.split`
        for pattern in _patterns_in(value):
            yield FoundPattern(f"{module.__name__}.{name}", pattern, used)
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re."):
                with suppress(NameError):  # made of local names
                    yield _inline(module, node)
        if "Pattern" in ast.unparse(function.returns or ast.Constant("")) and not function.args.args:
            made = getattr(module, function.name)()
            yield FoundPattern(f"{module.__name__}.{function.name}", made, frozenset({"finditer"}))


def _uses(tree: ast.AST) -> tuple[dict[str, frozenset[str]], set[str]]:
    """Return the methods that are called on each name, and the names that are used in other ways."""
    methods: dict[str, frozenset[str]] = {}
    bases = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in METHODS:
            methods[node.value.id] = methods.get(node.value.id, frozenset()) | {node.attr}
            bases.add(id(node.value))
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
    return methods, {node.id for node in names if id(node) not in bases}


def _patterns_in(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from _patterns_in(tuple(value.values()))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _patterns_in(item)


def _inline(module: ModuleType, call: ast.Call) -> FoundPattern:
    """Return the pattern of `re.search(r"…", text)`.

    Raises:
        NameError: It is made of names of its function.

    """
    method = ast.unparse(call.func).removeprefix("re.")
    flags = [each for each in (*call.args[1:], *(word.value for word in call.keywords)) if "re." in ast.unparse(each)]
    # The code is our own.
    source, *given = (eval(ast.unparse(each), vars(module)) for each in (call.args[0], *flags))  # noqa: S307
    used = frozenset({method} if method in METHODS else {"finditer", "fullmatch"})
    return FoundPattern(f"{module.__name__}:{call.lineno}", re.compile(source, *given), used)
