"""What the package builders know of the project: its version, its place, and the time of its last change."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
_FALLBACK_TIME = 1767225600  # 2026-01-01, for a source folder without history


def version() -> str:
    """The version that pyproject.toml states."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def source_time() -> int:
    """Seconds since 1970 that all packed files carry, so that building twice gives the same bytes.

    SOURCE_DATE_EPOCH if it is set (reproducible-builds.org), else the time of the last commit.
    """
    if stated := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(stated)
    if shutil.which("git") is None:
        return _FALLBACK_TIME
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return int(asked.stdout) if asked.returncode == 0 and asked.stdout.strip() else _FALLBACK_TIME
