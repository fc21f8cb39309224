"""docs/security.md names tests and commands: all of them exist."""

from __future__ import annotations

import argparse
import ast
import re
import shlex
from functools import cache
from pathlib import Path

import pytest

from overlay.cli.verbs import parser_for
from tests.architecture.source import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
TESTS = ROOT / "tests"
_NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)(?:\[(\w+)\])?`|`\[(\w+)\]`")
_COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


def named() -> list[tuple[str, str, str]]:
    """File, test and case; a case that stands alone belongs to the last test that had one."""
    found: list[tuple[str, str, str]] = []
    owner = ("", "")
    for file, test, case, alone in _NAMED.findall(PAGE):
        if case:
            owner = (file, test)
        found.append((*owner, alone) if alone else (file, test, case))
    return found


@cache
def file_of(name: str) -> Path:
    """The one test module whose path ends like that."""
    (found,) = [path for path in TESTS.rglob("test_*.py") if f"/{path.as_posix()}".endswith(f"/{name}")]
    return found


@cache
def functions(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("file", "test", "case"), named())
def test_every_test_that_is_named_is_there(file: str, test: str, case: str) -> None:
    there = functions(file_of(file))
    assert test in there
    assert not case or case in there  # the attacks are functions of that name


def test_enough_of_them_are_found() -> None:
    assert len(named()) > 80


@pytest.mark.parametrize("command", _COMMANDS)
def test_every_command_is_one(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = [word.replace("/media/usb/", "") for word in shlex.split(command)]
    for name in ("CHANNEL", "keys"):
        (tmp_path / name).mkdir()
    assert isinstance(parser_for(["--help"]).parse_args(words[1:]), argparse.Namespace)
