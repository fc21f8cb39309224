"""Ends the processes that work for the app. Not for starting them: each part knows what it asks."""

from __future__ import annotations

from PySide6.QtCore import QProcess

_PATIENCE = 1000  # milliseconds; a killed process needs a few


def end(process: QProcess) -> None:
    """Kill ``process`` and hear nothing more of it."""
    process.blockSignals(True)
    process.kill()
    process.waitForFinished(_PATIENCE)
    process.deleteLater()
