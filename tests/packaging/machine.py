"""A machine for a script: its PATH holds some ordinary tools and stand-ins. Not for reading the script."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path


class Machine:
    """Nothing is on it but ``tools`` and the programs that a test puts there."""

    def __init__(self, folder: Path, tools: Iterable[str]) -> None:
        self.path = folder
        folder.mkdir()
        for tool in tools:
            (folder / tool).symlink_to(str(shutil.which(tool)))

    def has(self, program: str, does: str) -> None:
        """Put a program on the machine."""
        file = self.path / program
        file.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        file.chmod(0o755)

    def run(
        self, script: Path, *arguments: str, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run ``script`` there."""
        return subprocess.run(
            ["sh", str(script), *arguments],
            env={"PATH": str(self.path), **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
