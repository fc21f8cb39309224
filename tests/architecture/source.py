"""Our own source as the architecture tests see it: modules and what they import. Not for judging it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("triggers", "content", "overlay")


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module, dotted; ``lazy`` when it happens inside a function only."""

    name: str
    line: int
    lazy: bool

    def is_of(self, packages: tuple[str, ...]) -> bool:
        """Whether it imports one of ``packages`` or something inside of one."""
        return any(self.name == package or self.name.startswith(f"{package}.") for package in packages)


@dataclass(frozen=True)
class Module:
    """One source file; ``path`` is relative to the root of the tree."""

    root: Path
    path: Path

    @cached_property
    def text(self) -> str:
        """The file as it is."""
        return (self.root / self.path).read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The file, parsed."""
        return ast.parse(self.text, str(self.path))

    @property
    def name(self) -> str:
        """How it is imported."""
        return ".".join(self.path.with_suffix("").parts).removesuffix(".__init__")

    @property
    def lines(self) -> int:
        """How long the file is."""
        return len(self.text.splitlines())

    def at(self, line: int, what: str) -> str:
        """A finding in the form that editors can follow."""
        return f"{self.path.as_posix()}:{line}: {what}"

    def imports(self) -> Iterator[Import]:
        """Every import, also those inside functions; those for the type checker alone are left out."""
        yield from self._imports(self.tree, lazy=False)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def _imports(self, parent: ast.AST, *, lazy: bool) -> Iterator[Import]:
        for node in ast.iter_child_nodes(parent):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(alias.name, node.lineno, lazy)
            elif isinstance(node, ast.ImportFrom):
                base = self._absolute(node)
                for alias in node.names:
                    yield Import(f"{base}.{alias.name}", node.lineno, lazy)
            elif isinstance(node, ast.If) and _is_for_types_only(node.test):
                for branch in node.orelse:
                    yield from self._imports(branch, lazy=lazy)
            else:
                inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
                yield from self._imports(node, lazy=lazy or inside)

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = self.path.parent.parts[: len(self.path.parent.parts) - node.level + 1]
        return ".".join([*package, *([node.module] if node.module else [])])


def modules(*packages: str, root: Path = ROOT) -> list[Module]:
    """Every module of ``packages``, sorted."""
    files = (file for package in packages for file in (root / package).rglob("*.py"))
    return [Module(root, file.relative_to(root)) for file in sorted(files)]


def _is_for_types_only(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )
