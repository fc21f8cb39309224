"""The wheels that know macOS's names: downloaded once into pytest's cache folder, read, never installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.platforms.macos_names.wheels import Wheels

_HERE = Path(__file__).parent
_CARBON = "quickmachotkey==2025.7.28"  # has Carbon's hotkeys and the numbers of keys, which pyobjc lacks
_DOWNLOAD = (
    *("download", "--quiet", "--no-deps", "--only-binary=:all:"),
    *("--implementation", "cp", "--python-version", "3.11", "--abi", "cp311", "--abi", "none"),
)
_PLATFORMS = ("macosx_10_9_universal2", "macosx_11_0_universal2", "any")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """As for every test against a platform."""
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.platform)
            item.add_marker(pytest.mark.macos_names)


@pytest.fixture(scope="session")
def wheels(request: pytest.FixtureRequest) -> Wheels:
    """The wheels of the versions that constraints.txt pins; skips where they cannot be had."""
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    wanted = [*(pin for pin in pins if pin.startswith("pyobjc")), _CARBON]
    assert len(wanted) == 6, "constraints.txt pins other parts of pyobjc than these tests know"
    assert request.config.cache is not None
    folder = request.config.cache.mkdir("-".join(["macos-wheels", *(pin.split("==")[1] for pin in wanted)]))
    if len(list(folder.glob("*.whl"))) < len(wanted):
        platforms = [part for platform in _PLATFORMS for part in ("--platform", platform)]
        done = subprocess.run(
            [sys.executable, "-m", "pip", *_DOWNLOAD, *platforms, "--dest", str(folder), *wanted],
            capture_output=True,
            text=True,
            check=False,
            timeout=110,
        )
        if done.returncode:
            pytest.skip(f"pip cannot download {', '.join(wanted)}: offline?")
    return Wheels(folder)
