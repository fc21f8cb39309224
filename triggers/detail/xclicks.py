"""Where the person clicks, on X11: the raw presses of the first button. Takes nothing away from anybody."""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import suppress

from Xlib.ext import ge, xinput
from Xlib.protocol import rq

from triggers.loop import Loop
from triggers.xdisplay import NoXServerError, XConnection, XError, open_x11

_EXTENSION = "XInputExtension"
_RAW_BUTTON_PRESS = 15
_DETAIL = 6
"""Bytes into a raw event's data at which the button stands, after the device and the time."""


class XClicks:
    """Without an X server that knows all windows it tells nothing, because Wayland tells nobody."""

    def __init__(self, loop: Loop, connect: Callable[[], XConnection] = open_x11) -> None:
        self._loop, self._connect = loop, connect
        self._connection: XConnection | None = None
        self._clicked: Callable[[int, int], None] = lambda *_: None

    def start(self, clicked: Callable[[int, int], None]) -> None:
        """As in Clicks."""
        self._clicked = clicked
        try:
            connection = self._connect()
        except NoXServerError:
            return
        has_it = False
        with suppress(XError), connection.guarded():
            has_it = self._select(connection)
        if not has_it:
            connection.close()
            return
        self._connection = connection
        connection.watch(self._loop, self._readable)
        self._readable()

    def close(self) -> None:
        """As in Clicks."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _select(self, connection: XConnection) -> bool:
        display = connection.display
        info = display.query_extension(_EXTENSION)
        if info is None:
            return False
        display.display.set_extension_major(_EXTENSION, info.major_opcode)
        display.extension_add_event(ge.GenericEventCode, ge.GenericEvent)
        xinput.query_version(display)
        xinput.select_events(connection.root, [(xinput.AllMasterDevices, [1 << _RAW_BUTTON_PRESS])])
        return True

    def _readable(self) -> None:
        connection = self._connection
        try:
            while connection is not None and connection.pending():
                pressed = [event for event in connection.events() if _is_first_button(event)]
                if pressed:  # of several only the last can still be looked up
                    with connection.guarded():
                        pointer = connection.root.query_pointer()
                    self._clicked(int(pointer.root_x), int(pointer.root_y))
                connection = self._connection
        except XError:
            self.close()


def _is_first_button(event: rq.Event) -> bool:
    if event.type != ge.GenericEventCode or event.evtype != _RAW_BUTTON_PRESS:
        return False
    return isinstance(event.data, bytes) and struct.unpack_from("=I", event.data, _DETAIL) == (1,)
