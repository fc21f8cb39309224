"""Whether only administrators can change a policy file, told from owners and rights on its way. No disk."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from dataclasses import dataclass

_ROOT = 0
_ADMINISTRATORS = {0, 80}  # the groups root or wheel, and admin on macOS


@dataclass(frozen=True, slots=True)
class Rights:
    """Owner, group and mode of a file or folder, as ``os.stat`` tells them."""

    path: str
    owner: int
    group: int
    mode: int


def fault(way: Sequence[Rights]) -> str:
    """Why somebody who is no administrator could change what the file says, or "".

    ``way`` is the file itself and every folder around it: whoever may write to one can put another in place.
    """
    for at in way:
        if at.owner != _ROOT:
            return f"{at.path} belongs to an ordinary user"
        sticky = stat.S_ISDIR(at.mode) and at.mode & stat.S_ISVTX  # there nobody moves what is not theirs
        if at.mode & stat.S_IWOTH and not sticky:
            return f"everyone can write to {at.path}"
        if at.mode & stat.S_IWGRP and at.group not in _ADMINISTRATORS and not sticky:
            return f"a group of ordinary users can write to {at.path}"
    return ""
