"""The examples of docs/command-line.md and policy.md are run; the former leaves no verb and no option out."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.bundles.builtin import accounts_team
from overlay.cli.verbs import parser_for
from tests.overlay.cli.conftest import ROOT
from tests.overlay.desk import write_bundle

PAGE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
POLICY = (ROOT / "docs" / "policy.md").read_text(encoding="utf-8")
BROKEN = (
    "---\ntitle: Pay\nwhen: {title_re: '('}\nkeywords: [pay]\nowner: me\nreview_by: 2099-12-31\n---\nText.\n"
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the examples are for a POSIX shell")


def examples() -> Iterator[list[tuple[str, str]]]:
    """For each block of the page the commands and what each of them says."""
    for block in re.findall(r"```console\n(.*?)```", PAGE + POLICY, re.DOTALL):
        commands = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
        yield [(command.partition("\n")[0], command.partition("\n")[2]) for command in commands]


@pytest.fixture
def desk(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the page describes, with `sidecue` on the path."""
    shutil.copytree(accounts_team(), tmp_path / "accounts-team")
    write_bundle(tmp_path / "broken", pay=BROKEN)
    program = home / "bin" / "sidecue"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m overlay.cli.main "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


@pytest.mark.parametrize("block", [pytest.param(block, id=block[0][0][:40]) for block in examples()])
def test_an_example_says_what_the_page_says(block: list[tuple[str, str]], desk: Path) -> None:
    for command, said in block:
        done = subprocess.run(
            ["bash", "-c", command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=desk,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
        assert re.fullmatch(re.escape(said).replace("…", ".*"), done.stdout, re.DOTALL), (
            f"$ {command}\nsays\n{done.stdout}\nand the page has\n{said}"
        )


def parsers(parser: argparse.ArgumentParser, verb: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield verb, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from parsers(inner, f"{verb} {name}".strip())


def test_no_verb_and_no_option_is_left_out() -> None:
    inner = [
        (verb, parser)
        for verb, parser in parsers(parser_for(["--help"]))
        if not verb.startswith(("read-", "encode-", "write-", "send-"))
    ]
    options = {
        option
        for _, parser in inner
        for action in parser._actions
        for option in action.option_strings
        if option.startswith("--")
    }
    words = {word for verb, _ in inner for word in verb.split()}

    assert {option for option in options if option not in PAGE} == set()
    assert {word for word in words if not re.search(rf"\b{word}\b", PAGE)} == set()
