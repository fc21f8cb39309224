"""Where the session's Wayland compositor listens, and which one it is. Speaks with none of them.

Names in the environment only say where to knock: who really answers is asked of the kernel.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
from pathlib import Path

from triggers.selection import NotHereError

_CREDENTIALS = struct.Struct("=3i")  # of the process at the other end: its number, user and group


class CompositorError(NotHereError):
    """No compositor answers there, or it cannot be understood."""


def connect(path: Path) -> socket.socket:
    """A connection that never waits. Raises CompositorError."""
    family = getattr(socket, "AF_UNIX", None)  # which Windows lacks
    if family is None:
        raise CompositorError("there are no sockets of compositors on this system")
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setblocking(False)
    try:
        made.connect(str(path))
    except OSError as problem:  # also one whose queue is full because it hangs
        made.close()
        raise CompositorError(f"nobody answers at {path.name}: {problem.strerror or problem}") from problem
    return made


def peer(connection: socket.socket) -> int:
    """The number of the process that listens at the other end, 0 where that is not told."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return 0
    credentials = connection.getsockopt(socket.SOL_SOCKET, option, _CREDENTIALS.size)
    return int(_CREDENTIALS.unpack(credentials)[0])


def runtime_folder() -> Path | None:
    """Where the session's sockets are."""
    named = os.environ.get("XDG_RUNTIME_DIR")
    return Path(named) if named else None


def display_path() -> Path:
    """The socket of the session's compositor. Raises CompositorError when there is none, or no telling which.

    Without WAYLAND_DISPLAY, or when nobody answers there any more, the only one that does answer is it.
    """
    alive = display_paths()
    if len(alive) == 1:
        return alive[0]
    if alive:
        raise CompositorError(
            "several Wayland compositors run, and WAYLAND_DISPLAY names none of them",
            "Start Sidecue inside the session.",
        )
    raise CompositorError("no Wayland compositor answers", "Start Sidecue inside a graphical session.")


def display_paths() -> list[Path]:
    """The socket of the compositor that WAYLAND_DISPLAY names, else those of all that answer."""
    folder, named = runtime_folder(), os.environ.get("WAYLAND_DISPLAY")
    if named and (folder is not None or named.startswith("/")):
        path = (folder or Path()) / named
        if answers(path):
            return [path]
    places = sorted(folder.glob("wayland-*")) if folder is not None else []
    return [place for place in places if place.suffix != ".lock" and answers(place)]


def answers(path: Path) -> bool:
    """Whether somebody listens there; that they also speak is not known by that."""
    try:
        connect(path).close()
    except CompositorError:
        return False
    return True


def find_sway() -> Path:
    """The socket of the sway that shows this session. Raises CompositorError.

    SWAYSOCK may be left over from a session before, or lead to the sway around a nested compositor: only the
    socket of the process that also serves our Wayland display is right.
    """
    display = display_path()
    owner = _owner(display)
    named, folder = os.environ.get("SWAYSOCK"), runtime_folder()
    places = [Path(named)] if named else []
    places += sorted(folder.glob("sway-ipc.*.sock")) if folder is not None else []
    for place in places:
        with contextlib.suppress(CompositorError):
            if (found := _owner(place)) == owner or not found:
                return place
    raise CompositorError("The Wayland compositor is not sway")


def _owner(path: Path) -> int:
    with contextlib.closing(connect(path)) as connection:
        return peer(connection)
