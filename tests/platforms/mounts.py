"""Takes away what a session's portals have mounted; without them it stays, and cannot even be looked at."""

from __future__ import annotations

import subprocess
from pathlib import Path


def unmount_below(folder: Path) -> None:
    """Let go of everything that is mounted somewhere in ``folder``."""
    for line in Path("/proc/self/mounts").read_text().splitlines():
        if (place := line.split()[1]).startswith(f"{folder}/"):
            subprocess.run(["fusermount3", "-uqz", place], check=False)
