"""A window that states only what a test wants it to: no toolkit, so no process, class or title by itself."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from Xlib import X, Xatom

from tests.desktop.xsession import XSession
from triggers.xdisplay import XConnection


class RawWindow:
    """A window of a connection of its own; ``with`` a block, it is closed whatever happens in there."""

    def __init__(
        self,
        session: XSession,
        *,
        pid: int | None = None,
        window_class: str | None = None,
        settled: bool = True,
    ) -> None:
        """Unless ``settled`` is false, wait until the manager has given it the focus, as new windows get.

        A manager does so some time after the window is mapped, and would take the focus away from the one
        that a test activates meanwhile.
        """
        self._x = XConnection(session.display)
        try:
            self._open(pid, window_class)
            if settled:
                session.wait_active(self.id)
        except BaseException:
            self.close()
            raise

    @property
    def id(self) -> int:
        return int(self._window.id)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

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

    def _open(self, pid: int | None, window_class: str | None) -> None:
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
