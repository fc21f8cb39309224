"""What the desktop app was told when it was started. Not for the options of the command: see cli/."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What `sidecue run` was told. ``bundles`` are folders under work."""

    bundles: tuple[Path, ...] = ()
    trace: Path | None = None
    trace_titles: bool = False
