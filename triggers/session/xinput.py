"""The age of the last input and the pointer's buttons on X11, for activity.py. Asks for no key, ever."""

from __future__ import annotations

import time
from collections.abc import Callable

from Xlib import X
from Xlib.ext import screensaver

from triggers.session.activity import Activity, Sample
from triggers.session.base import Reading, SessionUnavailableError, Sign
from triggers.xdisplay import NoXServerError, XConnection, XError, open_x11

_EXTENSION = "MIT-SCREEN-SAVER"
_BUTTONS = X.Button1Mask | X.Button2Mask | X.Button3Mask


class XInputSource:
    """Two questions to the X server each time it is read, in less than a millisecond; nothing in between."""

    name = "x11"
    signs = frozenset({Sign.TYPING, Sign.DRAGGING, Sign.IDLE})

    def __init__(
        self, connect: Callable[[], XConnection] = open_x11, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._connect, self._clock = connect, clock
        self._connection: XConnection | None = None
        self._activity = Activity()
        self._opcode = 0
        self._lost = ""

    def start(self, changed: Callable[[], None]) -> None:  # noqa: ARG002 - it never tells of changes
        """As in SessionSource."""
        try:
            connection = self._connect()
        except NoXServerError as problem:
            raise SessionUnavailableError(problem.reason, problem.remedy) from problem
        try:
            with connection.guarded():
                info = connection.display.query_extension(_EXTENSION)
        except XError as lost:
            connection.close()
            raise SessionUnavailableError(lost.reason) from lost
        if info is None:
            connection.close()
            raise SessionUnavailableError(f"the X server lacks {_EXTENSION}")
        self._connection, self._opcode = connection, info.major_opcode

    def read(self) -> Reading:
        """As in SessionSource."""
        if self._connection is None:
            return Reading(unknown=dict.fromkeys(self.signs, self._lost or "the X connection is closed"))
        try:
            sample = self._sample(self._connection)
        except XError as lost:
            self._lost = lost.reason
            self.close()
            return self.read()
        return self._activity.reading(sample, self._clock())

    def close(self) -> None:
        """As in SessionSource."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _sample(self, connection: XConnection) -> Sample:
        with connection.guarded():
            pointer = connection.root.query_pointer()
            asked = screensaver.QueryInfo(
                display=connection.display.display, opcode=self._opcode, drawable=connection.root
            )
        where = (int(pointer.root_x), int(pointer.root_y))
        return Sample(int(asked.idle) / 1000, where, bool(pointer.mask & _BUTTONS))
