"""When a process began and what it is called, as Linux tells in /proc. Not for remembering: see process.py.

psutil says the same, and is a megabyte that an app with nothing else to ask it keeps all day.
"""

from __future__ import annotations

import os
from pathlib import Path

_LONGEST = 15  # bytes that the kernel keeps of a name
# The fields of these numbers behind the name: ppid, and starttime in ticks since the system began.
_PARENT, _BEGAN = 1, 19


def began(pid: int) -> float:
    """When it began, on a clock that no one can set. Raises OSError or ValueError."""
    return float(_stat(pid)[2].split()[_BEGAN])


def parent(pid: int) -> int:
    """Whose child it is. Raises OSError or ValueError."""
    return int(_stat(pid)[2].split()[_PARENT])


def name(pid: int) -> str:
    """Its name, whole also where the kernel cut it and the first argument tells. Raises OSError."""
    kept = _stat(pid)[0].partition(b"(")[2]
    if len(kept) >= _LONGEST:
        said = Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0")
        # Chromium, for one, puts all its arguments into the first.
        first = said.partition(b"\0" if b"\0" in said else b" ")[0].rpartition(b"/")[2]
        kept = first if first.startswith(kept) else kept
    return os.fsdecode(kept)


def _stat(pid: int) -> tuple[bytes, bytes, bytes]:
    # A name may hold brackets and blanks; behind it there are none.
    return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")
