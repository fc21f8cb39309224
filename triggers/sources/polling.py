"""The portable fallback: asks PyWinCtl for the active window now and then. Nothing for where events exist.

PyWinCtl opens the display while it is imported, is not safe in several threads, may raise anything on a
window that closes, and on some systems takes half a second an answer. So it lives in one worker thread of
its own, is imported there, and its process names (a subprocess each) are not used.
"""

from __future__ import annotations

import contextlib
import queue
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

from triggers.context import Rect, WindowInfo
from triggers.loop import Loop
from triggers.sources.base import Deliver, NothingFocused, SourceState, SourceUnavailableError, Unavailable
from triggers.sources.debounce import Debounce
from triggers.sources.process import ProcessNames

INTERVAL = 0.25
"""Seconds between two looks: a compromise of delay (half of it on average) and wake-ups (12 a second)."""

_IMPORT_PATIENCE = 5.0
"""Seconds for PyWinCtl to load; it was seen to hang on some Wayland sessions."""

_CLOSE_PATIENCE = 0.5
"""Seconds that close() waits for a call that hangs; then the daemon thread is left to its fate."""

_FAILURES_TO_TELL = 4
"""Failed looks in a row before the source calls itself unavailable; single ones are windows closing."""

Job = Callable[[ModuleType], None]


def load_pywinctl() -> ModuleType:
    """Import PyWinCtl where it may be believed. Raises SourceUnavailableError, or what its import raises."""
    if sys.platform == "linux":
        from triggers.xdisplay import NoXServerError, open_x11

        try:
            open_x11().close()  # PyWinCtl itself would take XWayland's answers for the truth
        except NoXServerError as problem:
            raise SourceUnavailableError(problem.reason, problem.remedy) from problem
    import pywinctl

    module: ModuleType = pywinctl
    return module


class PollingSource:
    """Looks every ``interval`` seconds. ``load`` brings PyWinCtl; tests bring something else."""

    name = "polling"

    def __init__(
        self,
        loop: Loop,
        own_pid: int,
        interval: float = INTERVAL,
        load: Callable[[], ModuleType] = load_pywinctl,
    ) -> None:
        self._loop = loop
        self._own_pid = own_pid
        self._interval = interval
        self._load = load
        self._processes = ProcessNames()
        self._foreign: WindowInfo | None = None
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()  # None ends the worker
        self._worker: threading.Thread | None = None
        self._debounce: Debounce | None = None

    def start(self, deliver: Deliver) -> None:
        """As in WindowSource; the first state follows as soon as the worker has looked."""
        loaded: queue.SimpleQueue[Exception | None] = queue.SimpleQueue()
        self._debounce = Debounce(self._loop, deliver)
        self._worker = threading.Thread(
            target=self._work, args=(loaded,), name="sidecue-polling", daemon=True
        )
        self._worker.start()
        try:
            problem = loaded.get(timeout=_IMPORT_PATIENCE)
        except queue.Empty:
            problem = TimeoutError(f"it did not load within {_IMPORT_PATIENCE:g} seconds")
        if problem is not None:
            self.close()
            if isinstance(problem, SourceUnavailableError):
                raise problem
            raise SourceUnavailableError(f"PyWinCtl cannot be used: {problem}") from problem

    def activate(self, window_id: int) -> None:
        """As in WindowSource; happens soon, in the worker."""
        self._jobs.put(partial(_activate, window_id))

    def close(self) -> None:
        """As in WindowSource."""
        if self._debounce is not None:
            self._debounce.close()
            self._debounce = None
        if self._worker is not None:
            self._jobs.put(None)
            self._worker.join(_CLOSE_PATIENCE)
            self._worker = None

    # --- in the worker --------------------------------------------------------------------------------

    def _work(self, loaded: queue.SimpleQueue[Exception | None]) -> None:
        try:
            module = self._load()
        except Exception as problem:  # noqa: BLE001 # what a foreign module's import may raise is open
            loaded.put(problem)
            return
        loaded.put(None)
        failures = 0
        told: SourceState | None = None
        while True:
            at = time.monotonic()
            try:
                state = self._look(module)
                failures = 0
            except Exception as problem:  # noqa: BLE001 # this thread's dispatcher: it must outlive any call
                failures += 1
                state = told
                if failures >= _FAILURES_TO_TELL:
                    state = Unavailable(f"PyWinCtl cannot read the active window: {type(problem).__name__}")
            if state is not None and state != told:
                told = state
                self._loop.call_threadsafe(partial(self._offer, state, at))
            if not self._wait(module):
                return

    def _wait(self, module: ModuleType) -> bool:
        """Do what is asked for until the next look is due; False when it is time to end."""
        try:
            job = self._jobs.get(timeout=self._interval)
        except queue.Empty:
            return True
        if job is None:
            return False
        with contextlib.suppress(Exception):  # the window to activate may be gone; nothing to do about it
            job(module)
        return True

    def _look(self, module: ModuleType) -> SourceState | None:
        """The present state; while a window of ours has the focus, the last one of the person's stands."""
        active: Any = module.getActiveWindow()
        if active is None:
            return NothingFocused()
        pid = _number_or_none(active.getPID)
        if pid == self._own_pid:
            return self._foreign
        self._foreign = WindowInfo(
            id=int(active.getHandle()),
            app=self._processes.name_of(pid),
            window_class="",
            title=str(active.title),
            pid=pid,
            frame=Rect(int(active.left), int(active.top), int(active.width), int(active.height)),
        )
        return self._foreign

    # --- in the loop ----------------------------------------------------------------------------------

    def _offer(self, state: SourceState, at: float) -> None:
        if self._debounce is not None:
            self._debounce.offer(state, at)


def _number_or_none(read: Callable[[], Any]) -> int | None:
    """PyWinCtl gives 0, None or -1 for "unknown", depending on the system."""
    number = read()
    return number if isinstance(number, int) and number > 0 else None


def _activate(window_id: int, module: ModuleType) -> None:
    for window in module.getAllWindows():
        if window.getHandle() == window_id:
            window.activate()
            return
