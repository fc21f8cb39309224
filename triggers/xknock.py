"""Knocks at a local X server before python-xlib does, which would wait without end for one that hangs.

Nobody waits twice for the same silence: see xguests.py. Not for remote servers, nor for several threads.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from triggers.xguests import PATIENCE, answered, send_ahead, waiting_at


@contextmanager
def knocked(name: str, patience: float = PATIENCE) -> Iterator[None]:
    """Raises TimeoutError if somebody is there at the display ``name`` and says nothing.

    Our guest stays meanwhile: a server may start over when its last one leaves. Where there is nobody, or
    another machine, it is left to python-xlib to find out and explain.
    """
    if waiting_at(name) is not None:
        with answered(name, patience):  # perhaps long ago: it is asked anew before this guest leaves
            send_ahead(name, patience)
    else:
        send_ahead(name, patience)
    if waiting_at(name) is None:
        yield
        return
    with answered(name, patience):
        yield
