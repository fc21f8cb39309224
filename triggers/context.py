"""What the person is doing right now, as plain values. Not for finding it out: see triggers/sources."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field

OWN_CLASS = "sidecue"
"""The class, or app_id, that every window of ours has, so that no source takes it for the person's work."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on the virtual desktop, origin top left, in the pixels that the window system counts.

    These are device pixels, but on macOS and Wayland, which count the same logical ones as Qt does.
    """

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class WindowInfo:
    """One window, all fields read together, so that no two of them belong to different windows.

    ``id`` is the platform's own window number. ``app`` is the process name ("" when the window states no
    process), ``window_class`` the toolkit's class, ``title`` the title exactly as the window states it.
    ``full_screen`` says whether it fills the whole screen, None where nobody tells.
    """

    id: int
    app: str
    window_class: str
    title: str = field(repr=False)  # a title never reaches a log by accident
    pid: int | None = None
    frame: Rect | None = None
    full_screen: bool | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """What a window shows beyond its title, "" where nobody tells. Never a password, never typed text.

    ``pid`` and ``title`` say which window it belongs to. ``role`` and ``control`` are the focused or
    clicked control's role, in the words of triggers/detail/roles.py, and its name; ``dialog_text`` is what
    the labels of a dialog say, one a line; ``url`` is the page in a browser.
    """

    pid: int | None = None
    title: str = field(default="", repr=False)
    role: str = ""
    control: str = field(default="", repr=False)
    dialog_text: str = field(default="", repr=False)
    url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Context:
    """One snapshot to hold rules against. Build it with ``titles.context_of``, which normalises the title."""

    app: str = ""
    window_class: str = ""
    title: str = field(default="", repr=False)
    url: str = field(default="", repr=False)
    os: str = ""
    role: str = ""
    control: str = field(default="", repr=False)
    dialog_text: str = field(default="", repr=False)


def current_os() -> str:
    """The name that ``os:`` conditions use: "windows", "macos" or "linux"."""
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
