"""The portable fallback: asks PyWinCtl for the active window now and then. Nothing for where events exist.

PyWinCtl opens the display while it is imported, is not safe in several threads, may raise anything on a
window that closes, and on some systems takes half a second an answer. So it lives in one worker thread of
its own, is imported there, and its process names (a subprocess each) are not used.
"""

from __future__ import annotations

import contextlib
import importlib.util
import queue
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from types import ModuleType
from typing import Any

from triggers.context import Rect, WindowInfo
from triggers.loop import Handle, Loop
from triggers.sources.base import Deliver, NothingFocused, SourceState, SourceUnavailableError, Unavailable
from triggers.sources.debounce import Debounce
from triggers.sources.process import ProcessNames
from triggers.titles import MAX_LENGTH

INTERVAL = 0.25
"""Seconds between two looks: a compromise of delay (half of it on average) and wake-ups (12 a second)."""

_START_PATIENCE = 2.0
"""Seconds for PyWinCtl to load and answer for the first time, before it is told that nothing is known yet."""

_CLOSE_PATIENCE = 0.5
"""Seconds that close() waits for a call that hangs; then the daemon thread is left to its fate."""

_FAILURES_TO_TELL = 4
"""Failed looks in a row before the source calls itself unavailable; single ones are windows closing."""

STILL_STARTING = Unavailable("PyWinCtl has not told the active window yet", "Wait a little.", passing=True)

Job = Callable[[ModuleType], None]


def check_session() -> None:
    """Whether PyWinCtl is there and may be believed; quick. Raises SourceUnavailableError."""
    if sys.platform == "linux":
        from triggers.xdisplay import NoXServerError, open_x11

        try:
            open_x11().close()  # PyWinCtl itself would take Xwayland's answers for the truth
        except NoXServerError as problem:
            raise SourceUnavailableError(problem.reason, problem.remedy) from problem
    if importlib.util.find_spec("pywinctl") is None:
        raise SourceUnavailableError("PyWinCtl is not installed", "Install Sidecue again.")


def load_pywinctl() -> ModuleType:
    """Import PyWinCtl, which takes a while, and may raise anything."""
    import pywinctl

    module: ModuleType = pywinctl
    return module


class PollingSource:
    """Looks every ``interval`` seconds. ``check`` refuses, ``load`` brings PyWinCtl."""

    name = "polling"

    def __init__(
        self,
        loop: Loop,
        own_pid: int,
        interval: float = INTERVAL,
        check: Callable[[], None] = check_session,
        load: Callable[[], ModuleType] = load_pywinctl,
    ) -> None:
        self._loop = loop
        self._own_pid = own_pid
        self._interval = interval
        self._check = check
        self._load = load
        self._processes = ProcessNames()
        self._foreign: WindowInfo | None = None
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()  # None ends the worker
        self._worker: threading.Thread | None = None
        self._debounce: Debounce | None = None
        self._starting: Handle | None = None

    def start(self, deliver: Deliver) -> None:
        """As in WindowSource; the first state follows when the worker has loaded PyWinCtl and looked."""
        self._check()
        self._debounce = Debounce(self._loop, deliver)
        self._starting = self._loop.call_later(_START_PATIENCE, self._tell_slow)
        self._worker = threading.Thread(target=self._work, name="sidecue-polling", daemon=True)
        self._worker.start()

    def activate(self, window_id: int) -> None:
        """As in WindowSource; happens soon, in the worker."""
        self._jobs.put(partial(_activate, window_id))

    def close(self) -> None:
        """As in WindowSource."""
        self._forget_starting()
        if self._debounce is not None:
            self._debounce.close()
            self._debounce = None
        if self._worker is not None:
            self._jobs.put(None)
            self._worker.join(_CLOSE_PATIENCE)
            self._worker = None

    # --- in the worker --------------------------------------------------------------------------------

    def _work(self) -> None:
        try:
            module = self._load()
        except Exception as problem:  # noqa: BLE001 # what a foreign module's import may raise is open
            self._hand_over(Unavailable(f"PyWinCtl cannot be used: {problem}"), time.monotonic())
            return
        failures = 0
        told: SourceState | None = None
        state: SourceState | None
        while True:
            at = time.monotonic()
            try:
                state = self._look(module)
                failures = 0
            except Exception as problem:  # noqa: BLE001 # this thread's dispatcher: it must outlive any call
                failures += 1
                state = told
                if failures >= _FAILURES_TO_TELL:
                    words = f"PyWinCtl cannot read the active window: {type(problem).__name__}"
                    state = Unavailable(words, passing=True)
            if state is not None and state != told:
                told = state
                self._hand_over(state, at)
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

    def _look(self, module: ModuleType) -> SourceState:
        """The present state; while a window of ours has the focus, the last one of the person's stands."""
        active: Any = module.getActiveWindow()
        if active is None:
            return NothingFocused()
        pid = _number_or_none(active.getPID)
        if pid == self._own_pid:
            return self._foreign or NothingFocused()
        self._foreign = WindowInfo(
            id=int(active.getHandle()),
            app=self._processes.name_of(pid),
            window_class="",
            title=str(active.title)[:MAX_LENGTH],
            pid=pid,
            frame=Rect(int(active.left), int(active.top), int(active.width), int(active.height)),
        )
        return self._foreign

    def _hand_over(self, state: SourceState, at: float) -> None:
        self._loop.call_threadsafe(partial(self._offer, state, at))

    # --- in the loop ----------------------------------------------------------------------------------

    def _tell_slow(self) -> None:
        self._offer(STILL_STARTING, time.monotonic())

    def _forget_starting(self) -> None:
        if self._starting is not None:
            self._starting.cancel()
            self._starting = None

    def _offer(self, state: SourceState, at: float) -> None:
        self._forget_starting()
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
