"""Where one person's Sidecue keeps things: settings and memory, cache, and the running app's address."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

# The system's limit for a socket's path is 104 (macOS) to 108 (Linux) bytes, ending zero included.
_LONGEST_SOCKET_PATH = 100


@dataclass(frozen=True, slots=True)
class Profile:
    """``address`` is a socket's path, on Windows the name of a pipe."""

    state: Path
    cache: Path
    address: str


def open_profile(folder: Path | None) -> Profile:
    """The profile in ``folder``, or the platform's own place for None. Creates nothing."""
    if folder is None:
        state = Path(platformdirs.user_data_dir("sidecue", appauthor=False))
        cache = Path(platformdirs.user_cache_dir("sidecue", appauthor=False))
    else:
        state = folder.expanduser().absolute()
        cache = state / "cache"
    return Profile(state, cache, _address(state))


if sys.platform == "win32":

    def _address(state: Path) -> str:
        return f"sidecue-{_short(state)}"
else:

    def _address(state: Path) -> str:
        path = str(state / "sidecue.sock")
        if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH:
            return path
        return str(Path(tempfile.gettempdir()) / f"sidecue-{os.getuid()}-{_short(state)}.sock")


def _short(state: Path) -> str:
    import hashlib  # loads OpenSSL, 3.5 MB that most profiles never need

    return hashlib.sha256(str(state).encode()).hexdigest()[:16]
