"""GNOME's install.sh on desktops of every kind, played by stand-ins for gnome-shell and gsettings."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.packaging.machine import Machine
from tests.packaging.scripts import PACKAGING

INSTALL = PACKAGING / "gnome" / "install.sh"
TOOLS = ("cat", "cp", "dirname", "mkdir", "sed", "sh")
UUID = "sidecue@sidecue.org"


class Desktop:
    """GNOME of that version (None: not installed), with its lists of extensions as gsettings prints them."""

    def __init__(self, folder: Path, version: str | None, enabled: str, disabled: str) -> None:
        self.home = folder / "home"
        self.machine = Machine(folder / "bin", TOOLS)
        self.lists = {"enabled": folder / "enabled-extensions", "disabled": folder / "disabled-extensions"}
        self.lists["enabled"].write_text(enabled)
        self.lists["disabled"].write_text(disabled)
        keeps = f'file="{folder}/$3"; [ "$2" = org.gnome.shell ] || exit 1'
        does = 'case $1 in get) cat "$file" ;; set) printf %s "$4" >"$file" ;; *) exit 1 ;; esac'
        self.machine.has("gsettings", f"{keeps}\n{does}")
        if version is not None:
            self.machine.has("gnome-shell", f'[ "$1" = --version ] && echo "GNOME Shell {version}"')

    def install(self, *form: str) -> subprocess.CompletedProcess[str]:
        return self.machine.run(INSTALL, *form, env={"HOME": str(self.home)})

    @property
    def folder(self) -> Path:
        return self.home / ".local/share/gnome-shell/extensions" / UUID

    @property
    def about(self) -> Any:
        return json.loads((self.folder / "metadata.json").read_text())

    def listed(self, which: str) -> str:
        return self.lists[which].read_text()


def desktop(
    folder: Path, version: str | None = "43.9", enabled: str = "@as []", disabled: str = "@as []"
) -> Desktop:
    return Desktop(folder, version, enabled, disabled)


@pytest.mark.parametrize(
    ("version", "form", "stated"),
    [
        ("42.1", "43", ["42", "43", "44"]),
        ("44.0", "43", ["42", "43", "44"]),
        ("45.rc", "45", ["45", "46", "47", "48", "49"]),
        ("49.2", "45", ["45", "46", "47", "48", "49"]),
        ("50.alpha", "45", ["45", "46", "47", "48", "49", "50"]),
    ],
)
def test_the_form_is_that_of_the_shell_also_of_one_newer_than_any_known(
    tmp_path: Path, version: str, form: str, stated: list[str]
) -> None:
    gnome = desktop(tmp_path, version)
    done = gnome.install()
    assert (done.returncode, done.stderr) == (0, "")
    assert gnome.about["shell-version"] == stated
    wanted = (INSTALL.parent / f"head-{form}.js").read_text() + (INSTALL.parent / "windows.js").read_text()
    assert (gnome.folder / "extension.js").read_text() == wanted
    assert str(gnome.folder) in done.stdout


@pytest.mark.parametrize(
    ("version", "stated"),
    [(None, ["45", "46", "47", "48", "49"]), ("51", ["45", "46", "47", "48", "49", "51"])],
)
def test_a_form_that_is_named_needs_no_shell_and_still_suits_a_newer_one(
    tmp_path: Path, version: str | None, stated: list[str]
) -> None:
    gnome = desktop(tmp_path, version)
    done = gnome.install("45")
    assert (done.returncode, done.stderr) == (0, "")
    assert gnome.about["shell-version"] == stated


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("@as []", f"['{UUID}']"),
        ("['a@b']", f"['a@b', '{UUID}']"),
        (f"['{UUID}', 'a@b']", f"['{UUID}', 'a@b']"),
        (f"['not-{UUID}']", f"['not-{UUID}', '{UUID}']"),
    ],
)
def test_it_is_switched_on_beside_the_others_once(tmp_path: Path, before: str, after: str) -> None:
    gnome = desktop(tmp_path, enabled=before)
    for _ in range(2):  # once more is an update
        assert gnome.install().returncode == 0
        assert gnome.listed("enabled") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("@as []", "@as []"),
        ("['a@b']", "['a@b']"),
        (f"['{UUID}']", "@as []"),
        (f"['{UUID}', 'a@b']", "['a@b']"),
        (f"['a@b', '{UUID}']", "['a@b']"),
        (f"['a@b', '{UUID}', 'c@d']", "['a@b', 'c@d']"),
    ],
)
def test_what_was_switched_off_is_off_no_more_and_the_others_stay_so(
    tmp_path: Path, before: str, after: str
) -> None:
    gnome = desktop(tmp_path, disabled=before)
    assert gnome.install().returncode == 0
    assert gnome.listed("disabled") == after


def test_an_older_form_makes_room_for_a_newer_one(tmp_path: Path) -> None:
    gnome = desktop(tmp_path)
    gnome.install("43")
    gnome.machine.has("gnome-shell", "echo GNOME Shell 46.0")
    gnome.install()
    assert gnome.about["shell-version"][0] == "45"
    assert "export default" in (gnome.folder / "extension.js").read_text()


@pytest.mark.parametrize(
    ("form", "status", "said"), [((), 1, "name the form"), (("44",), 2, "usage:"), (("../x",), 2, "usage:")]
)
def test_without_a_shell_or_with_a_form_that_is_none_nothing_is_changed(
    tmp_path: Path, form: tuple[str, ...], status: int, said: str
) -> None:
    gnome = desktop(tmp_path, None)
    done = gnome.install(*form)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert not gnome.home.exists()
    assert (gnome.listed("enabled"), gnome.listed("disabled")) == ("@as []", "@as []")
