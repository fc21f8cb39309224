"""Which source of detail is used here: the first of this system's that works. It knows how, not when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from triggers.context import current_os
from triggers.detail.base import Deliver, DetailSource, Lost
from triggers.loop import Loop
from triggers.selection import Candidate, PassedOver, first_that_works

Factory = Callable[[Loop], DetailSource]


@dataclass(frozen=True, slots=True)
class DetailChoice:
    """The source that runs now, None if none works here, and what was tried before it, in order."""

    source: DetailSource | None
    passed_over: tuple[PassedOver, ...]


def choose_detail(
    loop: Loop, deliver: Deliver, lost: Lost, candidates: Sequence[Candidate[Factory]] | None = None
) -> DetailChoice:
    """Start the first candidate that works and return it; it tells ``deliver`` and ``lost`` from now on."""

    def start(make: Factory) -> DetailSource:
        source = make(loop)
        source.start(deliver, lost)
        return source

    return DetailChoice(
        *first_that_works(_BY_SYSTEM[current_os()] if candidates is None else candidates, start)
    )


def _atspi(loop: Loop) -> DetailSource:
    from triggers.detail.atspi import AtspiDetail
    from triggers.detail.xclicks import XClicks

    return AtspiDetail(loop, clicks=XClicks(loop))


def _win32(loop: Loop) -> DetailSource:
    from triggers.detail.win32 import Win32Detail

    return Win32Detail(loop)


def _macos(loop: Loop) -> DetailSource:
    from triggers.detail.macos import MacDetail

    return MacDetail(loop)


_BY_SYSTEM: dict[str, tuple[Candidate[Factory], ...]] = {
    "linux": (Candidate("at-spi", _atspi),),
    "windows": (Candidate("win32", _win32),),
    "macos": (Candidate("macos", _macos),),
}
