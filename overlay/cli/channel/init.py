"""`sidecue channel init`: keys, an empty channel, and the invitation to it."""

from __future__ import annotations

import argparse
from pathlib import Path

from content.channels.errors import ChannelError
from content.channels.publish.draft import sign
from content.channels.publish.first import NewChannel, draft_first, make_keys, with_invitation
from content.channels.publish.folder import INVITATION, LOCK, owned
from content.channels.publish.keys import NewKey, save_key
from content.channels.publish.roles import DAYS, Role, RolePlan
from content.short_names import short_name
from overlay.cli.channel.passphrases import Passphrases
from overlay.cli.channel.signing import agreed, now, write
from overlay.cli.channel.wording import invitation_fingerprint
from overlay.cli.exits import FINE, PROBLEMS


def init(arguments: argparse.Namespace) -> int:
    """Both folders are looked at before anything is made."""
    folder, wanted = arguments.folder, _wanted(arguments)
    _check_places(folder, arguments.keys)
    keys = make_keys(wanted)
    passphrases = Passphrases(arguments.no_passphrase)
    draft = draft_first(wanted, (key.public for key in keys), now())
    if not agreed(draft, arguments):
        return PROBLEMS
    for key in keys:
        passphrases.for_new(key.public.role)
    folder.mkdir(parents=True, exist_ok=True)
    with owned(folder):
        save_keys(keys, arguments.keys, passphrases)
        files = sign(draft, {key.public.id: key.signer for key in keys})
        write(folder, with_invitation(files, wanted.id, wanted.title, wanted.url))
    print(f"Made the channel {wanted.id} in {folder}; {folder / INVITATION} is what desks subscribe with.")
    print(f"Its fingerprint is {invitation_fingerprint(folder)}.")
    print(f"Take {arguments.keys / Role.ROOT} away from this computer now, and make a copy.")
    return FINE


def save_keys(keys: tuple[NewKey, ...], place: Path, passphrases: Passphrases) -> None:
    """Write ``keys``, each into the folder of its role below ``place``, and say so. Raises ChannelError."""
    for key in keys:
        role = key.public.role
        saved = save_key(key, place / role, passphrases.for_new(role))
        manner = "with a passphrase" if saved.encrypted else "WITHOUT a passphrase"
        print(f"Made the key {key.public.name}, {manner}: {saved.file}")


def _wanted(arguments: argparse.Namespace) -> NewChannel:
    days = {role: DAYS[role] for role in Role} | {Role(role): days for role, days in arguments.expires}
    plans = {
        Role.ROOT: RolePlan(arguments.root_keys, arguments.root_threshold, days[Role.ROOT]),
        Role.PUBLISHING: RolePlan(
            arguments.publishing_keys, arguments.publishing_threshold, days[Role.PUBLISHING]
        ),
        Role.ONLINE: RolePlan(1, 1, days[Role.ONLINE]),
    }
    name = arguments.id or _id_from(arguments.title)
    return NewChannel(name, arguments.title, arguments.url, arguments.poll_minutes, plans)


def _id_from(title: str) -> str:
    name = short_name(title)
    if not name:
        raise ChannelError("no short name can be made from it", "--title", "name one with --id")
    return name


def _check_places(folder: Path, keys: Path) -> None:
    if folder.exists() and (not folder.is_dir() or _used(folder)):
        raise ChannelError("is not an empty folder", str(folder), "name a new or empty one")
    if keys.resolve().is_relative_to(folder.resolve()):
        remedy = "keep the keys elsewhere: everything in the channel's folder gets published"
        raise ChannelError("lies inside of the channel", str(keys), remedy)
    if any((keys / role).is_dir() and any((keys / role).glob("*.pem")) for role in Role):
        raise ChannelError("holds keys already", str(keys), "name another folder for those of this channel")


def _used(folder: Path) -> bool:
    """Whether something lies in it, but for the lock that a command without room for more left there."""
    return any(entry.name != LOCK for entry in folder.iterdir())
