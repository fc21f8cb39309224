"""How long the GUI of a running app stands still: the longest gap between two turns of its loop."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from overlay.cli.remote import NotRunningError, ask_app
from overlay.profile import open_profile
from tests.desktop.app import Session

FREEZE = 1.0
"""Seconds between two answers of the GUI's loop: more than a loaded machine takes, less than D-Bus waits."""


def look_in(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this process look for the app's socket in the folders of ``session``."""
    for name, value in session.env.items():
        if name == "HOME" or name.startswith("XDG_"):
            monkeypatch.setenv(name, value)


class Pulse:
    """Asks the app something every 5 ms: a gap between answers is one between turns of the GUI's loop."""

    def __init__(self, profile: Path) -> None:
        self._profile = open_profile(profile)
        self._ended = threading.Event()
        self.longest = 0.0
        self.count = 0
        self._thread = threading.Thread(target=self._beat)

    def _beat(self) -> None:
        last = time.monotonic()
        while not self._ended.wait(0.005):
            with suppress(NotRunningError, TimeoutError):  # the gap grows
                ask_app(self._profile, {"verb": "status"})
                self.count += 1
            now = time.monotonic()
            self.longest, last = max(self.longest, now - last), now

    @contextmanager
    def felt(self) -> Iterator[None]:
        """Fails if the app froze meanwhile; says the longest gap if the test fails."""
        self._thread.start()
        try:
            yield
        finally:
            self._ended.set()
            self._thread.join()
            print(f"the longest gap between two turns of the GUI: {self.longest * 1000:.0f} ms")  # noqa: T201
        assert self.count > 20
        assert self.longest < FREEZE
