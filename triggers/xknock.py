"""Knocks at a local X server before python-xlib does, which would wait without end for one that hangs.

Nobody waits twice for the same silence. A guest that was not answered stays at the door, and whoever knocks
then only looks whether it has heard something meanwhile. Not for remote servers.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 0.5
"""Seconds; a server that works answers within a millisecond."""

_LOCAL = re.compile(r"(?:unix/?)?:(\d+)(?:\.\d+)?")
_GREETING = b"l\0" + (11).to_bytes(2, "little") + bytes(8)
"""The beginning of every conversation, without a key: yes or no, the server says something."""

_waiting: dict[str, tuple[socket.socket, float]] = {}
"""By display, the guest that has had no answer yet, and until when it is waited for."""


@contextmanager
def knocked(name: str, patience: float = PATIENCE) -> Iterator[None]:
    """Raises TimeoutError if somebody is there at the display ``name`` and says nothing.

    Our guest stays meanwhile: a server may start over when its last one leaves. Where there is nobody, or
    another machine, it is left to python-xlib to find out and explain.
    """
    if name in _waiting:
        with _answered(name):  # perhaps long ago: it is asked anew before this guest leaves
            send_ahead(name, patience)
    else:
        send_ahead(name, patience)
    if name not in _waiting:
        yield
        return
    with _answered(name):
        yield


def send_ahead(name: str, patience: float = PATIENCE) -> None:
    """Send a guest without waiting for its answer, so that it may be there when it is asked for.

    Raises TimeoutError if so many wait at the door that nobody else may.
    """
    local = _LOCAL.fullmatch(name)
    family = getattr(socket, "AF_UNIX", None)
    if local is None or family is None or name in _waiting:
        return
    path = f"/tmp/.X11-unix/X{local[1]}"  # noqa: S108 - the servers' own place
    for address in (f"\0{path}", path):
        guest = socket.socket(family)
        guest.setblocking(False)
        try:
            guest.connect(address)
            guest.send(_GREETING)
        except OSError as problem:
            guest.close()
            if isinstance(problem, BlockingIOError):
                raise TimeoutError from None
            continue
        _waiting[name] = guest, time.monotonic() + patience
        return


def _answered(name: str) -> socket.socket:
    """The guest, when it has heard something. It is waited for once; raises TimeoutError if in vain."""
    guest, until = _waiting[name]
    guest.settimeout(max(0.0, until - time.monotonic()))
    try:
        guest.recv(1)
    except (BlockingIOError, TimeoutError):
        raise TimeoutError from None
    except OSError:
        pass  # it hung up: it is alive
    return _waiting.pop(name)[0]
