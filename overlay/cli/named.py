"""The bundles that a command was given by name. Not for reading them: see bundles.py."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from content.files.base import PACKED_ENDING
from overlay.cli.exits import FINE, WRONG_USE


def look_for(bundles: Sequence[Path]) -> int:
    """WRONG_USE, and a word on standard error, when one of these is neither a folder nor a packed bundle."""
    missing = [bundle for bundle in bundles if not (bundle.is_dir() or _is_packed(bundle))]
    for bundle in missing:
        fault = "is no bundle; name a folder, or a packed file (….cue)"
        if not bundle.exists():
            fault = "there is no such bundle folder; name an existing one"
        print(f"{bundle}:0: {fault}", file=sys.stderr)
    return WRONG_USE if missing else FINE


def _is_packed(bundle: Path) -> bool:
    return bundle.is_file() and bundle.suffix.lower() == PACKED_ENDING
