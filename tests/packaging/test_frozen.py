"""The frozen folder runs on a desktop, with nothing of the source tree or its Python within reach."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.desktop.xsession import XSession
from tests.packaging.conftest import Packages
from tests.packaging.running import starts_and_quits

pytestmark = [pytest.mark.package, pytest.mark.timeout(900)]

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def ask(packages: Packages, *arguments: str) -> str:
    """What a command of the frozen program answers, without a display and outside of the source tree."""
    return subprocess.run(
        [str(packages.folder / "sidecue"), *arguments],
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout


def test_it_starts_on_a_desktop_and_answers(packages: Packages, tmp_path: Path) -> None:
    with XSession() as session:
        starts_and_quits(session, str(packages.folder / "sidecue"), "--profile", str(tmp_path / "profile"))


def test_it_knows_its_version_and_its_commands(packages: Packages) -> None:
    assert ask(packages, "--version").split() == ["sidecue", VERSION]
    assert {"run", "find", "why", "status"} <= set(ask(packages, "--help").split())


def test_it_carries_the_cards_that_come_with_it(packages: Packages, tmp_path: Path) -> None:
    arguments = ("--profile", str(tmp_path), "find", "terminal", "--json")

    assert json.loads(ask(packages, *arguments))["results"]


def test_it_carries_every_icon(packages: Packages) -> None:
    folder = Path("overlay/theme/icons")

    assert {file.name for file in (packages.folder / "_internal" / folder).iterdir()} == {
        file.name for file in (ROOT / folder).iterdir()
    }


def test_what_is_under_the_lgpl_can_be_replaced(packages: Packages) -> None:
    inside = packages.folder / "_internal"

    assert (inside / "pynput" / "keyboard" / "_xorg.py").is_file()
    assert (inside / "Xlib" / "display.py").is_file()
    assert (inside / "PySide6" / "QtWidgets.abi3.so").is_file()


def test_unused_parts_of_qt_are_left_out(packages: Packages) -> None:
    names = " ".join(file.name for file in packages.folder.rglob("*"))

    assert "libqxcb.so" in names
    for part in ("Qml", "Quick", "libgtk", "EglFS", "qvnc", "qtbase_", "Designer", "libqsqlite"):
        assert part not in names


def test_no_link_leads_nowhere(packages: Packages) -> None:
    assert [file for file in packages.folder.rglob("*") if file.is_symlink() and not file.exists()] == []


def test_the_licences_of_all_parts_are_there(packages: Packages) -> None:
    licences = packages.folder / "licences"
    listed = (licences / "README.txt").read_text(encoding="utf-8")

    for part in ("Sidecue", "pynput", "python-xlib", "msgspec", "PyWinCtl", "tinydb"):
        assert part in listed
        assert list(licences.glob(f"{part}*"))
