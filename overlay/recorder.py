"""Makes events of what happens in the app, one method for each kind, and hands them on. Keeps none itself."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Literal

from content.attention.cue import Loudness
from content.events.event import Event, Happening

Sink = Callable[[Event], None]
Origin = Literal["tab", "palette", "key", "link", "panel", "suggestion", "tray"]


def _local() -> datetime:
    return datetime.now().astimezone()


def _random_id() -> str:
    """A random UUID (version 4). Python's module for them costs the idle app half a megabyte."""
    number = int.from_bytes(os.urandom(16), "big") & ~(0xF000 << 64) & ~(0xC000 << 48) | 4 << 76 | 2 << 62
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


class Recorder:
    """``sinks`` take each event at once and raise nothing; without any it does nothing.

    Titles and what is typed are not handed to it, so that they cannot get into an event.
    """

    def __init__(
        self,
        sinks: Sequence[Sink] = (),
        now: Callable[[], datetime] = _local,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """``monotonic`` tells seconds, for lengths of time: ``now`` may be put back."""
        self._sinks, self._now, self._monotonic = sinks, now, monotonic
        self._cued: dict[str, Loudness] = {}
        self._begun: dict[str, float] = {}

    def visited(self, card: str) -> None:
        """A visit to the context of ``card`` begins."""
        self._cued.pop(card, None)
        self._record(Happening.VISITED, card)

    def cued(self, card: str, loudness: Loudness) -> None:
        """``card`` speaks by itself; told again in the same visit it counts only if it is louder."""
        if loudness <= self._cued.get(card, Loudness.NONE):
            return
        self._cued[card] = loudness
        if loudness is Loudness.PANEL:
            self._begun[card] = self._monotonic()
        self._record(Happening.CUED, card, loudness=loudness.name.lower())

    def opened(self, card: str, origin: Origin) -> None:
        """The person opened ``card``."""
        self._begun[card] = self._monotonic()
        self._record(Happening.OPENED, card, **{"from": origin})

    def dismissed(self, card: str, loudness: Loudness) -> None:
        """The person closed ``card``, which they had not completed."""
        self._record(Happening.DISMISSED, card, loudness=loudness.name.lower())

    def completed(self, card: str) -> None:
        """Its last item was ticked, or its last step reached."""
        begun = self._begun.pop(card, None)
        took = {} if begun is None else {"seconds": round(self._monotonic() - begun, 1)}
        self._record(Happening.COMPLETED, card, **took)

    def wished(self, card: str, wish: Literal["not-here", "not-today", "never"]) -> None:
        """The person asked not to see ``card``."""
        self._record(Happening.WISHED, card, wish=wish)

    def learned(self, what: Happening, card: str, detail: Mapping[str, str | int | float]) -> None:
        """What overlay/lessons.py tells: known, recalled, rated. That a card is done, we hear anyway."""
        if what is not Happening.COMPLETED:
            self._record(what, card, **detail)

    def acknowledged(self, card: str, how: Literal["done", "declined"]) -> None:
        """A required card was worked through, or declined with a reason, which stays out."""
        self._record(Happening.ACKNOWLEDGED, card, how=how)

    def searched(self, found: Literal["opened", "left", "nothing"], letters: int) -> None:
        """A search of so many ``letters`` ended."""
        self._record(Happening.SEARCHED, "", found=found, letters=letters)

    def _record(self, what: Happening, card: str, **detail: str | float) -> None:
        if self._sinks:
            event = Event(_random_id(), self._now(), what, card, detail)
            for sink in self._sinks:
                sink(event)
