"""`sidecue channel rotate`: changes who may sign, or renews the root."""

from __future__ import annotations

import argparse
import re

from tuf.api.metadata import Metadata

from content.channels.errors import ChannelError
from content.channels.publish.draft import key_name
from content.channels.publish.folder import PENDING, owned
from content.channels.publish.keys import KeyFile, NewKey, PublicKey, make_key, read_public
from content.channels.publish.reading import Repository, open_repository
from content.channels.publish.roles import Role
from content.channels.publish.rotation import (
    Pending,
    RootChange,
    change_root,
    differences,
    draft_root,
    draft_rotation,
    sign_pending,
    signable,
    waits_for,
)
from overlay.cli.channel.init import save_keys
from overlay.cli.channel.passphrases import Passphrases
from overlay.cli.channel.roots import finish, leave_waiting
from overlay.cli.channel.signing import agreed, keys_at_hand, now, signers_for
from overlay.cli.exits import FINE, PROBLEMS


def rotate(arguments: argparse.Namespace) -> int:
    """Publishes the new root, or leaves it waiting where other people's keys are needed too."""
    keys = keys_at_hand(arguments)
    with owned(arguments.folder):
        repository = open_repository(arguments.folder)
        if (arguments.folder / PENDING).exists():
            remedy = "finish it with channel sign, or delete the file"
            raise ChannelError("a root waits for signatures already", str(arguments.folder / PENDING), remedy)
        new = _new_keys(arguments, repository, keys)
        pending = _pending(arguments, repository, new)
        known = (*(key.public for key in keys), *(key.public for key in new))
        signing = signable(pending, known)
        waiting = waits_for(pending, signing)
        draft = draft_root(pending, signing) if waiting else draft_rotation(repository, pending, known, now())
        print("\n".join(differences(pending)))
        if not agreed(draft, arguments):
            return PROBLEMS
        passphrases = Passphrases(arguments.no_passphrase)
        signers = signers_for(draft, keys, passphrases, {key.public.id: key.signer for key in new})
        save_keys(new, arguments.new_keys or arguments.keys[0], passphrases)
        if waiting:
            leave_waiting(repository, sign_pending(pending, signing, signers))
        else:
            finish(repository, draft, signers)
    return FINE


def _pending(arguments: argparse.Namespace, repository: Repository, new: tuple[NewKey, ...]) -> Pending:
    public = (*(key.public for key in new), *_given(arguments))
    role = Role(arguments.role)
    change = RootChange(role, public, tuple(arguments.revoke), arguments.threshold, arguments.expires)
    return Pending(repository.root, Metadata(change_root(repository.root.signed, change, now())))


def _given(arguments: argparse.Namespace) -> tuple[PublicKey, ...]:
    """The public keys of other holders."""
    return tuple(read_public(file) for file in arguments.add_public)


def _new_keys(
    arguments: argparse.Namespace, repository: Repository, keys: tuple[KeyFile, ...]
) -> tuple[NewKey, ...]:
    """New keys with the next numbers that no key of the role ever had, as far as is known here."""
    role = Role(arguments.role)
    names = [key_name(key) for key in repository.root.signed.keys.values()]
    names += [key.public.name for key in keys] + [key.name for key in _given(arguments)]
    numbers = [int(found[1]) for name in names if (found := re.fullmatch(rf"{role}-([0-9]{{1,6}})", name))]
    first = max(numbers, default=0) + 1
    return tuple(make_key(f"{role}-{number}", role) for number in range(first, first + arguments.add))
