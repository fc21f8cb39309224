"""The window that a terminal command asks about: named by options, read as JSON, or the active one."""

from __future__ import annotations

import argparse
import json
import os
import time
from contextlib import suppress

from overlay.cli.options import SYSTEMS
from overlay.cli.remote import NotRunningError, ask_app
from overlay.profile import Profile
from triggers.context import Context, WindowInfo, current_os
from triggers.loop import SelectorLoop
from triggers.shown import comparable
from triggers.sources.base import Observation, Unavailable
from triggers.titles import context_of

FIELDS = {
    "app": "app", "class": "window_class", "title": "title", "url": "url", "os": "os",
    "dialog_text": "dialog_text", "control": "control", "control_role": "role",
}  # fmt: skip
"""What JSON calls the fields of a context."""
OPTIONS = {("window_class" if name == "class" else name): field for name, field in FIELDS.items()}
"""What the parsed options call them: --role is about the person."""
_PATIENCE = 3.0  # seconds for the active window to be told
_EXAMPLE = 'write one like {"app": "firefox", "title": "Invoice 12"}'


class UnknownWindowError(Exception):
    """Which window is meant cannot be told, because ..."""


def named(arguments: argparse.Namespace) -> Context | None:
    """The context of the options --app, --title and so on; None when none of them is given."""
    values = {field: getattr(arguments, option) for option, field in OPTIONS.items()}
    if all(value is None for value in values.values()):
        return None
    return _context({field: value or "" for field, value in values.items()})


def from_json(line: str) -> Context:
    """The context in one JSON object; fields we do not know are ignored. Raises UnknownWindowError."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnknownWindowError(f"is no JSON: {error}; {_EXAMPLE}") from error
    if not isinstance(data, dict):
        raise UnknownWindowError(f"is no JSON object; {_EXAMPLE}")
    values = {}
    for name, field in FIELDS.items():
        value = data.get(name)
        if value is None:  # unknown, as if it were not there
            value = ""
        if not isinstance(value, str):
            raise UnknownWindowError(f"{name}: must be a text; put it in quotes")
        values[field] = value
    if values["os"] not in ("", *SYSTEMS):
        raise UnknownWindowError(f"os: must be one of {', '.join(SYSTEMS)}; leave it out for this machine's")
    return _context(values)


def active(wait: float, profile: Profile) -> Context:
    """The context of the active window, ``wait`` seconds from now. Raises UnknownWindowError.

    A running app knows most of it, and on some desktops only one program may be told.
    """
    time.sleep(wait)
    with suppress(NotRunningError, TimeoutError, KeyError, TypeError):  # also an app of another version
        if (known := ask_app(profile, {"verb": "window"})["window"]) is not None:
            return Context(**known)
    return _looked_at()


def _looked_at() -> Context:
    from triggers.sources.supervisor import Supervisor

    loop = SelectorLoop()
    seen: list[Observation] = []
    eyes = Supervisor(loop, own_pid=os.getpid(), deliver=seen.append)
    try:
        eyes.start()
        # Some sources find the window only at their second look.
        loop.run(lambda: bool(seen) and isinstance(seen[-1].state, WindowInfo), timeout=_PATIENCE)
    finally:
        eyes.close()
        loop.close()
    state = seen[-1].state if seen else Unavailable(f"nothing has told it for {_PATIENCE:g} seconds")
    if isinstance(state, WindowInfo):
        return context_of(state)
    reason = state.reason if isinstance(state, Unavailable) else "no window has the focus"
    raise UnknownWindowError(f"the active window is unknown: {reason}; name a window with --app and --title")


def _context(values: dict[str, str]) -> Context:
    values["os"] = values["os"] or current_os()
    return comparable(Context(**values))
