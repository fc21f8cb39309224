"""Where one person's Sidecue keeps things: settings and memory, cache, and the running app's address."""

from __future__ import annotations

import os
import sys
import zlib
from pathlib import Path
from typing import NamedTuple

# The system's limit for a socket's path is 104 (macOS) to 108 (Linux) bytes, ending zero included.
_LONGEST_SOCKET_PATH = 100
_LONGEST_FOLDER = 60  # leaves room for the name of a socket


class Profile(NamedTuple):  # dataclasses would take a shortcut of the desktop longer than all the rest
    """``addresses`` are paths of sockets, on Windows the name of a pipe.

    The app listens at the first that can be had; whoever wants to speak to it tries them in the same order.
    """

    state: Path
    cache: Path
    addresses: tuple[str, ...]

    @property
    def events(self) -> Path:
        """The log of what happened with cards."""
        return self.state / "events.db"

    @property
    def report(self) -> Path:
        """The page that was made last of what happened with cards; erased with the log."""
        return self.state / "insights.html"

    @property
    def channels(self) -> Path:
        """What is kept of the channels subscribed to."""
        return self.state / "channels"

    @property
    def xapi(self) -> Path:
        """What waits for a learning record store, and the pseudonym."""
        return self.state / "xapi"

    @property
    def evidence(self) -> Path:
        """What was done with required cards."""
        return self.state / "evidence"


def open_profile(folder: Path | None) -> Profile:
    """The profile in ``folder``, or the platform's own place for None. Creates nothing."""
    if folder is None:
        # The same twice: platformdirs takes ten times as long, and a shortcut of the desktop is waited for.
        state, cache = (_by_xdg() if sys.platform == "linux" else None) or _by_platform()
    else:
        state = folder.expanduser().absolute()
        cache = state / "cache"
    return Profile(state, cache, _addresses(state))


def _by_xdg() -> tuple[Path, Path] | None:
    """As the XDG base directory specification says; None for a home that only the system can tell."""
    base = Path(os.environ.get("HOME", ""))
    if not base.is_absolute():
        return None
    data, cache = (Path(os.environ.get(f"XDG_{kind}_HOME", "")) for kind in ("DATA", "CACHE"))
    return (
        (data if data.is_absolute() else base / ".local/share") / "sidecue",
        (cache if cache.is_absolute() else base / ".cache") / "sidecue",
    )


def _by_platform() -> tuple[Path, Path]:
    import platformdirs

    return (
        Path(platformdirs.user_data_dir("sidecue", appauthor=False)),
        Path(platformdirs.user_cache_dir("sidecue", appauthor=False)),
    )


if sys.platform == "win32":

    def _addresses(state: Path) -> tuple[str, ...]:
        return (f"sidecue-{_short(state)}",)
else:

    def _addresses(state: Path) -> tuple[str, ...]:
        own = str(state / "sidecue.sock")
        # For paths too long for a socket, and for folders where none can be made.
        elsewhere = str(_temporary() / f"sidecue-{os.getuid()}-{_short(state)}.sock")
        return tuple(path for path in (own, elsewhere) if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH)

    def _temporary() -> Path:
        # Not tempfile.gettempdir(): it writes to find out, so a full disk would change the answer.
        named = Path(os.environ.get("TMPDIR", ""))
        fits = named.is_absolute() and len(os.fsencode(named)) <= _LONGEST_FOLDER
        return named if fits else Path("/tmp")  # noqa: S108 - who owns the socket is checked before it is used


def _short(state: Path) -> str:
    """Tells one person's few profiles apart; hashlib would load OpenSSL, 3.5 MB, for the same."""
    return f"{zlib.crc32(os.fsencode(state)):08x}"
