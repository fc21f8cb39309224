"""Keeps the picture still while what is decided flaps: at once after a rest, else when it has settled.

Between one that decides and one that shows. Not for deciding, and not for what the person asks for: that is
shown at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum

from triggers.loop import Handle, Loop

REST = 0.25
"""Seconds for which a decision must hold that follows another one, or that takes something away.

Dialogs that open and close, titles that count, and a walk through several windows are over by then, mostly; a
person who looks for the panel where it was a moment ago does not notice."""


_LONGEST = 2.0
_GROWTH = 1.5
"""Each decision that did not last lengthens the rest asked for, up to ``_LONGEST`` seconds: what flaps for
long must hold for longer before it is believed."""


class Haste(Enum):
    """Why a change may come sooner than others.

    COMPLETES: more has become known of the window that the last change was about. Both are one change, and
    if the first of them came after a rest, the second need not wait.
    """

    NONE = 0
    ASKED = 1
    COMPLETES = 2


class Calm:
    """Holds one change back at most, the last; without a loop none."""

    def __init__(self, loop: Loop | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self._loop, self._clock = loop, clock
        self._changed = float("-inf")
        self._went = float("-inf")
        self._flapped = float("-inf")
        self._rest = REST
        self._waiting: Handle | None = None
        self._for: object = None
        self._began_free = True

    @property
    def waits(self) -> bool:
        """Whether a change is held back."""
        return self._waiting is not None

    def change(self, to: object, act: Callable[[], None], *, lingers: bool, haste: Haste) -> None:
        """Run ``act``, which makes the picture ``to``, now or when that has settled.

        ``lingers`` for a change that takes something away; ``haste`` is ASKED when the person asked for it.
        """
        if self._clock() - self._flapped > 2 * _LONGEST:
            self._rest = REST
        completes = haste is Haste.COMPLETES
        self._began_free = free = self._began_free if completes else self._is_free
        if self._loop is None or haste is Haste.ASKED or (free and (completes or not lingers)):
            self._call_off(grows=not completes)
            self._run(act, lingers=lingers)
        elif not self.waits or self._for != to:
            self._call_off()
            self._for = to
            self._waiting = self._loop.call_later(self._rest, lambda: self._settled(act, lingers=lingers))

    def forget(self) -> None:
        """The picture is right as it is: what was held back is void."""
        self._began_free = self._is_free
        self._call_off()

    @property
    def _is_free(self) -> bool:
        return self._clock() - self._changed >= self._rest and not self.waits

    def _call_off(self, *, grows: bool = True) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting, self._for = None, None
            if grows:
                self._grow()

    def _settled(self, act: Callable[[], None], *, lingers: bool) -> None:
        self._waiting, self._for = None, None
        self._run(act, lingers=lingers)

    def _run(self, act: Callable[[], None], *, lingers: bool) -> None:
        if lingers:  # it waited long enough: the next window need not wait once more
            self._went = self._clock()
        else:
            self._changed = self._clock()
            if self._changed - self._went < _LONGEST:
                self._grow()  # gone and back
        act()

    def _grow(self) -> None:
        self._flapped = self._clock()
        self._rest = min(_LONGEST, self._rest * _GROWTH)
