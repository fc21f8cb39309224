"""What wheels for macOS say of its names, read from their files: nothing of them is imported or run."""

from __future__ import annotations

import ast
import re
import zipfile
from functools import cached_property
from pathlib import Path


class Wheels:
    """All wheels of ``folder`` together."""

    def __init__(self, folder: Path) -> None:
        self._files: dict[str, bytes] = {}
        for wheel in folder.glob("*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                self._files |= {name: archive.read(name) for name in archive.namelist()}

    def names(self, prefix: str) -> set[str]:
        """Every name in the Python files below ``prefix``, be it code or the text of a table of names."""
        code = (
            data for name, data in self._files.items() if name.startswith(prefix) and name.endswith(".py")
        )
        return {word for data in code for word in re.findall(r"[A-Za-z_]\w*", data.decode())}

    def has_selector(self, selector: str) -> bool:
        """Whether Objective-C's ``selector`` ("removeObserver:") stands in any file, compiled ones too."""
        spellings = "|".join({re.escape(selector), selector.replace(":", "_")})
        whole = re.compile(rb"(?<![\w:])(" + spellings.encode() + rb")(?![\w:])")
        return any(whole.search(data) for data in self._files.values())

    @cached_property
    def argument_counts(self) -> dict[str, int]:
        """How many arguments each C function takes that pyobjc describes."""
        counts: dict[str, int] = {}
        for name, data in self._files.items():
            if name.endswith("_metadata.py"):
                for node in ast.parse(data).body:
                    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "functions":
                        counts |= _argument_counts(node.value)
        return counts

    def constants(self, file: str) -> dict[str, int]:
        """The numbers that the Python file defines: ``NAME = 5`` and ``NAME = SomeType(5)``."""
        found: dict[str, int] = {}
        for node in ast.parse(self._files[file]).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                value = (
                    node.value.args[0] if isinstance(node.value, ast.Call) and node.value.args else node.value
                )
                if isinstance(value, ast.Constant) and isinstance(value.value, int):
                    found[node.targets[0].id] = value.value
        return found


def _argument_counts(table: ast.expr) -> dict[str, int]:
    assert isinstance(table, ast.Dict)
    counts: dict[str, int] = {}
    for key, value in zip(table.keys, table.values, strict=True):
        if isinstance(key, ast.Constant) and isinstance(value, ast.Tuple):
            encoding = value.elts[0]
            if isinstance(encoding, ast.Constant) and isinstance(encoding.value, bytes):
                counts[str(key.value)] = count_types(encoding.value.decode()) - 1  # the first is the result's
    return counts


def count_types(encoding: str) -> int:
    """How many types stand in Objective-C's ``encoding`` of a signature, such as "i^{__CFString=}d"."""
    count, at = 0, 0
    while at < len(encoding):
        if encoding[at] in "^rnNoORV":  # a pointer to what follows, or how it is passed
            at += 1
            continue
        if encoding[at] in "{[(":
            depth = 0
            while True:
                depth += (encoding[at] in "{[(") - (encoding[at] in "}])")
                if depth == 0:
                    break
                at += 1
        at += 2 if encoding.startswith("@?", at) else 1
        count += 1
    return count
