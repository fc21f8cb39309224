"""Which names of macOS our modules use, read from their source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

MODULES = {
    "appkit": "AppKit",
    "core": "CoreFoundation",
    "services": "HIServices",
    "objc": "objc",
    "HIServices": "HIServices",
}
"""What our adapter calls each module of pyobjc, as a variable or with an underscore as its own attribute."""


@dataclass(frozen=True)
class Symbol:
    """A name of a module, and with how many arguments it is called, None where it is not."""

    module: str
    name: str
    arguments: int | None = None


def symbols(source: str, modules: dict[str, str]) -> Iterator[Symbol]:
    """What is taken from each of ``modules``, by the names they have in ``source``."""
    calls: dict[ast.expr, int] = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and not any(isinstance(part, ast.Starred) for part in node.args):
            calls[node.func] = len(node.args)
        if isinstance(node, ast.Attribute):
            holder = node.value
            owner = holder.attr if isinstance(holder, ast.Attribute) else ast.unparse(holder)
            if owner.removeprefix("_") in modules:
                yield Symbol(modules[owner.removeprefix("_")], node.attr, calls.get(node))


def selectors(source: str) -> set[str]:
    """Objective-C's methods that ``source`` calls: the only attributes of ours in camel case."""
    taken = {symbol.name for symbol in symbols(source, MODULES)}
    names = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    pythons = {"getLogger"}
    return {name.replace("_", ":") for name in names - taken - pythons if re.match(r"[a-z]+[A-Z]", name)}


def texts(source: str, pattern: str) -> set[str]:
    """The string constants of ``source`` that ``pattern`` describes whole."""
    constants = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {value for value in constants if isinstance(value, str) and re.fullmatch(pattern, value)}
