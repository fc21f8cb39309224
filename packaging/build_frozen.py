"""Builds dist/sidecue, a folder that runs without Python. Not for installing it: see build_deb.py."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import icons
import notices
from project import ROOT, source_time, version

WORK = ROOT / "build" / "frozen"
DIST = ROOT / "dist"


def main() -> None:
    """Freeze, add the licences, and say how large it became."""
    began = time.monotonic()
    shutil.rmtree(WORK, ignore_errors=True)
    _write_metadata(WORK / "metadata" / f"sidecue-{version()}.dist-info")
    if sys.platform == "win32":
        icons.render(WORK / "sidecue.ico", 256)
    _freeze()
    folder = DIST / "sidecue"
    _strip_interpreter(folder)
    notices.write(folder / "licences")
    size = sum(file.stat().st_size for file in folder.rglob("*") if not file.is_symlink() and file.is_file())
    print(f"{folder.relative_to(ROOT)}: {size / 1e6:.0f} MB in {time.monotonic() - began:.0f} s")


def _write_metadata(folder: Path) -> None:
    """What ``importlib.metadata`` needs to tell our version; pip's own would name the build machine."""
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: sidecue\nVersion: {version()}\n", encoding="utf-8"
    )


def _freeze() -> None:
    environment = os.environ | {
        "SIDECUE_FREEZE_WORK": str(WORK),
        "SOURCE_DATE_EPOCH": str(source_time()),
        "PYTHONHASHSEED": "0",  # else the order of sets reaches the archive, and no two builds are alike
    }
    # pynput and pywinctl cannot be imported without a display; PyInstaller only reads them, and says so.
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
            *("--distpath", str(DIST), "--workpath", str(WORK / "work")),
            str(ROOT / "packaging" / "sidecue.spec"),
        ],
        env=environment,
        cwd=ROOT,
        check=True,
    )


def _strip_interpreter(folder: Path) -> None:
    """Take debugging symbols out of a Python that was built with them."""
    if sys.platform == "linux":
        for library in (folder / "_internal").glob("libpython*.so*"):
            subprocess.run(["strip", "--strip-unneeded", str(library)], check=True)


if __name__ == "__main__":
    main()
