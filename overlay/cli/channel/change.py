"""`sidecue channel ring`, `halt`, `resume`, `pin`, `unpin`, `withdraw`, `refresh`: one signed change each."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial

from content.channels.model import ChannelManifest
from content.channels.publish import edits
from content.channels.publish.draft import draft_refresh
from content.channels.publish.folder import owned
from content.channels.publish.reading import open_repository
from overlay.cli.channel.signing import carry_out, change, keys_at_hand, now
from overlay.cli.channel.wording import seen
from overlay.cli.exits import FINE, PROBLEMS


def ring(arguments: argparse.Namespace) -> int:
    """Widen or narrow the newest release's share."""
    return _change(arguments, partial(edits.set_percent, bundle=arguments.bundle, percent=arguments.percent))


def halt(arguments: argparse.Namespace) -> int:
    """Spare the desks that do not have the newest release yet."""
    return _change(arguments, partial(edits.set_halted, bundle=arguments.bundle, halted=True))


def resume(arguments: argparse.Namespace) -> int:
    """Go on where `halt` stopped."""
    return _change(arguments, partial(edits.set_halted, bundle=arguments.bundle, halted=False))


def pin(arguments: argparse.Namespace) -> int:
    """Every desk gets this version."""
    return _change(arguments, partial(edits.set_pin, bundle=arguments.bundle, version=arguments.version))


def unpin(arguments: argparse.Namespace) -> int:
    """The rings count again."""
    return _change(arguments, partial(edits.set_pin, bundle=arguments.bundle, version=""))


def withdraw(arguments: argparse.Namespace) -> int:
    """Desks remove the bundle."""
    return _change(arguments, partial(edits.withdraw, bundle=arguments.bundle))


def refresh(arguments: argparse.Namespace) -> int:
    """Only the online keys are needed: a server can do this by itself."""
    keys = keys_at_hand(arguments)
    with owned(arguments.folder):
        repository = open_repository(arguments.folder)
        draft = draft_refresh(repository, (key.public for key in keys), now())
        return FINE if carry_out(repository, draft, keys, arguments) else PROBLEMS


def _change(arguments: argparse.Namespace, edit: Callable[[ChannelManifest], ChannelManifest]) -> int:
    manifest = change(arguments, edit)
    if manifest is None:
        return PROBLEMS
    line = manifest.line(arguments.bundle)
    print(f"{arguments.bundle}: {seen(line) if line else 'every desk removes it'}.")
    return FINE
