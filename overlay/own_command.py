"""How this program starts another process of itself, installed, from a folder of sources, or frozen."""

from __future__ import annotations

import sys


def own_command(*arguments: str) -> list[str]:
    """The command line of `sidecue` with these arguments."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "overlay.cli.main", *arguments]
