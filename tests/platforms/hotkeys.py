"""A hotkey registrar at work in a test's process, with what was pressed and what was lost."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from triggers.hotkeys.base import HotkeyError, HotkeyRegistrar, TellLost
from triggers.loop import Loop, SelectorLoop


class Pressing:
    """``with Pressing(make) as pressing``: the registrar works while ``until`` or ``rest`` turn its loop."""

    def __init__(self, make: Callable[[Loop, TellLost], HotkeyRegistrar]) -> None:
        self.loop = SelectorLoop()
        self.pressed: list[str] = []
        self.lost: list[tuple[str | None, HotkeyError]] = []
        self.hotkeys = make(self.loop, lambda chord, why: self.lost.append((chord, why)))

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
            self.hotkeys.register(chord, lambda chord=chord: self.pressed.append(chord))  # type: ignore[misc] # mypy and defaults

    def until(self, holds: Callable[[], bool], timeout: float = 10) -> None:
        assert self.loop.run(holds, timeout), (self.pressed, self.problems)

    def rest(self, seconds: float = 0.3) -> None:
        self.loop.run(lambda: False, seconds)
