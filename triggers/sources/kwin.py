"""The window source for KDE Plasma: a script of ours in KWin tells us over D-Bus. No thread, no polling.

KWin is given the script's file when it runs, and forgets it when we close. The script calls a name of ours on
the session bus; calls are believed from KWin alone. What it tells is read in told.py, the script itself is
included/kwin.js. For Plasma 5.27 and 6.
"""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from triggers.bus_messages import Body, member_of, sender_of
from triggers.dbus import BUS, Answered, Bus, BusError
from triggers.loop import Loop
from triggers.sources.base import Deliver, SourceState, SourceUnavailableError, Unavailable
from triggers.sources.telling import PATIENCE, Telling
from triggers.sources.told import ToldWindows

if TYPE_CHECKING:
    from jeepney import Message

KWIN = "org.kde.KWin"
NAME = "org.sidecue.Windows"
"""Our name on the bus; it is also the interface of what the scripts call."""

NOT_HERE = Unavailable("KWin is not running in this session")
GONE = Unavailable("KWin has gone", "It is followed again as soon as it is back.")
SILENT = Unavailable("KWin does not answer", "Log in again if windows do not react either.")
NAME_TAKEN = Unavailable(
    f"Another program has the name {NAME} on D-Bus, perhaps another Sidecue", "End the other one."
)

_SCRIPTING = ("/Scripting", "org.kde.kwin.Scripting")
_FILES = Path(__file__).parent / "included"
_WATCH, _ACTIVATE = "kwin.js", "kwin_activate.js"
_PLUGINS = {_WATCH: "sidecue-windows", _ACTIVATE: "sidecue-activate"}
_PATHS = ("/Scripting/Script{}", "/{}")
"""Where Plasma 6 and Plasma 5 keep the script with a number."""

_AGAIN = 0.1
"""Seconds between two attempts to load a script."""

_ATTEMPTS = 30


