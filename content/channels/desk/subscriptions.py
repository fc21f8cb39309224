"""Which channels a profile follows, and on whose word. Not for what they bring: see update.py."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from content.channels.desk.channel_folder import ChannelFolder, channel_folders
from content.channels.desk.places import address_of, base_of, shown
from content.channels.desk.records import DamagedRecordError, read_record, write_own, write_record
from content.channels.desk.rows import SubscriptionRow
from content.channels.desk.trust import follows, root_of
from content.channels.errors import ChannelError, UntrustedError
from content.channels.model import Invitation


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation, the address of the file it was read from, and that file's SHA-256."""

    invitation: Invitation
    found_at: str
    fingerprint: str

    @property
    def address(self) -> str:
        """Where the channel lies."""
        if self.invitation.url:
            return base_of(address_of(self.invitation.url))
        return base_of(self.found_at.rpartition("/")[0])


class Subscriptions:
    """The channels below ``folder``; their owner holds the lock."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder, self._now = folder, now

    def all(self) -> list[tuple[ChannelFolder, SubscriptionRow]]:
        """Those that can be read, by id."""
        found = []
        for folder in channel_folders(self._folder):
            try:
                row = read_record(folder.subscription, SubscriptionRow)
            except DamagedRecordError:
                continue
            if row is not None and row["id"] == folder.path.name:
                found.append((folder, row))
        return found

    def add(self, invited: Invited, *, managed: bool = False) -> bool:
        """Follow a channel; whether that is new. Raises ChannelError, OSError.

        Another root for a channel that is followed already is refused, unless the policy says so: that is how
        somebody would take a channel over.
        """
        invitation = invited.invitation
        root = root_of(invitation, shown(invited.found_at))
        folder = ChannelFolder(self._folder / invitation.id)
        before = self._before(folder)
        known = before is not None and self._knows(folder, root)
        if before is not None and not known and not managed:
            what = f'invites to another channel that calls itself "{invitation.id}" too'
            remedy = f"if the publisher says it is right: `sidecue unsubscribe {invitation.id}` first"
            raise UntrustedError(what, shown(invited.found_at), remedy)
        if not known:
            shutil.rmtree(folder.path if before is None else folder.metadata, ignore_errors=True)
            write_own(folder.root, root)
        row = SubscriptionRow(
            id=invitation.id,
            title=invitation.title,
            address=invited.address,
            since=before["since"] if before else self._now(),
            managed=managed or bool(before and before["managed"]),
            fingerprint=invited.fingerprint,
        )
        if row != before:
            write_record(folder.subscription, row)
        return before is None

    def remove(self, channel: str) -> None:
        """Follow ``channel`` no more; its bundles go too. Raises ChannelError, OSError."""
        folder = next((one for one in channel_folders(self._folder) if one.path.name == channel), None)
        if folder is None:
            known = ", ".join(one.path.name for one in channel_folders(self._folder)) or "none"
            raise ChannelError("is not a channel you are subscribed to", channel, f"there is {known}")
        row = self._before(folder)
        if row and row["managed"]:
            raise ChannelError("is set by your organisation's policy", channel, "ask your administrator")
        self._drop(folder)

    def keep_managed(self, fingerprints: Container[str]) -> None:
        """Drop what the policy named once, and names no more."""
        for folder, row in self.all():
            if row["managed"] and row["fingerprint"] not in fingerprints:
                self._drop(folder)

    def release(self) -> None:
        """There is no policy any more: what it named is the person's to keep or to leave."""
        for folder, row in self.all():
            if row["managed"]:
                write_record(folder.subscription, {**row, "managed": False})

    def _drop(self, folder: ChannelFolder) -> None:
        folder.subscription.unlink(missing_ok=True)  # first: without it there is no channel
        shutil.rmtree(folder.path, ignore_errors=True)

    def _before(self, folder: ChannelFolder) -> SubscriptionRow | None:
        try:
            return read_record(folder.subscription, SubscriptionRow)
        except DamagedRecordError:
            return None

    def _knows(self, folder: ChannelFolder, root: bytes) -> bool:
        try:
            return follows(root, folder.root.read_bytes(), folder.metadata)
        except (UntrustedError, ValueError, OSError):
            return False
