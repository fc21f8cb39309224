"""Asks the channels for new bundles now and then, by a process of its own. Does nothing without channels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from overlay.channels import any_chance, next_wait, read_channels
from triggers.loop import Handle, Loop

if TYPE_CHECKING:
    from PySide6.QtCore import QProcess

_FIRST_SECONDS = (60.0, 300.0)  # after the start, when the person's other programs are up
_LONGEST_UPDATE = 3600.0  # seconds; what was fetched until then is kept


class Updates(QObject):
    """Holds what is known of the channels in ``folder``.

    ``changed`` is called when other bundles are in use, ``told`` whenever anything may be new. ``expected``:
    the policy names channels, so there will be some even if there are none yet.
    """

    def __init__(
        self,
        loop: Loop,
        folder: Path,
        command: Sequence[str],
        now: Callable[[], datetime],
        chance: Callable[[], float] = any_chance,
        *,
        expected: bool = False,
    ) -> None:
        super().__init__()
        self._loop, self._folder, self._command = loop, folder, list(command)
        self._now, self._chance, self._expected = now, chance, expected
        self._changed: Callable[[], None] = _nothing
        self._told: Callable[[], None] = _nothing
        self._process: QProcess | None = None
        self._next: Handle | None = None
        self._limit: Handle | None = None
        self._failures = 0
        self.channels = self._before = read_channels(self._folder)

    def start(self, changed: Callable[[], None], told: Callable[[], None]) -> None:
        """Ask for the first time in a while, if there is anything to ask."""
        self._changed, self._told = changed, told
        first, last = _FIRST_SECONDS
        self._plan(first + (last - first) * self._chance())

    def look(self) -> None:
        """Somebody subscribed, unsubscribed or updated beside us."""
        known = {state.id for state in self.channels.states}
        self._take()
        if {state.id for state in self.channels.states} - known:
            self._ask()
        elif self._process is None and (self._next is None or not self._wanted):
            self._plan(self._usual_wait())

    def check(self) -> None:
        """The person wants to know now. Without a channel there is nothing to ask."""
        if self.channels.any:
            self._ask()

    def close(self) -> None:
        """Ask no more, and end an update under way: the next one goes on from there."""
        self._cancel()
        if self._process is not None:
            self._process.blockSignals(True)
            self._process.kill()
            self._process.waitForFinished(1000)
            self._process = None

    def _ask(self) -> None:
        from PySide6.QtCore import QProcess

        if self._process is not None:
            return
        self._cancel()
        self._process = process = QProcess(self)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        self._limit = self._loop.call_later(_LONGEST_UPDATE, process.kill)
        self._before = self.channels
        self.channels = replace(self.channels, checking=True, next_check=None)
        self._told()
        process.start(self._command[0], self._command[1:])

    def _failed(self, error: QProcess.ProcessError) -> None:
        """A process that never started does not finish either; one that was killed does."""
        if error.name == "FailedToStart":
            self._ended()

    def _ended(self) -> None:
        if self._process is None:
            return
        self._process.deleteLater()
        self._process = None
        self._cancel()
        before = self._before  # somebody may have told us meanwhile, as the process itself does
        self._take()
        self.channels = replace(self.channels, checking=False, news=self.channels.files != before.files)
        unasked = self.channels.states == before.states  # each answer, good or bad, is noted with its time
        failing = any(state.state == "failing" for state in self.channels.states)
        self._failures = self._failures + 1 if failing or unasked else 0
        self._plan(self._usual_wait())

    @property
    def _wanted(self) -> bool:
        return bool(self.channels.states) or self._expected

    def _usual_wait(self) -> float:
        often = min((state.poll_minutes for state in self.channels.states), default=60)
        return next_wait(often, self._failures, self._chance())

    def _plan(self, seconds: float) -> None:
        """Without a channel there is no timer, and nobody is woken."""
        self._cancel()
        moment = None
        if self._wanted:
            self._next = self._loop.call_later(seconds, self._ask)
            moment = self._now() + timedelta(seconds=seconds)
        self.channels = replace(self.channels, next_check=moment)
        self._told()

    def _cancel(self) -> None:
        for handle in (self._next, self._limit):
            if handle is not None:
                handle.cancel()
        self._next = self._limit = None

    def _take(self) -> None:
        """Read anew what lies on the disk, and say so if other bundles are in use."""
        before = self.channels
        read = read_channels(self._folder)
        self.channels = replace(
            read, next_check=before.next_check, checking=before.checking, news=before.news
        )
        self._told()
        if self.channels.files != before.files:
            self._changed()


def _nothing() -> None:
    """Before it is started, nobody listens."""
