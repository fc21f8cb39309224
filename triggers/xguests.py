"""The guests that Sidecue sends to local X servers, each until it has heard something. For one thread alone.

A guest that was not answered stays at the door: whoever comes then sees at once that nobody speaks there. Not
for talking to a server, and not for remote ones.
"""

from __future__ import annotations

import re
import socket
import time
from contextlib import ExitStack

PATIENCE = 0.5
"""Seconds; a server that works answers within a millisecond."""

_LOCAL = re.compile(r"(?:unix/?)?:(\d+)(?:\.\d+)?")
_GREETING = b"l\0" + (11).to_bytes(2, "little") + bytes(8)
"""The beginning of every conversation, without a key: yes or no, the server says something."""

_waiting: dict[str, tuple[socket.socket, float]] = {}
"""By display, the guest that has had no answer yet, and until when it is waited for."""


def waiting_at(name: str) -> tuple[socket.socket, float] | None:
    """The guest at the door of the display ``name``, and until when it is waited for."""
    return _waiting.get(name)


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
        try:
            guest = _sent(family, address)
        except BlockingIOError:
            raise TimeoutError from None
        except OSError:  # nobody is there, or no more files may be opened, which python-xlib will say
            continue
        _waiting[name] = guest, time.monotonic() + patience
        return


def _sent(family: int, address: str) -> socket.socket:
    with ExitStack() as unless_sent:
        guest = unless_sent.enter_context(socket.socket(family))
        guest.setblocking(False)
        guest.connect(address)
        guest.send(_GREETING)
        unless_sent.pop_all()
        return guest


def answered(name: str, longest: float = PATIENCE) -> socket.socket:
    """The guest that waits, when it has heard something. Raises TimeoutError if not, after ``longest``."""
    guest, until = _waiting[name]
    guest.settimeout(max(0.0, min(longest, until - time.monotonic())))
    try:
        guest.recv(1)
    except (BlockingIOError, TimeoutError):
        raise TimeoutError from None
    except OSError:
        pass  # it hung up: it is alive
    return _waiting.pop(name)[0]
