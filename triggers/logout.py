"""Whether the login session of this process is ending. Not for what happens in it: see session/."""

from __future__ import annotations

import os
from pathlib import Path

SESSIONS = Path("/run/systemd/sessions")
"""Where logind writes what sd_session_get_state() of libsystemd reads, a file for each session."""


def logs_out(sessions: Path = SESSIONS) -> bool:
    """Whether logind says so. Where there is none, or outside its sessions, nobody knows: no."""
    number = os.environ.get("XDG_SESSION_ID", "")
    if not number.isalnum() or not sessions.is_dir():
        return False
    try:
        said = (sessions / number).read_text(errors="replace")
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return "STATE=closing" in said.splitlines()
