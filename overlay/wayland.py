"""Brings our windows onto a Wayland desktop: by way of XWayland where there is one.

Wayland itself lets no window choose its place, and some compositors give each new one the focus: decision 32.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from triggers.loop import Loop

if TYPE_CHECKING:
    from overlay.panel.window import EdgeWindow

_NATIVE = "wayland"


def platform_arguments() -> list[str]:
    """What Qt's application is to be told of its platform; nothing where the person or Qt chooses well."""
    system: str = sys.platform
    if system != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return []
    if not (os.environ.get("WAYLAND_DISPLAY") and os.environ.get("DISPLAY")):
        return []
    from triggers.xdisplay import NoXServerError, XConnection

    try:
        XConnection().close()
    except NoXServerError:
        return []
    return ["-platform", f"xcb;{_NATIVE}"]  # the second if a library of the first is missing


@cache
def is_native() -> bool:
    """Whether Qt shows windows to the compositor itself, which counts pixels as Qt does."""
    return QGuiApplication.platformName().startswith(_NATIVE)


@cache
def over_xwayland() -> bool:
    """Whether our windows go through XWayland, for which the server is asked."""
    if QGuiApplication.platformName() != "xcb":
        return False
    from triggers.xdisplay import NoXServerError, is_xwayland

    try:
        return is_xwayland()
    except NoXServerError:
        return False


def keep_places(loop: Loop, *windows: EdgeWindow) -> Callable[[], None]:
    """Have ``windows`` stand where they want to, as far as the compositor lets them; the result ends that."""
    if not is_native():
        return lambda: None
    from overlay.panel.sway import SwayPlaces

    places = SwayPlaces(loop)
    for window in windows:
        places.keep(window)
    return places.close


def edge_flags() -> Qt.WindowType:
    """What a window at the edge needs besides. Compositors leave such windows alone, the focus with them."""
    if over_xwayland():
        return Qt.WindowType.BypassWindowManagerHint
    return Qt.WindowType.Widget
