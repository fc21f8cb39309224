"""What can be asked of and done to single X windows. Not for watching them: see triggers/sources/x11.py."""

from __future__ import annotations

from dataclasses import dataclass, field

from Xlib import X, Xatom
from Xlib.protocol import event

from triggers.context import Rect
from triggers.titles import MAX_LENGTH
from triggers.xdisplay import WindowGoneError, XConnection
from triggers.xtext import decode_class, decode_text

_FROM_A_PAGER = 2
"""Source indication of EWMH client messages: on the person's own demand, so the window manager obeys."""

# One 32-bit unit holds at least one character of UTF-8; the one more keeps a cut character out of the limit.
_TITLE_UNITS = MAX_LENGTH + 1


@dataclass(frozen=True, slots=True)
class XWindow:
    """What an X window says of itself, read in one go."""

    id: int
    pid: int | None
    window_class: str
    title: str = field(repr=False)
    frame: Rect
    full_screen: bool


def active_window_id(connection: XConnection) -> int | None:
    """The window that the window manager calls active, None if there is none."""
    found = _cardinals(connection, connection.root.id, "_NET_ACTIVE_WINDOW", 1)
    return found[0] if found and found[0] else None


def window_manager(connection: XConnection) -> int | None:
    """The check window of the running EWMH window manager, None if there is no such manager.

    A manager that was killed leaves the root's property behind, but not the window it points to.
    """
    found = _cardinals(connection, connection.root.id, "_NET_SUPPORTING_WM_CHECK", 1)
    if not found:
        return None
    try:
        confirmed = _cardinals(connection, found[0], "_NET_SUPPORTING_WM_CHECK", 1)
    except WindowGoneError:
        return None
    return found[0] if confirmed == found else None


def read_window(connection: XConnection, window_id: int) -> XWindow:
    """Read everything about a window. Raises WindowGoneError; then nothing half-read is left over."""
    pid = _cardinals(connection, window_id, "_NET_WM_PID", 1)
    window_class = _bytes(connection, window_id, Xatom.WM_CLASS, 256)
    title = read_title(connection, window_id)
    full_screen = fills_screen(connection, window_id)
    # Last, because this request fails on a vanished window while it was read.
    frame = read_frame(connection, window_id)
    return XWindow(
        id=window_id,
        pid=pid[0] if pid and pid[0] else None,
        window_class=decode_class(window_class[0]),
        title=title,
        frame=frame,
        full_screen=full_screen,
    )


def fills_screen(connection: XConnection, window_id: int) -> bool:
    """Whether the window manager shows the window on the whole screen. Raises WindowGoneError."""
    states = _cardinals(connection, window_id, "_NET_WM_STATE", 32)
    return connection.atom("_NET_WM_STATE_FULLSCREEN") in states


def read_title(connection: XConnection, window_id: int) -> str:
    """The title: _NET_WM_NAME, or WM_NAME where that is missing or empty. Raises WindowGoneError."""
    modern = _read_text(connection, window_id, connection.atom("_NET_WM_NAME"))
    return modern or _read_text(connection, window_id, Xatom.WM_NAME)


def read_frame(connection: XConnection, window_id: int) -> Rect:
    """The window with its decorations, without its shadow, in root coordinates. Raises WindowGoneError."""
    # Decorations the window manager drew around it (+), and shadows the program drew itself (-).
    left, right, top, bottom = (
        drawn - shadow
        for drawn, shadow in zip(
            _edges(connection, window_id, "_NET_FRAME_EXTENTS"),
            _edges(connection, window_id, "_GTK_FRAME_EXTENTS"),
            strict=True,
        )
    )
    window = connection.window(window_id)
    with connection.guarded():
        size = window.get_geometry()
        corner = connection.root.translate_coords(window_id, 0, 0)
    return Rect(
        x=corner.x - left,
        y=corner.y - top,
        width=size.width + left + right,
        height=size.height + top + bottom,
    )


def activate_window(connection: XConnection, window_id: int) -> None:
    """Ask the window manager to give the window the focus; nothing happens if it is gone."""
    message = event.ClientMessage(
        window=connection.window(window_id),
        client_type=connection.atom("_NET_ACTIVE_WINDOW"),
        data=(32, [_FROM_A_PAGER, X.CurrentTime, 0, 0, 0]),
    )
    with connection.guarded():
        connection.root.send_event(message, X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        connection.display.flush()


def _edges(connection: XConnection, window_id: int, name: str) -> tuple[int, ...]:
    found = _cardinals(connection, window_id, name, 4)
    return found if len(found) == 4 else (0, 0, 0, 0)


def _read_text(connection: XConnection, window_id: int, atom: int) -> str:
    value, kind = _bytes(connection, window_id, atom, _TITLE_UNITS)
    if kind == Xatom.STRING:
        return decode_text(value, "STRING")
    for name in ("UTF8_STRING", "COMPOUND_TEXT"):
        if kind == connection.atom(name):
            return decode_text(value, name)
    return decode_text(value, "")


def _bytes(connection: XConnection, window_id: int, atom: int, units: int) -> tuple[bytes, int]:
    """At most ``units`` times four bytes of a property, and its type; empty if it is missing or no text."""
    with connection.guarded():
        found = connection.window(window_id).get_property(atom, X.AnyPropertyType, 0, units)
    if found is None or not isinstance(found.value, bytes):
        return b"", 0
    return found.value, found.property_type


def _cardinals(connection: XConnection, window_id: int, name: str, count: int) -> tuple[int, ...]:
    """At most ``count`` 32-bit numbers of a property; empty if it is missing or of another form."""
    with connection.guarded():
        found = connection.window(window_id).get_property(connection.atom(name), X.AnyPropertyType, 0, count)
    if found is None or isinstance(found.value, bytes):
        return ()
    return tuple(found.value)
