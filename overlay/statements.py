"""Has statements sent to the policy's learning record store, by a process of its own. Shows nothing itself.

Without a store there is neither a process nor a timer. With one, a process runs some minutes after something
happened, so that nobody is woken while nothing does; what speaks to servers is not loaded here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QObject

from content.policy.model import Policy
from content.xapi.forgetting import forget_waiting, forgotten
from content.xapi.standing import ACTIVE, FAILING, OFF, RESTING, Standing, heard
from overlay.channels import any_chance
from overlay.own_command import own_command
from overlay.processes import end
from overlay.profile import Profile
from triggers.loop import Handle, Loop

if TYPE_CHECKING:
    from PySide6.QtCore import QProcess

_FIRST_SECONDS = (60.0, 180.0)  # after the start, when the person's other programs are up
_GATHER_SECONDS = (240.0, 360.0)  # after something happened, so that one request brings it all
_SOON = 10.0  # seconds, when there was more than one run may send
_LONGEST_RUN = 900.0  # seconds; what was confirmed until then is done


class Statements(QObject):
    """``standing`` is how it stands; whoever gave ``start`` a callable is told each new one."""

    def __init__(
        self,
        loop: Loop,
        folder: Path,
        policy: Policy,
        command: Sequence[str],
        chance: Callable[[], float] = any_chance,
    ) -> None:
        """``command`` starts a process that sends what waits and tells its standing; ``folder`` has that."""
        super().__init__()
        self._loop, self._folder, self._policy = loop, folder, policy
        self._command, self._chance = list(command), chance
        self._told: Callable[[Standing], None] = _nobody
        self._process: QProcess | None = None
        self._next: Handle | None = None
        self._limit: Handle | None = None
        self._is_more = False
        store = policy.xapi
        self.standing = (
            Standing(OFF) if store is None else Standing(RESTING, server=urlsplit(store.url).netloc)
        )

    def start(self, told: Callable[[Standing], None]) -> None:
        """Send for the first time in a while, if there is a store; ``told`` hears how it stands, now too."""
        self._told = told
        if self._policy.xapi is not None:
            self._plan(*_FIRST_SECONDS)
        elif not self._policy.problems:  # a slip in the policy must cost nothing that waits
            with suppress(OSError):
                forget_waiting(self._folder)
        told(self.standing)

    def send_soon(self, _event: object = None) -> None:
        """Something happened that makes a statement: send it in some minutes."""
        if self._process is not None:
            self._is_more = True
        elif self._next is None and self.standing.state != OFF:
            self._plan(*_GATHER_SECONDS)

    def forget(self) -> str:
        """Erase what waits and the pseudonym, as the events were; returns "", or what is left and why."""
        self.close()
        return forgotten(self._folder)

    def close(self) -> None:
        """Send no more, and end what is under way: the next start goes on from there. May be called twice."""
        self._cancel()
        if (process := self._process) is not None:
            self._process = None
            end(process)

    def _send(self) -> None:
        from PySide6.QtCore import QProcess

        self._cancel()
        self._is_more = False
        self._process = process = QProcess(self)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._broke)
        self._limit = self._loop.call_later(_LONGEST_RUN, process.kill)
        process.start(self._command[0], self._command[1:])

    def _broke(self, error: QProcess.ProcessError) -> None:
        """A process that never started does not finish either; one that was killed does."""
        if error.name == "FailedToStart":
            self._ended()

    def _ended(self) -> None:
        if (process := self._process) is None:
            return
        self._process = None
        said = bytes(process.readAllStandardOutput().data())
        process.deleteLater()
        self._cancel()
        try:
            standing = heard(said)
        except ValueError:
            reason = "the process that sends statements ended early; it is tried again later"
            standing = replace(self.standing, state=FAILING, reason=reason, wait=_GATHER_SECONDS[1])
        if standing.state == OFF:
            pass  # the policy names no store any more
        elif standing.state != ACTIVE:
            least = max(standing.wait, _GATHER_SECONDS[0])
            self._plan(least, least)
        elif standing.waiting:
            self._plan(_SOON, _SOON)
        elif self._is_more:
            self._plan(*_GATHER_SECONDS)
        self._say(standing)

    def _plan(self, earliest: float, latest: float) -> None:
        wait = earliest + (latest - earliest) * self._chance()
        self._next = self._loop.call_later(wait, self._send)

    def _say(self, standing: Standing) -> None:
        self.standing = standing
        self._told(standing)

    def _cancel(self) -> None:
        for handle in (self._next, self._limit):
            if handle is not None:
                handle.cancel()
        self._next = self._limit = None


def statements_of(loop: Loop, profile: Profile, policy: Policy) -> Statements:
    """The ones of a running app."""
    command = own_command("--profile", str(profile.state), "send-statements")
    return Statements(loop, profile.xapi, policy, command)


def _nobody(_standing: Standing) -> None:
    """Before it is started, nobody listens."""
