"""A window that states only what a test wants it to: no toolkit, so no process, class or title by itself."""

from __future__ import annotations

from Xlib import X, Xatom

from tests.desktop.xsession import XSession
from triggers.xdisplay import XConnection


class RawWindow:
    """A mapped, managed window of a connection of its own."""

    def __init__(self, session: XSession, *, pid: int | None = None, window_class: str | None = None) -> None:
        self._x = XConnection(session.display)
        self._window = self._x.root.create_window(
            300, 200, 240, 120, 0, X.CopyFromParent, X.InputOutput, X.CopyFromParent
        )
        if pid is not None:
            self.write("_NET_WM_PID", Xatom.CARDINAL, 32, [pid])
        if window_class is not None:
            self._window.set_wm_class(window_class.lower(), window_class)
        self._window.set_wm_hints(flags=1, input=1)
        self._window.map()
        self._x.sync()

    @property
    def id(self) -> int:
        return int(self._window.id)

    def write(self, name: str, kind: int | str, form: int, value: bytes | list[int]) -> None:
        """Set a property of type ``kind``, an atom or its name; ``form`` 8 is bytes, 32 numbers."""
        kind = self._x.atom(kind) if isinstance(kind, str) else kind
        self._window.change_property(self._x.atom(name), kind, form, value)
        self._x.sync()

    def forget(self, name: str) -> None:
        """Remove a property."""
        self._window.delete_property(self._x.atom(name))
        self._x.sync()

    def move(self, x: int, y: int, width: int, height: int) -> None:
        """Ask for another place and size."""
        self._window.configure(x=x, y=y, width=width, height=height)
        self._x.sync()

    def close(self) -> None:
        """Destroy the window and its connection."""
        self._x.close()
