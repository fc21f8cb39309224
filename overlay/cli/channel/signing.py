"""Says what will be signed, asks, signs and writes: the end of every command that changes a channel."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from securesystemslib.signer import Signer

from content.channels.errors import ChannelError
from content.channels.model import ChannelManifest
from content.channels.publish.draft import Draft, draft_manifest, sign
from content.channels.publish.folder import NewFile, owned, write_all
from content.channels.publish.keys import KeyFile, find_keys, require_cryptography
from content.channels.publish.reading import Repository, open_repository
from overlay.cli.asked import said_yes
from overlay.cli.channel.passphrases import Passphrases
from overlay.cli.progress import shown_progress


def now() -> datetime:
    """The time that signatures are reckoned from."""
    return datetime.now(UTC)


def keys_at_hand(arguments: argparse.Namespace) -> tuple[KeyFile, ...]:
    """The keys in the folders that ``--keys`` names. Raises ChannelError."""
    require_cryptography()
    keys = find_keys(arguments.keys)
    if not keys:
        where = ", ".join(map(str, arguments.keys))
        raise ChannelError("holds no keys", where, "name the folder with the .pem and .pub files")
    return keys


def agreed(draft: Draft, arguments: argparse.Namespace) -> bool:
    """Say what ``draft`` has signed, and by whom; whether it may be."""
    print(f"Signing {draft}.", flush=True)
    return arguments.yes or yes("Sign this?", "Nothing was signed or written.")


def yes(question: str, otherwise: str) -> bool:
    """The person's answer; where nobody can be asked it is yes. ``otherwise`` is said when it is no."""
    if not sys.stdin.isatty():
        return True
    print(f"{question} [y/N] ", end="", flush=True)
    if said_yes():
        return True
    print(otherwise)
    return False


def signers_for(
    draft: Draft, keys: Iterable[KeyFile], passphrases: Passphrases, new: Mapping[str, Signer]
) -> dict[str, Signer]:
    """The private keys that ``draft`` needs; ``new`` ones are open already. Raises ChannelError."""
    files = {key.public.id: key for key in keys}
    return {key: new[key] if key in new else passphrases.unlock(files[key]) for key in draft.keys}


def write(folder: Path, files: Iterable[NewFile]) -> None:
    """Write ``files`` into the channel. Raises ChannelError."""
    with shown_progress() as progress:
        write_all(folder, files, progress)


def change(
    arguments: argparse.Namespace,
    edit: Callable[[ChannelManifest], ChannelManifest],
    bundles: Mapping[str, bytes] | None = None,
) -> ChannelManifest | None:
    """Sign and write the channel's manifest as ``edit`` makes it; None when the person would rather not.

    Raises ChannelError.
    """
    keys = keys_at_hand(arguments)
    with owned(arguments.folder):
        repository = open_repository(arguments.folder)
        manifest = edit(repository.manifest)
        draft = draft_manifest(repository, manifest, bundles or {}, (key.public for key in keys), now())
        return manifest if carry_out(repository, draft, keys, arguments) else None


def carry_out(
    repository: Repository, draft: Draft, keys: Iterable[KeyFile], arguments: argparse.Namespace
) -> bool:
    """Sign and write ``draft``, unless the person would rather not. Raises ChannelError."""
    if not agreed(draft, arguments):
        return False
    write(repository.folder, sign(draft, signers_for(draft, keys, Passphrases(), {})))
    return True
