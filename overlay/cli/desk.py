"""The channels of the profile that a command was given, and a word to the app that runs beside it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime

from content.channels.desk.desk import Desk
from content.channels.desk.transports import Transports
from content.files.names import printable
from content.progress import Progress
from overlay.cli.remote import NotRunningError, ask_app
from overlay.profile import open_profile
from overlay.version import version


@contextmanager
def opened_desk(arguments: argparse.Namespace, progress: Progress | None = None) -> Iterator[Desk]:
    """The desk of the profile; its connections end with the block."""
    with closing(Transports()) as transports:
        yield Desk(open_profile(arguments.profile).channels, transports, now, progress, program=version())


def now() -> datetime:
    """The time here, with its zone."""
    return datetime.now().astimezone()


def tell_app(arguments: argparse.Namespace) -> bool:
    """Let a running app look at its channels again; whether there is one."""
    with suppress(NotRunningError, TimeoutError):
        ask_app(open_profile(arguments.profile), {"verb": "channels"})
        return True
    return False


def complain(message: object) -> None:
    """One line on standard error. What a server said may be in it, and must not steer the terminal."""
    print(f"sidecue: {printable(str(message))}", file=sys.stderr)
