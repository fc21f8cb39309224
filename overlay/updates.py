"""Asks the channels for new bundles now and then, by a process of its own. Does nothing without channels."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from triggers.loop import Handle, Loop

if TYPE_CHECKING:
    from PySide6.QtCore import QProcess

    from content.channels.desk.report import ChannelState

_FIRST_SECONDS = (60.0, 300.0)  # after the start, when the person's other programs are up
_SPREAD = 0.2  # so that a company's desks do not all ask at the same moment
_LONGEST_WAIT = 86_400.0
_LONGEST_UPDATE = 3600.0  # seconds; what was fetched until then is kept


@dataclass(frozen=True, slots=True)
class Channels:
    """What the person is told of their channels, and where the bundles lie that are in use."""

    states: tuple[ChannelState, ...] = ()
    files: tuple[Path, ...] = ()
    problems: tuple[str, ...] = ()
    next_check: datetime | None = None


def next_wait(poll_minutes: int, failures: int, chance: float) -> float:
    """Seconds until the channels are asked again; ``chance`` is from 0 to 1.

    Each failure doubles the wait, up to a day, or to what the channel asks for if that is more.
    """
    usual = poll_minutes * 60.0
    wait = min(usual * 2.0 ** min(failures, 20), max(usual, _LONGEST_WAIT))
    return wait * (1 - _SPREAD + 2 * _SPREAD * chance)


def any_chance() -> float:
    """A number from 0 to 1; the module `random` would be loaded for this alone."""
    return int.from_bytes(os.urandom(4), "big") / 0xFFFFFFFF


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
        self.channels = self._read()

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
        elif self._next is None and self._process is None:
            self._plan(self._usual_wait())

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

        self._cancel()
        if self._process is not None:
            return
        self._process = process = QProcess(self)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._failed)
        self._limit = self._loop.call_later(_LONGEST_UPDATE, process.kill)
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
        before = self.channels.states
        self._take()
        unasked = self.channels.states == before  # each answer, good or bad, is noted with its time
        failing = any(state.state == "failing" for state in self.channels.states)
        self._failures = self._failures + 1 if failing or unasked else 0
        self._plan(self._usual_wait())

    def _usual_wait(self) -> float:
        often = min((state.poll_minutes for state in self.channels.states), default=60)
        return next_wait(often, self._failures, self._chance())

    def _plan(self, seconds: float) -> None:
        """Without a channel there is no timer, and nobody is woken."""
        self._cancel()
        moment = None
        if self.channels.states or self._expected:
            self._next = self._loop.call_later(seconds, self._ask)
            moment = self._now() + timedelta(seconds=seconds)
        held = self.channels
        self.channels = Channels(held.states, held.files, held.problems, moment)
        self._told()

    def _cancel(self) -> None:
        for handle in (self._next, self._limit):
            if handle is not None:
                handle.cancel()
        self._next = self._limit = None

    def _take(self) -> None:
        """Read anew what lies on the disk, and say so if other bundles are in use."""
        before = self.channels
        self.channels = self._read()
        self._told()
        if self.channels.files != before.files:
            self._changed()

    def _read(self) -> Channels:
        if not self._folder.is_dir():
            return Channels()
        # Only a desk with a channel pays for these.
        from content.channels.desk.active import active_bundles
        from content.channels.desk.states import channel_states, policy_problems

        active = active_bundles(self._folder)
        problems = (*active.problems, *policy_problems(self._folder))
        return Channels(channel_states(self._folder), tuple(active.files), problems)


def _nothing() -> None:
    """Before it is started, nobody listens."""
