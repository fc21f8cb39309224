"""`sidecue run`: start the desktop app, or show the one that already runs."""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import ExitStack, suppress

from content.memory.errors import StateInUseError
from overlay.cli.display import knock_ahead, no_display
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE
from overlay.cli.named import look_for
from overlay.cli.remote import AwayError, NotRunningError, ask_app
from overlay.instance import AlreadyRunningError, NoAddressError
from overlay.own_command import own_command
from overlay.policy import ApartPolicy
from overlay.profile import Profile, open_profile
from overlay.start import Start
from overlay.trace import TraceError

_START_SECONDS = 5.0  # in which another one that starts at the same moment can be asked
_AGAIN_SECONDS = 0.1


def run(arguments: argparse.Namespace) -> int:
    """Run until it is told to quit, or until the desktop session ends."""
    if status := look_for(arguments.bundle):
        return status
    profile = open_profile(arguments.profile)
    start = Start()
    if (met := _meet(profile, arguments, start)) is not None:
        return met
    if reason := no_display():
        print(f"sidecue: {reason}", file=sys.stderr)
        return PROBLEMS
    try:
        with ExitStack() as ends:
            status = _run_here(profile, arguments, start, ends)
    except (StateInUseError, AlreadyRunningError) as error:
        return FINE if start.ends else _show_soon(profile, arguments, error)
    except TraceError as error:
        print(f"sidecue: {error}", file=sys.stderr)
        return WRONG_USE
    except NoAddressError as error:
        print(f"sidecue: {error}", file=sys.stderr)
        return PROBLEMS
    start.once_more()
    return status


def _meet(profile: Profile, arguments: argparse.Namespace, start: Start) -> int | None:
    """Who may run already, or the display that we had; the exit status if there is nothing left to start."""
    if sys.platform != "win32" and start.ends:
        from overlay.cli.awaiting import await_display

        return await_display(profile, start.ends)
    return _show(profile, arguments)


def _show(profile: Profile, arguments: argparse.Namespace) -> int | None:
    """Ask a running app to show itself. The exit status, or None when there is none that answers."""
    unheard = [option for option in ("bundle", "trace") if getattr(arguments, option)]
    try:
        ask_app(profile, {"verb": "status"} if unheard else {"verb": "palette", "text": ""})
    except AwayError as away:
        if not _can_take_over():
            print(f"sidecue: {away}", file=sys.stderr)
            return PROBLEMS
        with suppress(NotRunningError, TimeoutError):
            ask_app(profile, {"verb": "quit"})
        return None
    except (NotRunningError, TimeoutError):
        return None
    if not unheard:
        return FINE
    options = " and ".join(f"--{option}" for option in unheard)
    print(
        f"sidecue: Sidecue already runs, without this {options}; `sidecue quit` first, or use --profile",
        file=sys.stderr,
    )
    return PROBLEMS


def _can_take_over() -> bool:
    """Whether we have a display, where the app that waits for one has none: it must not be ended in vain."""
    if no_display():
        return False
    if not os.environ.get("WAYLAND_DISPLAY"):
        return True
    from triggers.wlknock import compositor_speaks

    return compositor_speaks()


def _show_soon(profile: Profile, arguments: argparse.Namespace, error: Exception) -> int:
    """Another one has just begun, and can be asked in a moment; else ``error`` is all we know."""
    end = time.monotonic() + _START_SECONDS
    while (shown := _show(profile, arguments)) is None:
        if time.monotonic() >= end:
            print(f"sidecue: {error}", file=sys.stderr)
            return PROBLEMS
        time.sleep(_AGAIN_SECONDS)
    return shown


def _run_here(profile: Profile, arguments: argparse.Namespace, start: Start, ends: ExitStack) -> int:
    knock_ahead()
    policy = ApartPolicy(own_command("read-policy"))  # both while Qt is loaded
    ends.callback(policy.close)
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

    from overlay.app import App
    from overlay.display_watch import DisplayWatch
    from overlay.options import Options

    bundles = tuple(bundle.absolute() for bundle in arguments.bundle)
    options = Options(bundles, arguments.trace, arguments.trace_titles)
    app = App(application, theme, tray, profile, options, policy.wait())
    ends.callback(app.close)
    signals = EndOnSignal(application)
    ends.callback(signals.close)
    watch = DisplayWatch(start, lambda: signals.asked, app.memory.flush)
    ends.callback(watch.close)
    app.start()
    app.health.display_is(start.ends)
    ends.callback(app.listen(profile))
    status = application.exec()
    watch.close()  # what breaks from now on is meant to
    return status
