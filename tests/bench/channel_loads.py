"""Many polls of one static server, and the baselines, for `tests.bench.channels`. Not for what desks do."""

from __future__ import annotations

import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path

from tests.bench.channel_server import Server
from tests.bench.wire import Dialogue, Traffic, get, replay

_WORKERS = 2
_WHOLE_BUNDLES = 1_000  # polls of the baseline that fetches all of it
_METADATA = ("root", "snapshot", "targets")
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Load:
    """Many polls: the traffic of one of them, their number, wall seconds, the server's processor seconds."""

    one: Traffic
    polls: int
    wall: float
    server: float

    def row(self, what: str) -> str:
        a_thousand = self.server / self.polls * 1_000
        return (
            f"| {what} | {self.polls:,} | {self.one.requests} | {self.one.total:,} | {a_thousand:.3f} "
            f"| {self.polls / self.wall:,.0f} | {self.wall:.1f} |"
        )

    def hour(self) -> str:
        """What it means when each of these desks polls once an hour."""
        return (
            f"| {self.polls:,} desks, each once an hour: requests a second, MB, server s | "
            f"{self.polls * self.one.requests / _HOUR:.1f}, {self.polls * self.one.total / 1e6:.1f}, "
            f"{self.server:.2f} |"
        )


def polled(server: Server, dialogue: Dialogue, polls: int) -> Load:
    """``polls`` times ``dialogue``, from processes of their own."""
    share = polls // _WORKERS
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(_WORKERS + 1)  # imports are not to be timed
    with context.Pool(_WORKERS, _wait_for, (ready,)) as pool:
        ready.wait()
        used, began = server.cpu_seconds(), time.perf_counter()
        done = pool.starmap(replay, [(server.port, dialogue, share)] * _WORKERS, chunksize=1)
        wall, cpu = time.perf_counter() - began, server.cpu_seconds() - used
    made = share * _WORKERS
    sent, received = sum(part.sent for part in done) // made, sum(part.received for part in done) // made
    return Load(Traffic(dialogue, sent, received), made, wall, cpu)


def _wait_for(ready: Barrier) -> None:
    ready.wait()


def without_memory(channel: Path) -> Dialogue:
    """The questions of a client that keeps nothing and knows the names: the newest of all that is signed."""
    metadata = [_newest(channel, f"metadata/*.{role}.json") for role in _METADATA]
    return get("metadata/timestamp.json", *metadata, _newest(channel, "targets/*.channel.json"))


def whole_bundle(channel: Path) -> Dialogue:
    """The question of a client that fetches the bundle to see whether it is another one."""
    return get(_newest(channel, "targets/bundles/*.cue"))


def loads(server: Server, channel: Path, poll: Dialogue, polls: int) -> list[str]:
    """The table of what polls cost the server."""
    ours = polled(server, poll, polls)
    metadata = polled(server, without_memory(channel), polls)
    whole = polled(server, whole_bundle(channel), min(polls, _WHOLE_BUNDLES))
    rows = [
        f"| {server.name}, nothing new | polls | requests | bytes | server s / 1,000 | polls / s | s |",
        "|---|---:|---:|---:|---:|---:|---:|",
        ours.row("our desks"),
        metadata.row("baseline: all metadata and the manifest, each time"),
        whole.row("baseline: the whole bundle, each time"),
    ]
    for load, what in ((metadata, "all metadata"), (whole, "the whole bundle")):
        size = load.one.total / ours.one.total
        work = (load.server / load.polls) / max(ours.server / ours.polls, 1e-9)
        rows.append(f"| {what}, against ours | | | **{size:,.1f}** times | **{work:.1f}** times | | |")
    return [*rows, "", "| an hour | measured |", "|---|---|", ours.hour()]


def _newest(channel: Path, pattern: str) -> str:
    file = max(channel.glob(pattern), key=lambda file: file.stat().st_mtime_ns)
    return file.relative_to(channel).as_posix()
