"""The first registrar that works, also where one turns out only later not to. Registers nothing itself.

A registrar that cannot work at all says so when it is made, or later by losing all chords (``None``). Then
the next one is made and gets every chord that is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from triggers.hotkeys.base import HotkeyError, HotkeyRegistrar, TellLost
from triggers.loop import Loop
from triggers.selection import Candidate, PassedOver, all_reasons, first_that_works

Factory = Callable[[Loop, TellLost], HotkeyRegistrar]


class NoHotkeys:
    """The honest stand-in where no registrar works: refuses each hotkey with every reason."""

    name = "none"

    def __init__(self, passed_over: Sequence[PassedOver]) -> None:
        self.refusal = HotkeyError(
            f"Global hotkeys do not work here ({all_reasons(passed_over)})",
            "Set a shortcut to the command `sidecue palette` in the desktop's keyboard settings.",
        )

    def register(self, chord: str, pressed: Callable[[], None]) -> None:  # noqa: ARG002 # the Protocol's
        """Raises HotkeyError, always."""
        raise self.refusal

    def unregister(self, chord: str) -> None:
        """As in HotkeyRegistrar: nothing is registered."""

    def close(self) -> None:
        """As in HotkeyRegistrar: nothing is held."""


class MovingOn:
    """A HotkeyRegistrar; ``passed_over`` says at any time which were tried in vain, and why."""

    def __init__(self, loop: Loop, tell_lost: TellLost, candidates: Sequence[Candidate[Factory]]) -> None:
        self._loop, self._tell_lost = loop, tell_lost
        self._left = list(candidates)
        self._wanted: dict[str, Callable[[], None]] = {}
        self._closed = False
        self.passed_over: tuple[PassedOver, ...] = ()
        self.registrar = self._next()
        self.name = self.registrar.name

    def register(self, chord: str, pressed: Callable[[], None]) -> None:
        """As in HotkeyRegistrar."""
        self.registrar.register(chord, pressed)
        self._wanted[chord] = pressed

    def unregister(self, chord: str) -> None:
        """As in HotkeyRegistrar."""
        self._wanted.pop(chord, None)
        self.registrar.unregister(chord)

    def close(self) -> None:
        """As in HotkeyRegistrar."""
        self._closed = True
        self._wanted.clear()
        self.registrar.close()

    def _next(self) -> HotkeyRegistrar:
        tried = len(self._left)
        registrar, refused = first_that_works(
            self._left, lambda make: make(self._loop, partial(self._lost, tried))
        )
        del self._left[: len(refused) + 1]
        self._tried = tried
        self.passed_over += refused
        return registrar or NoHotkeys(self.passed_over)

    def _lost(self, tried: int, chord: str | None, reason: HotkeyError) -> None:
        if tried != self._tried or self._closed:
            return  # of one that is not used any more
        if chord is None:
            self.passed_over += (PassedOver(self.name, reason.reason, reason.remedy),)
            self._loop.call_later(0, self._move_on)
        else:
            self._tell_lost(chord, reason)

    def _move_on(self) -> None:
        if self._closed:
            return
        self.registrar.close()
        self.registrar = self._next()
        self.name = self.registrar.name
        if isinstance(self.registrar, NoHotkeys):
            self._wanted.clear()
            self._tell_lost(None, self.registrar.refusal)
            return
        for chord, pressed in list(self._wanted.items()):
            try:
                self.registrar.register(chord, pressed)
            except HotkeyError as refusal:
                self._tell_lost(chord, refusal)
