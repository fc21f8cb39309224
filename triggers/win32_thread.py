"""A thread with a Windows message loop, in which hooks and hotkeys are delivered. Knows neither.

Windows delivers both to the thread that asked for them, while it gets messages. Qt's loop does that in the
app, but the loop of terminal commands does not, and the GUI thread would have to run a callback for every
event of a storm. So they get a thread of their own, which costs two milliseconds (decision 34).
"""

from __future__ import annotations

import contextlib
import ctypes
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from ctypes import wintypes as w
from typing import Protocol, TypeVar

from triggers.selection import NotHereError
from triggers.win32 import library

Result = TypeVar("Result")

TIMER, HOTKEY = 0x0113, 0x0312
"""Messages that a thread's owner may hear of."""

_APP = 0x8000
_JOB, LOOK = _APP, _APP + 1
"""LOOK is for the owner's own use: posted by ``remind``, it comes after all events that wait already."""

_QUIT = 0x0012
_PER_MONITOR_V2 = -4
_ASK_PATIENCE = 1.0
"""Seconds that a caller waits for what takes a millisecond, before it is refused."""

_CLOSE_PATIENCE = 0.5
"""Seconds that close() waits for a call that hangs; then the daemon thread is left to its fate."""


class Owner(Protocol):
    """What lives in the thread. ``failed`` hears of what its own methods and jobs raise, and may go on."""

    def attach(self, thread: MessageThread) -> None:
        """The thread it will live in, before anything else."""

    def begin(self) -> None:
        """The first thing in the thread. What it raises, ``start`` raises, and the thread ends."""

    def message(self, number: int, parameter: int) -> None:
        """A message for the thread itself: TIMER, HOTKEY or LOOK."""

    def failed(self, problem: Exception) -> None:
        """``message`` or a job raised this."""

    def end(self) -> None:
        """The last thing in the thread."""


class MessageThread:
    """Started and closed in the loop's thread. Everything of ``owner`` runs in this one."""

    def __init__(self, name: str, owner: Owner) -> None:
        self._owner = owner
        owner.attach(self)
        self._jobs: deque[Callable[[], None]] = deque()  # append and popleft are atomic
        self._id = 0
        self._begun: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Returns when ``begin`` has. Raises what that raised, or NotHereError."""
        library("user32")  # says that this is not Windows before there is a thread
        self._thread.start()
        try:
            self._begun.result(_ASK_PATIENCE)
        except TooLate as late:
            raise NotHereError("Windows starts no message loop", "Start Sidecue again.") from late

    def post(self, job: Callable[[], None]) -> None:
        """Run ``job`` soon in the thread; from any thread."""
        self._jobs.append(job)
        library("user32").PostThreadMessageW(self._id, _JOB, 0, 0)

    def ask(self, job: Callable[[], Result]) -> Result:
        """Run a quick ``job`` in the thread and return its result. Raises what it raises, or NotHereError."""
        answer: Future[Result] = Future()

        def answering() -> None:
            try:
                answer.set_result(job())
            except Exception as problem:  # noqa: BLE001 # it is raised again where it was asked
                answer.set_exception(problem)

        if not self._thread.is_alive():
            raise NotHereError("The thread for Windows' messages has ended", "Start Sidecue again.")
        self.post(answering)
        try:
            return answer.result(_ASK_PATIENCE)
        except TooLate as late:
            raise NotHereError("Windows does not answer", "Start Sidecue again.") from late

    def remind(self) -> None:
        """Have the owner hear LOOK once what waits now is delivered; in the thread alone."""
        library("user32").PostThreadMessageW(self._id, LOOK, 0, 0)

    def close(self) -> None:
        """End the thread; may be called twice."""
        if self._thread.is_alive():
            library("user32").PostThreadMessageW(self._id, _QUIT, 0, 0)
            self._thread.join(_CLOSE_PATIENCE)

    # --- in the thread --------------------------------------------------------------------------------

    def _run(self) -> None:
        user = library("user32")
        message = w.MSG()
        self._id = library("kernel32").GetCurrentThreadId()
        # Makes the queue, so that nothing posted from now on is lost.
        user.PeekMessageW(ctypes.byref(message), None, 0, 0, 0)
        # Rectangles in device pixels, whatever the program around us told Windows of itself.
        user.SetThreadDpiAwarenessContext(_PER_MONITOR_V2)
        try:
            self._owner.begin()
        except Exception as problem:  # noqa: BLE001 # it is raised again in start()
            self._begun.set_exception(problem)
            return
        self._begun.set_result(None)
        while user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            try:
                self._handle(message)
            except Exception as problem:  # noqa: BLE001 # this thread's dispatcher: it must outlive any call
                self._owner.failed(problem)
        self._owner.end()

    def _handle(self, message: w.MSG) -> None:
        if message.hWnd:
            library("user32").DispatchMessageW(ctypes.byref(message))
        elif message.message == _JOB:
            with contextlib.suppress(IndexError):  # one post may have found the job of another
                self._jobs.popleft()()
        else:
            self._owner.message(message.message, int(message.wParam))
