"""The window source for GNOME: an extension of ours in GNOME Shell tells us over D-Bus. No thread, no poll.

The extension is in packaging/gnome, for the person to install: GNOME Shell lets no other program know which
window is active. It tells only who asked to watch; we believe only GNOME Shell. What it tells is read in
told.py.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from triggers.bus_messages import Body, member_of, sender_of
from triggers.dbus import Bus, BusError
from triggers.loop import Loop
from triggers.sources.base import Deliver, SourceState, SourceUnavailableError, Unavailable
from triggers.sources.telling import PATIENCE, Telling
from triggers.sources.told import ToldWindows

if TYPE_CHECKING:
    from jeepney import Message

SHELL = "org.gnome.Shell"
INTERFACE = "org.sidecue.Windows"
PATH = "/org/sidecue/Windows"
INSTALLER = "/usr/share/sidecue/gnome/install.sh"

NOT_HERE = Unavailable("GNOME Shell is not running in this session")
GONE = Unavailable("GNOME Shell has gone", "It is followed again as soon as it is back.", returns=True)
SILENT = Unavailable("GNOME Shell does not answer", "Log in again if windows do not react either.")
NO_EXTENSION = Unavailable(
    "Sidecue's extension does not run in GNOME Shell",
    f"Run {INSTALLER} (in the source: packaging/gnome/install.sh), then log out and in again.",
    returns=True,
)
SWITCHED_OFF = Unavailable(
    "Sidecue's extension for GNOME Shell was switched off",
    "Switch it on in GNOME's app Extensions.",
    returns=True,
)


class GnomeSource:
    """Watches the active window of the GNOME Shell on this session's bus."""

    name = "gnome"

    def __init__(self, loop: Loop, own_pid: int, patience: float = PATIENCE) -> None:
        self._loop = loop
        self._own_pid = own_pid
        self._patience = patience
        self._told = ToldWindows()
        self._bus: Bus | None = None
        self._telling: Telling | None = None
        self._shell = ""  # the unique name of GNOME Shell, "" while there is none

    def start(self, deliver: Deliver) -> None:
        """As in WindowSource; the first state follows when GNOME Shell has answered."""
        try:
            self._bus = Bus(self._loop, "SESSION", self._lost)
        except BusError as problem:
            raise SourceUnavailableError(problem.reason, problem.remedy) from problem
        self._telling = Telling(self._loop, deliver, SILENT, self._patience)
        self._bus.hear(self._heard)
        self._bus.listen(INTERFACE, "Ready")  # the other signals are sent to us alone
        self._bus.follow(SHELL, self._owned)
        self._telling.await_word()

    def activate(self, window_id: int) -> None:
        """As in WindowSource."""
        wanted = self._told.id_of(window_id)
        if wanted is not None and self._bus is not None:
            self._bus.call(SHELL, PATH, INTERFACE, "Activate", "u", (int(wanted),))

    def close(self) -> None:
        """As in WindowSource; the extension notices that we have gone."""
        if self._telling is not None:
            self._telling.close()
            self._telling = None
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    # --- GNOME Shell and the extension come and go ----------------------------------------------------

    def _owned(self, owner: str) -> None:
        was_here, self._shell = bool(self._shell), owner
        if owner:
            self._watch()
        else:
            self._tell(GONE if was_here else NOT_HERE)

    def _watch(self) -> None:
        if self._bus is not None and self._telling is not None:
            self._telling.await_word()
            self._bus.call(SHELL, PATH, INTERFACE, "Watch", "u", (self._own_pid,), self._watched)

    def _watched(self, body: Body | None, reason: str) -> None:  # noqa: ARG002 # as Answered is
        if body is not None:
            self._hear(body)
        elif self._shell:  # else it has gone meanwhile, which is told already
            self._tell(NO_EXTENSION)

    def _heard(self, signal: Message) -> None:
        interface, member = member_of(signal)
        if interface != INTERFACE or not self._shell or sender_of(signal) != self._shell:
            return
        if member == "Changed":
            self._hear(signal.body)
        elif member == "Ready":
            self._watch()
        elif member == "Ended":
            self._tell(SWITCHED_OFF)

    def _lost(self, reason: str) -> None:
        telling, self._telling, self._shell = self._telling, None, ""
        self.close()
        if telling is not None:
            telling.close(reason)

    def _hear(self, body: Body) -> None:
        at = time.monotonic()
        try:
            self._tell(self._told.state(body[0]), at)
        except (ValueError, TypeError, IndexError):
            self._tell(
                Unavailable("Sidecue's extension for GNOME Shell is of another version", NO_EXTENSION.remedy)
            )

    def _tell(self, state: SourceState, at: float | None = None) -> None:
        if self._telling is not None:
            self._telling.tell(state, at)
