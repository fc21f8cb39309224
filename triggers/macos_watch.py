"""Follows one app of macOS in a worker thread, at a bounded pace. Knows neither windows nor details.

Accessibility makes who asks wait for the app that answers, so all questions are asked in the worker, which
has a run loop of its own for the app's notices. What it finds is handed over to the loop.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from triggers.loop import Handle, Loop
from triggers.macos import Mac, MacError, RunLoop, Stop, Trouble

GAP = 0.05
"""Seconds between two looks that notices ask for: an app may send thousands of them."""

_CLOSE_PATIENCE = 0.2
"""Seconds that close() waits for the worker, which may be waiting for an app; it ends by itself later."""

Job = Callable[[], None]
Found = TypeVar("Found")

_log = logging.getLogger(__name__)


class Worker:
    """One thread with a run loop of macOS. Jobs are done in order; what they raise is their own affair."""

    def __init__(self, mac: Mac, name: str) -> None:
        self._mac = mac
        self._jobs: deque[Job] = deque()  # append and popleft are atomic
        self._run_loop: RunLoop | None = None
        self._is_closed = False
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def do(self, job: Job) -> None:
        """Do ``job`` soon, in the worker."""
        self._jobs.append(job)
        if self._run_loop is not None:  # else the worker finds the job when it begins
            self._run_loop.call(self._do_all)

    def close(self) -> None:
        """End after what is asked for already; may be called twice."""
        if not self._is_closed:
            self._is_closed = True
            self.do(self._end)
            self._thread.join(_CLOSE_PATIENCE)

    def _work(self) -> None:
        self._run_loop = self._mac.run_loop()
        self._run_loop.call(self._do_all)
        self._run_loop.run()

    def _do_all(self) -> None:
        with contextlib.suppress(IndexError):  # another call of this did them all
            while True:
                self._jobs.popleft()()

    def _end(self) -> None:
        if self._run_loop is not None:
            self._run_loop.end()


class AppWatch(Generic[Found]):
    """Runs ``look`` in the worker when the followed app gives one of ``notices``.

    ``seen`` gets in the loop's thread what ``look`` returned and when its cause arrived; ``troubled`` hears
    why it could not. Neither is called for an app that is not followed any more.
    """

    def __init__(
        self,
        loop: Loop,
        mac: Mac,
        notices: tuple[str, ...],
        look: Callable[[int], Found],
        seen: Callable[[Found, float], None],
        troubled: Callable[[Trouble], None],
    ) -> None:
        self._loop, self._mac = loop, mac
        self._notices, self._look = notices, look
        self._seen, self._troubled = seen, troubled
        self._worker = Worker(mac, "sidecue-macos")
        self._is_closed = False
        self._pid: int | None = None
        # In the loop's thread: whether the worker is looking, what was heard meanwhile, and when it is due.
        self._is_looking = False
        self._missed: float | None = None
        self._due: Handle | None = None
        # In the worker: whose notices are observed; and whether one of them is on its way to the loop.
        self._observed: int | None = None
        self._stop: Stop | None = None
        self._is_told = False

    def follow(self, pid: int | None) -> None:
        """Look at that app now, and from now on at its notices alone; None for none."""
        self._pid = pid
        self._missed = None
        self._forget_due()
        if pid is None:
            self._worker.do(self._unobserve)
        else:
            self._ask(pid, time.monotonic())

    def again(self, seconds: float) -> None:
        """Look once more at the followed app, ``seconds`` from now."""
        self._missed = time.monotonic()
        self._rest(seconds)

    def do(self, job: Job) -> None:
        """Do something else in the worker; MacError is taken for nothing to be done about it."""
        self._worker.do(partial(_quietly, job))

    def close(self) -> None:
        """Follow nothing any more; may be called twice."""
        if not self._is_closed:
            self._is_closed = True
            self._pid = None
            self._forget_due()
            self._worker.do(self._unobserve)
            self._worker.close()

    # --- in the loop ----------------------------------------------------------------------------------

    def _ask(self, pid: int, at: float) -> None:
        self._is_looking = True
        self._worker.do(partial(self._work, pid, at))

    def _heard(self, pid: int, at: float) -> None:
        self._is_told = False
        if pid != self._pid:
            return
        if self._is_looking or self._due is not None:
            self._missed = at if self._missed is None else self._missed
        else:
            self._ask(pid, at)

    def _looked(self, pid: int, tell: Job) -> None:
        if pid != self._pid:
            return
        self._is_looking = False
        self._rest(GAP)
        tell()

    def _rest(self, seconds: float) -> None:
        self._forget_due()
        self._due = self._loop.call_later(seconds, self._is_due)

    def _is_due(self) -> None:
        self._due = None
        missed, self._missed = self._missed, None
        if self._pid is not None and missed is not None:
            self._ask(self._pid, missed)

    def _forget_due(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    # --- in the worker --------------------------------------------------------------------------------

    def _work(self, pid: int, at: float) -> None:
        try:
            self._observe(pid)
            tell = partial(self._seen, self._look(pid), at)
        except MacError as problem:
            self._unobserve()  # or an observer that works no more would be kept
            tell = partial(self._troubled, problem.trouble)
        except Exception:  # noqa: BLE001 # this thread's dispatcher: it must outlive any answer
            _log.exception("Looking at an app failed")
            tell = partial(self._troubled, Trouble.BROKEN)
        self._loop.call_threadsafe(partial(self._looked, pid, tell))

    def _observe(self, pid: int) -> None:
        if self._observed != pid:
            self._unobserve()
            self._stop = self._mac.observe(pid, self._notices, partial(self._tell, pid))
            self._observed = pid

    def _unobserve(self) -> None:
        stop, self._stop, self._observed = self._stop, None, None
        if stop is not None:
            stop()

    def _tell(self, pid: int) -> None:
        if not self._is_told:  # ten thousand notices a second are one message
            self._is_told = True
            self._loop.call_threadsafe(partial(self._heard, pid, time.monotonic()))


def _quietly(job: Job) -> None:
    with contextlib.suppress(MacError):
        job()
