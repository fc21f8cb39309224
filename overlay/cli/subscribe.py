"""`sidecue subscribe` and `unsubscribe`: which channels this profile follows, and on whose word."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from content.channels.desk.invitations import Found, demand, find_invitation
from content.channels.desk.places import shown
from content.channels.desk.report import ChannelState
from content.channels.desk.states import channel_states
from content.channels.desk.transports import Transports
from content.channels.desk.trust import grouped
from content.channels.errors import ChannelError
from content.files.names import printable
from overlay.cli.asked import said_yes
from overlay.cli.desk import complain, opened_desk, tell_app
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE
from overlay.profile import open_profile


def subscribe(arguments: argparse.Namespace) -> int:
    """Follow the channel behind an invitation that the person vouches for."""
    what = arguments.what
    if arguments.list:
        return _list(arguments)
    if not what:
        complain("say what to subscribe to: an invitation file, or the URL or folder of a channel")
        return WRONG_USE
    if "://" not in what and not Path(what).expanduser().exists():
        complain(f"{what}: there is no such file or folder; name an invitation, or the channel's URL")
        return WRONG_USE
    try:
        with closing(Transports()) as transports:
            found = find_invitation(what, transports)
        if arguments.fingerprint:
            demand(found.invited, arguments.fingerprint)
        if arguments.show:
            return _show(found, arguments)
        if not (arguments.fingerprint or found.handed or arguments.yes or _confirmed(found)):
            return PROBLEMS
        with opened_desk(arguments) as desk:
            is_new = desk.subscribe(found.invited)
    except ChannelError as error:
        complain(error)
        return PROBLEMS
    is_told = tell_app(arguments)
    invitation = found.invited.invitation
    print(f"{'Subscribed' if is_new else 'Already subscribed'} to {invitation.title} ({invitation.id}).")
    print(f"Its invitation has the fingerprint {found.invited.fingerprint}.")
    if is_new and is_told:
        print("The running app gets its bundles now.")
    elif is_new:
        print("Get its bundles now with `sidecue update`; the running app asks by itself.")
    return FINE


def unsubscribe(arguments: argparse.Namespace) -> int:
    """Follow a channel no more."""
    try:
        with opened_desk(arguments) as desk:
            desk.unsubscribe(arguments.channel)
    except ChannelError as error:
        complain(error)
        return PROBLEMS
    tell_app(arguments)
    print(f"Unsubscribed from {arguments.channel}; its bundles are removed.")
    return FINE


def _show(found: Found, arguments: argparse.Namespace) -> int:
    """What somebody would believe who follows it."""
    invited = found.invited
    if arguments.json:
        told = {
            "id": invited.invitation.id,
            "title": invited.invitation.title,
            "address": invited.address,
            "fingerprint": invited.fingerprint,
            "handed": found.handed,
        }
        print(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        print(printable(f"{invited.invitation.title} ({invited.invitation.id})"))
        print(printable(f"  from {shown(invited.address)}"))
        print(f"  fingerprint {invited.fingerprint}")
    return FINE


def _confirmed(found: Found) -> bool:
    """A person compared the fingerprint: nobody else can know whether this is the right channel."""
    invited = found.invited
    ask = f"The invitation at {shown(invited.found_at)} is for the channel {invited.invitation.title}."
    print(printable(ask), file=sys.stderr)
    print(f"Its fingerprint is\n\n    {grouped(invited.fingerprint)}\n", file=sys.stderr)
    if not (sys.stdin and sys.stdin.isatty()):
        complain("compare it with the publisher's; then add --fingerprint, or use an invitation file")
        return False
    print("Did the publisher tell you the same? Type yes to subscribe: ", end="", file=sys.stderr, flush=True)
    if said_yes():
        return True
    print("Nothing was subscribed to.", file=sys.stderr)
    return False


def _list(arguments: argparse.Namespace) -> int:
    states = channel_states(open_profile(arguments.profile).channels)
    if arguments.json:
        print(json.dumps([_as_json(state) for state in states], indent=2, ensure_ascii=False))
    elif not states:
        print("No channels; `sidecue subscribe` follows one.")
    else:
        for state in states:
            print(_described(state))
    return FINE


def _described(state: ChannelState) -> str:
    managed = ", set by your organisation" if state.managed else ""
    lines = [f"{state.title} ({state.id}{managed}): {state.state}", f"  from {shown(state.address)}"]
    if state.reason:
        lines.append(f"  {state.reason}")
    if state.checked:
        lines.append(f"  last asked {state.checked.astimezone():%Y-%m-%d %H:%M}")
    lines += [f"  {bundle} {version}" for bundle, version in state.bundles]
    return "\n".join(map(printable, lines))


def _as_json(state: ChannelState) -> dict[str, Any]:
    return {
        "id": state.id,
        "title": state.title,
        "address": state.address,
        "state": state.state,
        "reason": state.reason,
        "managed": state.managed,
        "checked": state.checked.isoformat() if state.checked else None,
        "bundles": [{"id": bundle, "version": version} for bundle, version in state.bundles],
    }
