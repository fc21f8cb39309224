"""`sidecue run`: start the desktop app, or show the one that already runs."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import ExitStack

from overlay.cli.exits import FINE, PROBLEMS
from overlay.cli.named import look_for
from overlay.cli.remote import NotRunningError, ask
from overlay.profile import Profile, open_profile

_NO_DISPLAY = (
    "there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set); "
    "start it inside a desktop session, or search with `sidecue find`"
)


def run(arguments: argparse.Namespace) -> int:
    """Run until it is told to quit, or until the desktop session ends."""
    if status := look_for(arguments.bundle):
        return status
    profile = open_profile(arguments.profile)
    if _is_shown(profile):
        return FINE
    if not _has_display():
        print(f"sidecue: {_NO_DISPLAY}", file=sys.stderr)
        return PROBLEMS
    with ExitStack() as ends:
        return _run_here(profile, arguments, ends)


def _is_shown(profile: Profile) -> bool:
    """Whether a running app was found, and asked to show itself."""
    try:
        ask(profile.address, {"verb": "palette", "text": ""})
    except (NotRunningError, TimeoutError):
        return False
    return True


def _has_display() -> bool:
    """Whether Qt can find a screen; without one it would abort the process."""
    names = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def _run_here(profile: Profile, arguments: argparse.Namespace, ends: ExitStack) -> int:
    # Qt only now, because the question above must cost milliseconds; and the icon before all the rest,
    # because it is what tells people that their click was heard.
    from overlay.application import EndOnSignal, make_application
    from overlay.theme.theme import Theme
    from overlay.tray.tray import Tray

    application = make_application()
    theme = Theme()
    tray = Tray(theme)
    ends.callback(tray.close)
    if not arguments.no_tray:
        tray.show()
        application.processEvents()

    from content.memory.errors import StateInUseError
    from overlay.app import App, Options
    from overlay.instance import AlreadyRunningError

    bundles = tuple(bundle.absolute() for bundle in arguments.bundle)
    try:
        app = App(
            application, theme, tray, profile, Options(bundles, arguments.trace, arguments.trace_titles)
        )
        ends.callback(app.close)
        ends.callback(EndOnSignal(application).close)
        app.start()
        ends.callback(app.listen(profile.address))
    except (StateInUseError, AlreadyRunningError, OSError) as error:
        print(f"sidecue: {error}", file=sys.stderr)
        return PROBLEMS
    return application.exec()
