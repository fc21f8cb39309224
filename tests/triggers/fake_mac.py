"""A macOS of the test's own, which implements Mac: apps with windows and controls, and a permission."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from typing import Any

from triggers.macos import Element, Heard, MacApp, MacError, RunLoop, Stop, Trouble

Attributes = dict[str, Any]


class FakeRunLoop:
    """Does jobs in the thread that runs it, as they come."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()

    def run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def call(self, job: Callable[[], None]) -> None:
        self._jobs.put(job)

    def end(self) -> None:
        self._jobs.put(None)


class FakeMac:
    """``elements`` are what accessibility shows, by name; the app of process 7 is the element "app 7"."""

    def __init__(self, *, trusted: bool = True, turns: bool = True) -> None:
        self.trusted, self.turns = trusted, turns
        self.front: MacApp | None = None
        self.elements: dict[Element, Attributes] = {}
        self.troubles: dict[Element, Trouble] = {}
        self.asked_for_trust: list[bool] = []
        self.reads: list[tuple[Element, tuple[str, ...]]] = []
        self.turned = 0
        self.notices: tuple[str, ...] = ()
        self.activated: list[tuple[int, Element]] = []
        self.observers: list[tuple[int, Heard, FakeRunLoop]] = []
        self._changed: list[Callable[[MacApp], None]] = []
        self._here = threading.local()

    # --- what a test does -----------------------------------------------------------------------------

    def switch(self, app: MacApp) -> None:
        """The person switches to ``app``, in the main thread."""
        self.front = app
        for changed in tuple(self._changed):
            changed(app)

    def notice(self, pid: int) -> None:
        """The app tells its observers that something changed."""
        for observed, heard, run_loop in tuple(self.observers):
            if observed == pid:
                run_loop.call(heard)

    # --- Mac ------------------------------------------------------------------------------------------

    def is_trusted(self, *, ask: bool) -> bool:
        self.asked_for_trust.append(ask)
        return self.trusted

    def front_app(self) -> MacApp | None:
        return self.front

    def watch_apps(self, changed: Callable[[MacApp], None]) -> Stop:
        self._changed.append(changed)
        return lambda: self._changed.remove(changed)

    def main_loop_turns(self) -> bool:
        return self.turns

    def turn_main_loop(self) -> None:
        self.turned += 1

    def activate(self, pid: int, window: Element) -> None:
        self._meet(window)
        self.activated.append((pid, window))

    def app_element(self, pid: int) -> Element:
        return f"app {pid}"

    def read(self, element: Element, names: Sequence[str]) -> list[Any]:
        self._meet(element)
        self.reads.append((element, tuple(names)))
        return [self.elements[element].get(name) for name in names]

    def observe(self, pid: int, notices: Sequence[str], heard: Heard) -> Stop:
        self._meet(self.app_element(pid))
        self.notices = tuple(notices)
        entry = (pid, heard, self._here.run_loop)
        self.observers.append(entry)
        return lambda: self.observers.remove(entry)

    def run_loop(self) -> RunLoop:
        self._here.run_loop = FakeRunLoop()
        run_loop: RunLoop = self._here.run_loop
        return run_loop

    def _meet(self, element: Element) -> None:
        if not self.trusted:
            raise MacError(Trouble.FORBIDDEN)
        if element in self.troubles:
            raise MacError(self.troubles[element])
        if element not in self.elements:
            raise MacError(Trouble.GONE)
