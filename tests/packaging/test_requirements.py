"""constraints.txt pins what pyproject.toml asks for, and says nothing of where it comes from."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest

from tests.architecture.source import ROOT
from tests.packaging.scripts import PACKAGING, load

requirements = load("requirements")

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINS = [
    line
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def test_constraints_are_plain_pins() -> None:
    assert [line for line in PINS if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


def test_constraints_name_no_address_and_no_hash() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")

    assert not re.search(r"://|--|@|sha256|file:", text)


@pytest.mark.parametrize("group", ["dependencies", *PROJECT["optional-dependencies"]])
def test_constraints_pin_everything_the_project_asks_for(group: str) -> None:
    lines = PROJECT["optional-dependencies"].get(group) or PROJECT["dependencies"]
    pinned = {requirements.distribution(line) for line in PINS}

    assert {requirements.distribution(line) for line in lines} - pinned == set()


def test_on_linux_pip_alone_needs_no_compiler() -> None:
    pynput = [line for line in PROJECT["dependencies"] if line.startswith("pynput")]

    assert [line.partition(";")[2].strip() for line in pynput] == ["sys_platform == 'win32'"]


def test_requirements_without_qt_keep_the_rest() -> None:
    lines = requirements.requirements(extras=["test"], without=["pyside6_essentials"])

    expected = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    assert lines == [line for line in expected if not line.startswith("PySide6")]


def test_leaving_out_what_is_not_required_is_an_error() -> None:
    done = subprocess.run(
        [sys.executable, str(PACKAGING / "requirements.py"), "--without", "PySide7"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "does not require pyside7" in done.stderr


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("PySide6-Essentials>=6.8", "pyside6-essentials"),
        ("a.b_c[extra]~=1", "a-b-c"),
        ("pynput >= 1; sys_platform", "pynput"),
        ("plain", "plain"),
    ],
)
def test_the_name_of_a_requirement(line: str, name: str) -> None:
    assert requirements.distribution(line) == name