class KWinSource:
    """Watches the active window of the KWin on this session's bus."""

    name = "kwin"

    def __init__(self, loop: Loop, own_pid: int, patience: float = PATIENCE) -> None:
        self._loop = loop
        self._own_pid = own_pid
        self._patience = patience
        self._told = ToldWindows()
        self._bus: Bus | None = None
        self._telling: Telling | None = None
        self._kwin = ""  # the unique name of KWin, "" while there is none
        self._is_named = False  # whether NAME is ours
        self._wanted = ""  # the window that the activating script is to ask for

    def start(self, deliver: Deliver) -> None:
        """As in WindowSource; the first state follows when KWin has answered."""
        try:
            self._bus = Bus(self._loop, "SESSION", self._lost)
        except BusError as problem:
            raise SourceUnavailableError(problem.reason, problem.remedy) from problem
        self._telling = Telling(self._loop, deliver, SILENT, self._patience)
        self._bus.serve(self._asked)
        self._bus.hear(self._heard)
        self._bus.follow(KWIN, self._owned)
        self._telling.await_word()

    def activate(self, window_id: int) -> None:
        """As in WindowSource; KWin does it in a few milliseconds, by a script that asks which."""
        wanted = self._told.id_of(window_id)
        if wanted is not None and self._kwin:
            self._wanted = wanted
            self._load(_ACTIVATE)

    def close(self) -> None:
        """As in WindowSource."""
        if self._telling is not None:
            self._telling.close()
            self._telling = None
        if self._bus is not None:
            for file in _PLUGINS if self._kwin and self._is_named else ():  # else they are another Sidecue's
                self._script("unloadScript", "s", (_PLUGINS[file],))
            self._bus.close()
            self._bus = None
        self._kwin = ""

    # --- KWin comes and goes --------------------------------------------------------------------------

    def _owned(self, owner: str) -> None:
        was_here, self._kwin = bool(self._kwin), owner
        if not owner:
            self._tell(GONE if was_here else NOT_HERE)
            return
        self._await_word()
        if self._is_named:
            self._load(_WATCH)
        elif self._bus is not None:
            self._bus.own(NAME, self._named)

    def _named(self, body: Body | None, reason: str) -> None:
        # Only now: the script would tell another owner of the name what windows are called.
        if body is None:
            self._tell(Unavailable(f"Sidecue cannot be called on D-Bus: {reason}"))
        elif body[0] not in (1, 4):  # ours now, or ours already; else we wait in line for it
            self._tell(NAME_TAKEN)
        elif not self._is_named:
            self._is_named = True
            self._load(_WATCH)

    def _heard(self, signal: Message) -> None:
        if member_of(signal) == (BUS, "NameAcquired") and sender_of(signal) == BUS and signal.body[0] == NAME:
            self._await_word()
            self._named((1,), "")

    def _lost(self, reason: str) -> None:
        telling, self._telling, self._kwin = self._telling, None, ""
        self.close()
        if telling is not None:
            telling.close(reason)

    # --- our scripts in KWin --------------------------------------------------------------------------

    def _load(self, file: str, attempts: int = _ATTEMPTS) -> None:
        plugin = _PLUGINS[file]
        self._script("unloadScript", "s", (plugin,))  # what a Sidecue that crashed has left behind
        loaded = partial(self._loaded, file, self._kwin, attempts)
        self._script("loadScript", "ss", (str(_FILES / file), plugin), loaded)

    def _loaded(self, file: str, kwin: str, attempts: int, body: Body | None, reason: str) -> None:
        if kwin != self._kwin:
            return  # it has gone meanwhile
        number = -1 if body is None else int(body[0])
        if number >= 0:
            self._run(number, _PATHS, None, "")
            return
        # A KWin that has just started has its name some time before it takes scripts, and a script that was
        # unloaded stays for a moment, in which it cannot be loaded again.
        self._fear(f"KWin runs no scripts here: {reason or 'it refuses the file'}")
        if attempts:
            self._loop.call_later(_AGAIN, partial(self._load_again, file, kwin, attempts - 1))

    def _load_again(self, file: str, kwin: str, attempts: int) -> None:
        if kwin == self._kwin:
            self._load(file, attempts)

    def _run(self, number: int, paths: tuple[str, ...], body: Body | None, reason: str) -> None:
        """Run the script at the first of ``paths`` that is there; ``body`` and ``reason`` are of the last."""
        if body is not None or self._bus is None:
            return
        if not paths:
            self._fear(f"KWin does not run Sidecue's script: {reason}")
            return
        path, *others = paths
        answered = partial(self._run, number, tuple(others))
        self._bus.call(KWIN, path.format(number), "org.kde.kwin.Script", "run", "", (), answered)

    def _script(self, method: str, signature: str, body: Body, answered: Answered = lambda *_: None) -> None:
        if self._bus is not None:
            self._bus.call(KWIN, *_SCRIPTING, method, signature, body, answered)

    # --- what the scripts call ------------------------------------------------------------------------

    def _asked(self, call: Message) -> tuple[str, Body]:
        at = time.monotonic()
        interface, member = member_of(call)
        if interface != NAME or not self._kwin or sender_of(call) != self._kwin:
            raise BusError("only KWin is answered here")
        if member == "Begin":
            return "i", (self._own_pid,)
        if member == "Wanted":
            wanted, self._wanted = self._wanted, ""
            return "s", (wanted,)
        if member != "Tell" or len(call.body) != 1 or not isinstance(call.body[0], str):
            raise BusError("there is no such method here")
        self._hear(call.body[0], at)
        return "", ()

    def _hear(self, text: str, at: float) -> None:
        try:
            state = self._told.state(text)
        except ValueError as problem:
            raise BusError(str(problem)) from problem
        self._tell(state, at)

    # --- waiting and telling --------------------------------------------------------------------------

    def _await_word(self) -> None:
        if self._telling is not None:
            self._telling.await_word()

    def _fear(self, trouble: str) -> None:
        if self._telling is not None:
            self._telling.trouble = Unavailable(trouble)

    def _tell(self, state: SourceState, at: float | None = None) -> None:
        if self._telling is not None:
            self._telling.tell(state, at)
