"""Both forms of GNOME's extension: what the installer writes, and that an engine takes the newer form."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.platforms.gnome.session import INSTALLER

# In place of what only GNOME Shell has; the rest of the file is run as it is.
STAND_INS = """
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
const Main = {};
globalThis.global = {
    display: {focus_window: null, connect: () => 1, disconnect: () => {}},
    get_window_actors: () => [],
};
class Extension {}
"""
TRY = """
const extension = new SidecueExtension();
extension.enable();
let answer = '';
extension._windows.WatchAsync([7], {
    get_sender: () => ':1.1', return_value: value => { answer = value.deepUnpack()[0]; },
});
extension.disable();
print(`${answer} ${extension._windows}`);
"""


@pytest.mark.parametrize(("form", "versions"), [("43", {"42", "44"}), ("45", {"45", "48"})])
def test_the_installer_writes_each_form_and_switches_it_on(
    home: Path, monkeypatch: pytest.MonkeyPatch, form: str, versions: set[str]
) -> None:
    monkeypatch.setenv("GSETTINGS_BACKEND", "keyfile")
    for _ in range(2):  # once more is an update
        subprocess.run(["sh", str(INSTALLER), form], check=True, capture_output=True)
    (folder,) = (home / "data/gnome-shell/extensions").iterdir()
    about = json.loads((folder / "metadata.json").read_text())
    assert about["uuid"] == folder.name
    assert versions <= set(about["shell-version"])
    asked = ["gsettings", "get", "org.gnome.shell", "enabled-extensions"]
    assert subprocess.check_output(asked, text=True).strip() == f"['{folder.name}']"
    assert ("export default" in (folder / "extension.js").read_text()) == (form == "45")


def test_a_shell_without_modules_takes_the_newer_form_apart_from_its_imports(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bus: object
) -> None:
    monkeypatch.setenv("GSETTINGS_BACKEND", "keyfile")
    subprocess.run(["sh", str(INSTALLER), "45"], check=True, capture_output=True)
    (folder,) = (home / "data/gnome-shell/extensions").iterdir()
    text = (folder / "extension.js").read_text()
    imports = re.findall(r"^import .*$", text, re.MULTILINE)
    assert len(imports) == 4
    module = tmp_path / "extension.js"
    body = re.sub(r"^import .*$", "", text, flags=re.MULTILINE).replace("export default ", "")
    module.write_text(STAND_INS + body + TRY)
    ran = subprocess.run(["gjs", "-m", str(module)], capture_output=True, text=True, timeout=20, check=False)
    assert (ran.stdout.strip(), ran.stderr) == ("null null", "")
