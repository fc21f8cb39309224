"""The rules of the house as functions from source to findings, so that tests can show that each one bites."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Container, Iterable, Iterator, Mapping

from tests.architecture.source import Module

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40

QT = ("PySide6", "shiboken6")

# What only works on one platform, or needs a display when it is imported, and the modules that may hold it
# at their top: those that implement one platform and are themselves imported lazily.
PLATFORM_LIBRARIES = {
    ("Xlib",): re.compile(r"/x\w+\.py$"),
    ("pywinctl", "pymonctl", "pywinbox"): re.compile(r"/(?!)"),
    ("pynput",): re.compile(r"/(?!)"),
    ("win32api", "win32con", "win32gui", "win32process", "ctypes.wintypes"): re.compile(
        r"/win32(_\w+)?\.py$"
    ),
    (*("AppKit", "ApplicationServices", "CoreFoundation", "HIServices", "Quartz", "objc"),): re.compile(
        r"/macos(_\w+)?\.py$"
    ),
}

MACHINE_TEXT = {
    "a folder of somebody's machine": re.compile(
        r"(?<![\w./-])/(?:home|Users)/(?!\w+/\.\.\.)[a-z]\w*/|(?<![\w./-])/(?:root|work|workspace|builds)/\w"
        r"|\b[A-Z]:\\Users\\\w"
    ),
    "a package registry": re.compile(
        r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|deb\.debian\.org|security\.debian\.org"
        r"|archive\.ubuntu\.com|conda\.anaconda\.org|--(?:extra-)?index-url|--find-links",
    ),
}


def forbidden_imports(source: Iterable[Module], packages: tuple[str, ...], why: str) -> Iterator[str]:
    """Imports of ``packages`` anywhere, lazy ones included."""
    for module in source:
        for found in module.imports():
            if found.is_of(packages):
                yield module.at(found.line, f"imports {found.name}; {why}")


def circles(source: Iterable[Module]) -> Iterator[str]:
    """Imports by which a package needs another one that, by way of others perhaps, needs it too."""
    by_name = {module.name: module for module in source}
    needs: dict[str, dict[str, str]] = {}
    for name, module in by_name.items():
        for found in module.imports():
            package, other = name.rpartition(".")[0], _package_of(found.name, by_name)
            if other not in ("", package):
                needs.setdefault(package, {})[other] = module.at(found.line, f"imports {found.name}")
    for package, others in sorted(needs.items()):
        for other, where in sorted(others.items()):
            if package in _reached(other, needs):
                yield f"{where}, and {other} needs {package}"


def _package_of(imported: str, modules: Container[str]) -> str:
    """The package of the module that is imported, or of what is imported from it; "" for others' code."""
    module = imported if imported in modules else imported.rpartition(".")[0]
    return module.rpartition(".")[0] if module in modules else ""


def _reached(start: str, needs: Mapping[str, Iterable[str]]) -> set[str]:
    seen, ahead = set(), [start]
    while ahead:
        package = ahead.pop()
        if package not in seen:
            seen.add(package)
            ahead += needs.get(package, ())
    return seen


def eager_platform_imports(source: Iterable[Module]) -> Iterator[str]:
    """Platform libraries at the top of modules that other platforms import too."""
    for module in source:
        for found in module.imports():
            for libraries, home in PLATFORM_LIBRARIES.items():
                if found.is_of(libraries) and not found.lazy and not home.search(module.path.as_posix()):
                    yield module.at(
                        found.line, f"imports {found.name} when it is imported; do it where it is used"
                    )


def full_init_files(source: Iterable[Module]) -> Iterator[str]:
    """``__init__.py`` files with more than a docstring in them."""
    for module in source:
        if module.path.name == "__init__.py":
            for node in module.tree.body:
                if not _is_docstring(node):
                    yield module.at(node.lineno, "an __init__.py is empty or a docstring")


def long_modules(source: Iterable[Module], longest: int = LONGEST_MODULE) -> Iterator[str]:
    """Modules in which a concept is probably missing."""
    for module in source:
        if module.lines > longest:
            yield module.at(longest + 1, f"{module.lines} lines; at most {longest}")


def long_functions(source: Iterable[Module], longest: int = LONGEST_FUNCTION) -> Iterator[str]:
    """Functions that are longer than a screen, docstring aside."""
    for module in source:
        for function in module.functions():
            body = [node for node in function.body if not _is_docstring(node)]
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            if lines > longest:
                yield module.at(function.lineno, f"{function.name} has {lines} lines; at most {longest}")


def silent_modules(source: Iterable[Module]) -> Iterator[str]:
    """Modules whose docstring does not begin with a sentence that says what they are for."""
    for module in source:
        first = (ast.get_docstring(module.tree) or "").split("\n", 1)[0]
        if not module.tree.body and module.path.name == "__init__.py":
            continue
        if len(first.split()) < 4 or not first.endswith((".", "?", ":")):
            yield module.at(1, f"first docstring line {first!r} does not say what the module is for")


def prints(source: Iterable[Module]) -> Iterator[str]:
    """Calls of print()."""
    for module in source:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                yield module.at(node.lineno, "prints; only the command line writes to the terminal")


def machine_text(file: str, text: str) -> Iterator[str]:
    """What holds on one machine or in one network only."""
    for number, line in enumerate(text.splitlines(), start=1):
        for what, pattern in MACHINE_TEXT.items():
            if found := pattern.search(line):
                yield f"{file}:{number}: names {what}: {found.group()}"


def median_length(source: Iterable[Module]) -> float:
    """The median length of modules that hold anything."""
    return statistics.median(module.lines for module in source if module.lines)


def nothing_found(findings: Iterable[str]) -> None:
    """Fail with every finding on a line of its own."""
    listed = "\n".join(findings)
    if listed:
        raise AssertionError(f"\n{listed}")


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
