"""Real desks for `tests.bench.channels`, in a process of their own. Not to be started by hand.

``python -m tests.bench.channel_desks PORT INVITATION FOLDER COUNT``: for each line on its standard input
every desk updates once, one after another, as `sidecue update` does; a line of JSON says what that cost.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from content.channels.desk.desk import Desk
from content.channels.desk.proof import prove
from content.channels.desk.subscriptions import Invited
from content.channels.desk.transports import Transports
from content.channels.desk.trust import fingerprint
from content.channels.model import read_invitation
from tests.bench.wire import Tap, Traffic, tapped


@dataclass(frozen=True, slots=True)
class Update:
    """One update of one desk: processor seconds, ``examining`` among them, and the versions it took."""

    desk: str
    traffic: Traffic
    seconds: float
    examining: float
    took: tuple[str, ...]


class Examiner:
    """The desk's own examination, timed."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, file: Path, bundle: str, version: str) -> None:
        began = time.thread_time()
        prove(file, bundle, version)
        self.seconds += time.thread_time() - began


def update(folder: Path, invited: Invited, tap: Tap) -> Update:
    """One desk with its profile in ``folder`` asks once; it is subscribed first where it is new."""
    transports, examiner = Transports(), Examiner()
    desk = Desk(folder, transports, lambda: datetime.now(UTC), prove=examiner)
    if not folder.exists():
        desk.subscribe(invited)
    began = time.thread_time()
    [report] = desk.update()
    seconds = time.thread_time() - began
    transports.close()
    if not report.fine:
        raise SystemExit(f"a desk could not update: {report}")
    name = json.loads((folder / "desk.json").read_bytes())["id"]
    took = tuple(change.after for change in report.changes)
    return Update(name, tap.taken(), seconds, examiner.seconds, took)


def main() -> None:
    port, invitation, folder, count = sys.argv[1:]
    raw = Path(invitation).read_bytes()
    with tapped(int(port)) as tap:
        where = msgspec.structs.replace(read_invitation(raw), url=tap.address)
        invited = Invited(where, Path(invitation).as_uri(), fingerprint(raw))
        for _ in sys.stdin:
            done = [update(Path(folder) / str(number), invited, tap) for number in range(int(count))]
            print(msgspec.json.encode(done).decode(), flush=True)


if __name__ == "__main__":
    main()
