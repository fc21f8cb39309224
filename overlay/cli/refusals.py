"""What the system refused to a command, with a remedy. Not for what is wrong inside of files."""

from __future__ import annotations

import errno

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS)


def of_system(error: OSError) -> str:
    """``error`` as ``FILE: what; remedy``, without the file where the system does not name it."""
    where = f"{error.filename}: " if error.filename else ""
    why = error.strerror or str(error)
    if error.errno in _NO_ROOM:
        return f"{where}cannot be written: {why}; make room, then try again"
    if error.errno in _NO_RIGHT:
        return f"{where}{why}; get the right to it, or name another place"
    return f"{where}{why}; check the path and the disk, then try again"
