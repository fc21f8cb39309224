"""`sidecue learned erase`: forgets what Sidecue takes the person to know and to have done. No Qt."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from datetime import datetime

from content.memory.memory import Memory
from overlay.cli.exits import FINE, PROBLEMS
from overlay.cli.remote import NO_ANSWER, NotRunningError, ask_app
from overlay.profile import Profile, open_profile


def erase(arguments: argparse.Namespace) -> int:
    """Forget it for good, in the running app or on the disk."""
    try:
        problems = _erase(open_profile(arguments.profile))
    except TimeoutError:
        problems = NO_ANSWER
    if problems:
        print(f"sidecue: {problems}", file=sys.stderr)
        return PROBLEMS
    print("Erased which cards you know and have completed, what was ticked, and which cards got quieter.")
    return FINE


def _erase(profile: Profile) -> str:
    """What is in the way, "" for nothing."""
    try:
        answer = ask_app(profile, {"verb": "erase-learned"})
    except NotRunningError:
        if not profile.state.exists():
            return ""
        with closing(Memory(profile.state, lambda: datetime.now().astimezone())) as memory:
            memory.forget_learned()
            return "; ".join(memory.problems)
    return str(answer["error"]) if "error" in answer else "; ".join(map(str, answer["problems"]))
