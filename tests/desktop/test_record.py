"""A trace recorded from real windows, as a person makes it, is replayed by `bundle test` as it came."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.app import ROOT
from tests.desktop.desk import write_bundle
from tests.desktop.xsession import XSession

pytestmark = pytest.mark.parametrize("wm", ["openbox"])

SIDECUE = (sys.executable, "-m", "overlay.cli.main")


@pytest.fixture(autouse=True)
def ctrl_c() -> Iterator[None]:
    """Programs started from here hear Ctrl+C, even where the tests themselves run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def replayed(bundle: Path, trace: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SIDECUE, "bundle", "test", str(bundle), "--trace", str(trace), "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_two_real_windows_are_recorded_and_replayed(session: XSession, tmp_path: Path) -> None:
    bundle, trace = write_bundle(tmp_path / "bundle"), tmp_path / "day.jsonl"
    terminal = session.terminal("Invoice 4711")
    document = session.home / "payment plan.txt"
    document.write_text("x")
    session.spawn("mousepad", str(document))
    editor = session.wait_window("payment plan.txt")
    session.activate(terminal.window)
    words = ("why", "--bundle", str(bundle), "--record", str(trace), "--yes")
    recorder = session.spawn(*SIDECUE, "--profile", str(session.home / "profile"), *words, cwd=ROOT)

    def written() -> list[str]:
        return trace.read_text().splitlines() if trace.exists() else []

    session.wait_for(lambda: len(written()) == 1, "the first line", timeout=30)
    session.activate(editor)
    session.wait_for(lambda: len(written()) == 2, "the second line")
    recorder.send_signal(signal.SIGINT)
    assert recorder.wait(20) == 0

    first, second = map(json.loads, written())
    assert (first["app"], first["class"], first["title"]) == ("xterm", "XTerm", "Invoice 4711")
    assert (second["app"], second["class"]) == ("mousepad", "Mousepad")
    assert [first["cards"], second["cards"]] == [["desk/invoice"], ["desk/payment"]]
    done = replayed(bundle, trace)
    said = json.loads(done.stdout)
    assert (done.returncode, said["stated"], said["precision"], said["recall"]) == (0, 2, 1.0, 1.0)

    trace.write_text(trace.read_text().replace('"desk/payment"', '"desk/invoice"'))
    assert replayed(bundle, trace).returncode == 1
