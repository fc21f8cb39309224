"""How the windows should look, by the settings and the system. Not for drawing: see theme.py."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from overlay.settings.table import MOTION, TEXT_SCALE, THEME, Settings


def look_of(settings: Settings, *, desktop_moves: bool) -> dict[str, Any]:
    """The arguments of ``Theme.set``. ``desktop_moves`` is what a Linux desktop says (triggers/session)."""
    motion = settings.get(MOTION)
    moves = motion == "on" or (motion == "system" and _system_moves() and desktop_moves)
    return {"mode": settings.get(THEME), "text_scale": settings.get(TEXT_SCALE), "motion": moves}


def _system_moves() -> bool:
    """Whether Windows lets things move, which it says through its menus."""
    return sys.platform != "win32" or QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
