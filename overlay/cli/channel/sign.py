"""`sidecue channel sign`: signs a root that waits for several holders; signed by all it is published."""

from __future__ import annotations

import argparse

from content.channels.errors import ChannelError
from content.channels.publish.folder import PENDING, owned, read_file
from content.channels.publish.keys import KeyFile
from content.channels.publish.reading import open_repository
from content.channels.publish.rotation import (
    LARGEST_PENDING,
    differences,
    draft_root,
    draft_rotation,
    pending_bytes,
    pending_in,
    read_pending,
    sign_pending,
    signable,
    waits_for,
)
from content.whole_file import write_whole
from overlay.cli.channel.passphrases import Passphrases
from overlay.cli.channel.roots import finish, leave_waiting
from overlay.cli.channel.signing import agreed, keys_at_hand, now, signers_for
from overlay.cli.exits import FINE, PROBLEMS


def sign(arguments: argparse.Namespace) -> int:
    """In the channel's folder, or with the waiting root alone at another holder's computer."""
    keys = keys_at_hand(arguments)
    signed = (_sign_in_channel if arguments.path.is_dir() else _sign_alone)(arguments, keys)
    return FINE if signed else PROBLEMS


def _sign_alone(arguments: argparse.Namespace, keys: tuple[KeyFile, ...]) -> bool:
    file = arguments.path
    pending = read_pending(read_file(file.parent, file.name, LARGEST_PENDING), str(file))
    print("\n".join(differences(pending)))
    signing = signable(pending, (key.public for key in keys))
    if not signing:
        what = f"needs none of these keys; it waits for {waits_for(pending) or 'nobody'}"
        raise ChannelError(what, str(file), "bring it to one of them, or back to the channel")
    draft = draft_root(pending, signing)
    if not agreed(draft, arguments):
        return False
    signed = sign_pending(pending, signing, signers_for(draft, keys, Passphrases(), {}))
    write_whole(file, pending_bytes(signed))
    waiting = waits_for(signed)
    print(f"Signed; it still waits for {waiting}." if waiting else "Signed; bring it back to the channel.")
    return True


def _sign_in_channel(arguments: argparse.Namespace, keys: tuple[KeyFile, ...]) -> bool:
    folder = arguments.path
    with owned(folder):
        repository = open_repository(folder)
        if not (folder / PENDING).exists():
            raise ChannelError("no root waits for signatures", str(folder), "make one with channel rotate")
        raw = read_file(folder, PENDING, LARGEST_PENDING)
        pending = pending_in(repository, read_pending(raw, str(folder / PENDING)))
        public = tuple(key.public for key in keys)
        signing = signable(pending, public)
        waiting = waits_for(pending, signing)
        print("\n".join(differences(pending)))
        if waiting and not signing:
            remedy = "bring it to them, or name more folders with --keys"
            raise ChannelError(f"waits for {waiting}", str(folder / PENDING), remedy)
        draft = (
            draft_root(pending, signing) if waiting else draft_rotation(repository, pending, public, now())
        )
        if not agreed(draft, arguments):
            return False
        signers = signers_for(draft, keys, Passphrases(), {})
        if waiting:
            leave_waiting(repository, sign_pending(pending, signing, signers))
        else:
            finish(repository, draft, signers)
            (folder / PENDING).unlink()
    return True
