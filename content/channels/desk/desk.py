"""A desk and its channels: subscribe, update, and what is in use. Needs no Qt and trusts no server."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from content.channels.desk.active import Active, active_bundles
from content.channels.desk.channel_folder import POLICY, ChannelFolder
from content.channels.desk.errors import BusyError
from content.channels.desk.fetcher import DeskFetcher
from content.channels.desk.policy import follow_policy
from content.channels.desk.proof import Prove, prove
from content.channels.desk.records import DamagedRecordError, read_record, write_record
from content.channels.desk.report import ChannelReport, ChannelState
from content.channels.desk.rows import CheckedRow, DeskRow, SubscriptionRow
from content.channels.desk.states import channel_states
from content.channels.desk.subscriptions import Invited, Subscriptions
from content.channels.desk.transports import Transport
from content.channels.desk.trouble import of_disk
from content.channels.desk.update import ChannelUpdate
from content.channels.errors import ChannelError
from content.memory.errors import StateInUseError
from content.memory.lock import FolderLock
from content.policy.model import Policy
from content.progress import Progress

_POLL_MINUTES = 60


class Desk:
    """The channels kept below ``folder``. Several processes may look; one at a time may change something.

    ``program`` is the version of Sidecue whose judgement of a bundle holds until there is another.
    """

    def __init__(
        self,
        folder: Path,
        transport: Transport,
        now: Callable[[], datetime],
        progress: Progress | None = None,
        prove: Prove = prove,
        program: str = "",
    ) -> None:
        self._folder, self._transport, self._now = folder, transport, now
        self._progress, self._prove, self._program = progress, prove, program
        self._subscriptions = Subscriptions(folder, now)

    def subscribe(self, invited: Invited) -> bool:
        """Follow a channel that a person vouched for; whether that is new. Raises ChannelError."""
        with self._alone():
            return self._subscriptions.add(invited)

    def unsubscribe(self, channel: str) -> None:
        """Follow a channel no more, and show its bundles no more. Raises ChannelError."""
        with self._alone():
            self._subscriptions.remove(channel)

    def ensure_subscribed(self, policy: Policy) -> list[ChannelError]:
        """Follow what the policy names; what could not be followed now. Raises ChannelError."""
        with self._alone():
            errors = follow_policy(policy, self._subscriptions, self._transport)
            told = [f"A channel that your organisation set cannot be followed: {error}" for error in errors]
            if told or (self._folder / POLICY).exists():
                write_record(self._folder / POLICY, {"problems": told})
            return errors

    def update(self, only: str = "") -> list[ChannelReport]:
        """Ask every channel, or ``only`` one, and bring its bundles up to date. Raises ChannelError.

        What goes wrong with one channel is in its report, and keeps no other from being updated.
        """
        with self._alone():
            channels = self._subscriptions.all()
            if only and only not in {row["id"] for _, row in channels}:
                known = ", ".join(row["id"] for _, row in channels) or "none"
                raise ChannelError("is not a channel you are subscribed to", only, f"there is {known}")
            desk = self._desk_id()
            return [self._update(folder, row, desk) for folder, row in channels if only in ("", row["id"])]

    def active(self) -> Active:
        """The bundles to show, each read and hashed again."""
        return active_bundles(self._folder)

    def states(self) -> tuple[ChannelState, ...]:
        """How each channel fares."""
        return channel_states(self._folder)

    def _update(self, folder: ChannelFolder, row: SubscriptionRow, desk: str) -> ChannelReport:
        before = self._checked(folder)
        now = self._now()
        fetcher = DeskFetcher(self._transport, folder.partial, now, self._progress)
        done = ChannelUpdate(folder, row["address"], fetcher, desk, self._prove, self._program).run(
            now, before["reached"] if before else None
        )
        error = done.error
        checked = CheckedRow(
            checked=now,
            reached=now if error is None else before["reached"] if before else None,
            message=f"{error.where}: {error.what}" if error else "",
            remedy=error.remedy if error else "",
            poll_minutes=done.poll_minutes or (before["poll_minutes"] if before else _POLL_MINUTES),
        )
        try:
            write_record(folder.checked, checked)
        except OSError as unkept:
            error = error or of_disk(unkept)
        problem, remedy = (f"{error.where}: {error.what}", error.remedy) if error else ("", "")
        return ChannelReport(row["id"], row["title"], done.changes, problem, remedy)

    def _checked(self, folder: ChannelFolder) -> CheckedRow | None:
        try:
            return read_record(folder.checked, CheckedRow)
        except (DamagedRecordError, OSError):
            return None

    def _desk_id(self) -> str:
        """This desk's number, made when it is first needed. One that cannot be kept serves this once."""
        file = self._folder / "desk.json"
        try:
            row = read_record(file, DeskRow)
        except (DamagedRecordError, OSError):
            row = None
        if row is None:
            row = DeskRow(id=uuid.uuid4().hex)
            with suppress(OSError):
                write_record(file, row)
        return row["id"]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only process that changes channels. Raises BusyError, and ChannelError for the disk."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = FolderLock(self._folder / "lock")
        except StateInUseError:
            raise BusyError(str(self._folder)) from None
        except OSError as error:
            raise of_disk(error) from error
        try:
            yield
        except OSError as error:
            raise of_disk(error) from error
        finally:
            lock.close()
