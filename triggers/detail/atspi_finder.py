"""Finds the active window among those that applications have on the accessibility bus. Reads nothing in it.

It asks and hears no events, so that applications have no work with it while nobody changes windows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from triggers.accessibility import AGAIN, DESKTOP, AccessibilityBus
from triggers.accessible import Node, Steps, ask_children, nodes
from triggers.context import WindowInfo
from triggers.detail import atspi_steps
from triggers.detail.atspi_steps import Window
from triggers.detail.series import Series
from triggers.loop import Handle, Loop

_MOST_APPS = 200
_DOUBTFUL = 4
"""Looks before the window of before is taken for one of another title: it may only have been slow to go."""

Found = Callable[[WindowInfo, int | None, Window], None]


class Finder:
    """``found`` hears what may be the window each time it is looked at, until ``stop``.

    Applications are late: they start, they open a dialog before it is on the bus, they call it active later.
    """

    def __init__(self, loop: Loop, bus: AccessibilityBus, own_pid: int, found: Found) -> None:
        self._loop, self._bus, self._own_pid, self._found = loop, bus, own_pid, found
        self._series = Series(bus.ask)
        self._again: Handle | None = None
        self._sought: WindowInfo | None = None
        self._before: Node | None = None

    def seek(self, window: WindowInfo, before: Node | None = None) -> None:
        """Look for ``window``, in the application of the one ``before`` if that is its own, several times."""
        self.stop()
        self._sought, self._before = window, before
        self._look(window, before.sender if before is not None else "", 0)

    def stop(self) -> None:
        """It is found, or of no use any more; may be called twice."""
        self._sought = None
        if self._again is not None:
            self._again.cancel()
        self._series.clear()

    def _look(self, window: WindowInfo, near: str, attempt: int) -> None:
        if attempt < len(AGAIN):
            again = partial(self._look, window, near, attempt + 1)
            self._again = self._loop.call_later(AGAIN[attempt], again)
        if near:
            self._look_in(window, attempt, near, window.pid)
        else:
            self._series.ask("apps", _apps(), partial(self._took_apps, window, attempt))

    def _took_apps(self, window: WindowInfo, attempt: int, senders: list[str]) -> None:
        if window.pid is None:  # some compositors do not tell it: the title has to do
            steps = partial(atspi_steps.titled_window, senders, window.title)
            self._series.later("window", steps, partial(self._took, window, attempt, None))
            return
        for sender in senders:
            self._bus.with_pid(sender, partial(self._look_in, window, attempt, sender))

    def _look_in(self, window: WindowInfo, attempt: int, sender: str, pid: int | None) -> None:
        if pid == window.pid != self._own_pid and window is self._sought:
            steps = partial(atspi_steps.active_window, sender, window.title)
            self._series.later("window", steps, partial(self._took, window, attempt, pid))

    def _took(self, window: WindowInfo, attempt: int, pid: int | None, found: Window | None) -> None:
        if found is None or window is not self._sought:
            return
        if attempt >= _DOUBTFUL or found.node != self._before or found.fits(window.title):
            self._found(window, pid, found)


def _apps() -> Steps[list[str]]:
    (inside,) = yield [ask_children(DESKTOP)]
    return list(dict.fromkeys(node.sender for node in nodes(inside)[:_MOST_APPS]))
