"""Knocks at a local X server before python-xlib does, which would wait without end for one that hangs."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 0.5
"""Seconds; a server that works answers within a millisecond."""

_LOCAL = re.compile(r"(?:unix/?)?:(\d+)(?:\.\d+)?")
_GREETING = b"l\0" + (11).to_bytes(2, "little") + bytes(8)
"""The beginning of every conversation, without a key: yes or no, the server says something."""


@contextmanager
def knocked(name: str, patience: float = PATIENCE) -> Iterator[None]:
    """Raises TimeoutError if somebody is there at the display ``name`` and says nothing.

    Our guest stays meanwhile: a server may start over when its last one leaves. Where there is nobody, or
    another machine, it is left to python-xlib to find out and explain.
    """
    local = _LOCAL.fullmatch(name)
    family = getattr(socket, "AF_UNIX", None)
    if local is None or family is None:
        yield
        return
    with socket.socket(family) as guest:
        guest.settimeout(patience)
        if _is_let_in(guest, f"/tmp/.X11-unix/X{local[1]}"):  # noqa: S108 - the servers' own place
            _hear(guest)
        yield


def _is_let_in(guest: socket.socket, path: str) -> bool:
    for address in (f"\0{path}", path):
        try:
            guest.connect(address)
        except BlockingIOError:  # so many wait at the door that nobody else may
            raise TimeoutError from None
        except TimeoutError:
            raise
        except OSError:
            continue
        return True
    return False


def _hear(guest: socket.socket) -> None:
    try:
        guest.sendall(_GREETING)
        guest.recv(1)
    except TimeoutError:
        raise
    except OSError:
        pass  # it hung up: it is alive
