"""The two packages, built once a session and again only when something they are made of has changed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

MADE_OF = ("content", "overlay", "triggers", "packaging", "pyproject.toml", "constraints.txt", "CHANGELOG.md")


@dataclass(frozen=True)
class Packages:
    """Where the built packages are."""

    folder: Path
    deb: Path


@pytest.fixture(scope="session")
def packages() -> Packages:
    """The frozen folder and the Debian package, as `make package` leaves them in dist/."""
    stamp = ROOT / "build" / "packages-made-of"
    checksum = checksum_of_sources()
    if not (stamp.is_file() and stamp.read_text(encoding="utf-8") == checksum and built()):
        stamp.unlink(missing_ok=True)
        for deb in (ROOT / "dist").glob("*.deb"):
            deb.unlink()
        for script in ("build_frozen.py", "build_deb.py"):
            subprocess.run([sys.executable, f"packaging/{script}"], cwd=ROOT, check=True, timeout=600)
        stamp.write_text(checksum, encoding="utf-8")
    return Packages(ROOT / "dist" / "sidecue", *built())


def built() -> list[Path]:
    """The Debian packages in dist/."""
    return list((ROOT / "dist").glob("sidecue_*.deb"))


def checksum_of_sources() -> str:
    """One checksum over everything that the packages are made of."""
    digest = hashlib.sha256(sys.version.encode())
    for name in MADE_OF:
        for file in sorted([ROOT / name, *(ROOT / name).rglob("*")]):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return digest.hexdigest()
