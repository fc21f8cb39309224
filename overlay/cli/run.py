"""`sidecue run`: start the desktop app, or show the one that already runs."""

from __future__ import annotations

import argparse
import sys

from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE
from overlay.cli.remote import NotRunningError, ask
from overlay.profile import Profile, open_profile


def run(arguments: argparse.Namespace) -> int:
    """Run until it is told to quit, or until the desktop session ends."""
    for bundle in arguments.bundle:
        if not bundle.is_dir():
            print(f"{bundle}:0: there is no such bundle folder; name an existing one", file=sys.stderr)
            return WRONG_USE
    profile = open_profile(arguments.profile)
    if _is_shown(profile):
        return FINE
    return _run_here(profile, arguments)


def _is_shown(profile: Profile) -> bool:
    """Whether a running app was found, and asked to show itself."""
    try:
        ask(profile.address, {"verb": "palette", "text": ""})
    except (NotRunningError, TimeoutError):
        return False
    return True


def _run_here(profile: Profile, arguments: argparse.Namespace) -> int:
    # Qt only now: the question above must cost milliseconds.
    from content.memory.errors import StateInUseError
    from overlay.app import App, Options
    from overlay.application import EndOnSignal, make_application
    from overlay.instance import AlreadyRunningError, InstanceServer

    application = make_application()
    options = Options(
        tuple(bundle.absolute() for bundle in arguments.bundle),
        arguments.trace,
        arguments.trace_titles,
        not arguments.no_tray,
    )
    try:
        app = App(application, profile, options)
    except (StateInUseError, OSError) as error:
        print(f"sidecue: {error}", file=sys.stderr)
        return PROBLEMS
    signals = EndOnSignal(application)
    try:
        app.start()
        server = InstanceServer(profile.address, app.requests.answer)
        status = application.exec()
        server.close()
    except (AlreadyRunningError, OSError) as error:
        print(f"sidecue: {error}", file=sys.stderr)
        return PROBLEMS
    finally:
        signals.close()
        app.close()
    return status
