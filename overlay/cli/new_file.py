"""Keeps commands from writing over a file of the person's own. Not for pages, which are made anew."""

from __future__ import annotations

import sys
from pathlib import Path

from content.files.names import printable


def is_there(file: Path) -> bool:
    """Whether ``file`` is there already; then that is told on standard error."""
    if not (file.exists() or file.is_symlink()):
        return False
    print(f"sidecue: {printable(file)} is there already; name another file", file=sys.stderr)
    return True
