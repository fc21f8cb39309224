"""Every hostile bundle is opened in the running app, beside a good one, with all its system calls recorded.

The good one is shown and can be used; what the others want is neither shown, nor fetched, nor written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.content.bundles.hostile import HOSTILE, MARK
from tests.desktop.app import AppProcess
from tests.desktop.desk import INVOICE_ITEMS, checklist, write_bundle, write_card
from tests.desktop.panel_eyes import PanelEyes
from tests.desktop.xsession import XSession

MARKUP = '<img src="http://198.51.100.7/pixel.png"> <script>fetch("http://198.51.100.7")</script>'

_READ = re.compile(r'(?:open|openat)\([^"]*"([^"]+)", ')
_WRITTEN = re.compile(r'(?:open|openat|creat)\([^"]*"([^"]+)", [^)\n]*(?:O_WRONLY|O_RDWR|O_CREAT)')
_SOCKET = re.compile(r"socket\((AF_\w+)")
_NO_FILES = ("/dev/", "/proc/", "/sys/", "/memfd:")


@dataclass(frozen=True)
class Played:
    """What the session left behind, and what the app said of the bundles."""

    home: Path
    system_calls: str
    status: dict[str, Any]
    found: str


def hostile_files(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    for number, hostile in enumerate(HOSTILE):
        file = folder / f"hostile-{number}.cue"
        file.write_bytes(hostile.packed(f"hostile-{number}"))
        yield file


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """One session: the good card is shown, then one whose every word is markup."""
    folder = tmp_path_factory.mktemp("hostile")
    good, calls = write_bundle(folder / "bundle"), folder / "calls"
    write_card(good, "markup", f"'{MARKUP}'", f"{MARKUP}\n\n{checklist(MARKUP)}", windows="*markup*")
    bundles = [*hostile_files(folder / "hostile"), good]
    strace = ("strace", "-f", "-qq", "-e", "trace=network,open,openat,creat", "-o", str(calls))
    with XSession(dbus=True) as session:
        temporary = session.home / "tmp"
        temporary.mkdir()
        app = AppProcess(
            session,
            *(word for bundle in bundles for word in ("--bundle", str(bundle))),
            env={"TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"},
            wrapper=strace,
        )
        with app:
            app.wait_event("match", timeout=30)
            eyes, terminal = PanelEyes(session), session.terminal("invoice 1")
            session.activate(terminal.window)
            eyes.wait_boxes(*[False] * len(INVOICE_ITEMS))
            terminal.set_title("markup 1")
            eyes.wait_boxes(False)
            status = json.loads(app.command("status", "--json").stdout)
            found = app.command("find", MARK, *(f"--bundle={bundle}" for bundle in bundles)).stdout
            assert app.command("quit").returncode == 0
            app.process.wait(20)
        yield Played(session.home, calls.read_text(errors="replace"), status, found)


def test_the_good_bundle_is_in_use_and_each_other_one_is_named(played: Played) -> None:
    states = [bundle["state"] for bundle in played.status["bundles"]]
    assert states.count("unusable") == sum(hostile.spoilt for hostile in HOSTILE)
    assert states.count("problems") == sum(not hostile.spoilt for hostile in HOSTILE)
    assert "active" in states
    assert played.status["problems"] >= len(HOSTILE)


def test_no_card_of_theirs_is_found(played: Played) -> None:
    """But those that lost nothing but their rule: they can be searched, and belong to no window."""
    rules = sum("RE2" in hostile.said for hostile in HOSTILE)
    assert played.found.count(f"{MARK}  (") == rules


def test_nothing_is_fetched(played: Played) -> None:
    assert set(_SOCKET.findall(played.system_calls)) == {"AF_UNIX"}


def test_nothing_outside_is_read_or_written(played: Played) -> None:
    read = set(_READ.findall(played.system_calls))
    assert any(path.endswith(".cue") for path in read)
    assert not {path for path in read if "evil" in path or path.endswith("pixel.png")}
    written = {path for path in _WRITTEN.findall(played.system_calls) if not path.startswith(_NO_FILES)}
    assert {path for path in written if not Path(path).is_relative_to(played.home)} == set()
