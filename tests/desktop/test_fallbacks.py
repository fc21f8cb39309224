"""The portable fallbacks with the real PyWinCtl and the real pynput, each in a process of its own."""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path

import pytest

from tests.desktop.app import ROOT
from tests.desktop.terminal import Terminal
from tests.desktop.xsession import XSession

POLLING = """
import os, sys
from triggers.loop import SelectorLoop
from triggers.sources.polling import PollingSource
loop = SelectorLoop()
def deliver(seen):
    state = seen.state
    print(type(state).__name__, getattr(state, "app", "-"), getattr(state, "title", "-"), flush=True)
PollingSource(loop, os.getpid(), interval=0.05).start(deliver)
loop.run(lambda: False, 60)
"""

HOTKEYS = """
from triggers.loop import SelectorLoop
from triggers.hotkeys.pynput import PynputHotkeys
loop = SelectorLoop()
hotkeys = PynputHotkeys(loop, lambda chord, problem: print("problem:", problem.reason, flush=True))
hotkeys.register("ctrl+alt+h", lambda: print("pressed", flush=True))
hotkeys.register("super+f9", lambda: print("pressed f9", flush=True))
print("ready", flush=True)
loop.run(lambda: False, 60)
"""


class Script:
    """A few lines of Python as a process of the session."""

    def __init__(self, session: XSession, source: str) -> None:
        self._output = session.home / f"script-{time.monotonic_ns()}.txt"
        self._session = session
        session.programs.spawn(sys.executable, "-c", source, cwd=ROOT, stderr=self._output)

    def wait_said(self, text: str, timeout: float = 10) -> None:
        self._session.wait_for(lambda: text in self.said, f"{text!r} from the script", timeout)

    @property
    def said(self) -> str:
        return Path(self._output).read_text()


@pytest.fixture
def terminal(session: XSession) -> Terminal:
    opened = session.terminal("Ledger")
    session.activate(opened.window)
    return opened


def test_polling_follows_real_windows(session: XSession, terminal: Terminal) -> None:
    script = Script(session, POLLING)
    script.wait_said("WindowInfo xterm Ledger")
    other = session.terminal("Orders")
    session.activate(other.window)
    script.wait_said("WindowInfo xterm Orders")
    other.process.kill()
    session.activate(terminal.window)
    session.wait_for(lambda: script.said.endswith("WindowInfo xterm Ledger\n"), "the ledger again")


@pytest.mark.skipif(importlib.util.find_spec("pynput") is None, reason="the extra 'pynput' is not installed")
@pytest.mark.parametrize("wm", ["openbox"])
def test_pynput_hears_its_chords(session: XSession, terminal: Terminal) -> None:
    script = Script(session, HOTKEYS)
    script.wait_said("ready")
    time.sleep(0.5)  # the listener's thread connects
    session.key("ctrl+alt+h")
    script.wait_said("pressed\n")
    session.key("ctrl+h", "ctrl+alt+shift+h", "super+F9")
    script.wait_said("pressed f9\n")
    assert script.said.count("pressed") == 2
