"""A hotkey registrar at work in a test's process, with what was pressed and what was told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Self

from triggers.hotkeys.base import HotkeyError, HotkeyRegistrar, Tell, WaitsError
from triggers.loop import Loop, SelectorLoop


class Pressing:
    """``with Pressing(make) as pressing``: the registrar works while ``until`` or ``rest`` turn its loop."""

    def __init__(self, make: Callable[[Loop, Tell], HotkeyRegistrar]) -> None:
        self.loop = SelectorLoop()
        self.pressed: list[str] = []
        self.lost: list[tuple[str | None, HotkeyError]] = []
        self.working: set[str] = set()  # what was told to work, and not to have been lost since
        self.waited: list[str] = []  # what was told to wait for an answer, again perhaps
        self.hotkeys = make(self.loop, self._told)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.hotkeys.close()
        self.loop.close()

    @property
    def problems(self) -> list[tuple[str | None, str]]:
        return [(chord, why.reason) for chord, why in self.lost]

    def register(self, *chords: str) -> None:
        for chord in chords:
            if self.hotkeys.register(chord, partial(self.pressed.append, chord), f"Do {chord}"):
                self.working.add(chord)

    def until(self, holds: Callable[[], bool], timeout: float = 10) -> None:
        assert self.loop.run(holds, timeout), (self.pressed, self.problems)

    def rest(self, seconds: float = 0.3) -> None:
        self.loop.run(lambda: False, seconds)

    def _told(self, chord: str | None, why: HotkeyError | None) -> None:
        if isinstance(why, WaitsError):
            self.working.discard(chord or "")
            self.waited.append(chord or "")
        elif why is not None:
            self.lost.append((chord, why))
            self.working -= {chord} if chord is not None else self.working
        elif chord is not None:
            self.working.add(chord)
