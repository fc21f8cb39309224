"""What a channel costs its server and its desks: ``python -m tests.bench.channels [--polls N] [--desks N]``.

A channel as `sidecue channel publish` makes it, with a bundle of 1,000 cards, lies on a static server on
loopback. Real desks with fresh profiles take the bundle, poll, and meet a newer release for 10 %; all bytes
of HTTP are counted, headers and both directions. What the desks sent when nothing was new is then sent again,
byte by byte and over connections as they made them, once for each simulated desk. The baselines are asked in
the same run. Seconds of desks and server are processor time; that of starting `sidecue update` is not in
them. Linux only.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import msgspec

from content.channels.model import BundleLine, Release, target_of
from content.channels.publish.bundles import prepare
from content.channels.publish.draft import draft_manifest
from content.channels.publish.edits import add_release
from content.channels.publish.reading import Repository, open_repository
from content.channels.rollout import wanted
from content.progress import NoProgress
from tests.bench.bundles import write_cards
from tests.bench.channel_desks import Update
from tests.bench.channel_loads import loads
from tests.bench.channel_server import Server, served
from tests.bench.figures import p50_p99, percentile
from tests.bench.wire import Dialogue
from tests.content.channels.publish.publisher import Publisher, now

_CARDS = 1_000
_RING = 10  # per cent
_LATER = 49  # releases
_WORKERS = 2
_WITH_OPENSSL = 5  # desks
_SECOND = 2.1  # until Last-Modified tells a file from the one before
_HOST = re.compile(rb"Host: [^\r]*")


class Desks:
    """A process of real desks. Without ``openssl`` as desks are installed: python-tuf verifies in Python."""

    def __init__(self, server: Server, channel: Path, folder: Path, count: int, *, openssl: bool) -> None:
        folder.mkdir()
        hidden = folder / "hidden"
        hidden.mkdir()
        if not openssl:
            (hidden / "cryptography.py").write_text('raise ImportError("not installed on desks")\n')
        words = [str(server.port), str(channel / "invitation.json"), str(folder), str(count)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.channel_desks", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(hidden)},
        )

    def begin(self) -> None:
        """Have every desk update once."""
        assert self._process.stdin
        self._process.stdin.write(b"\n")
        self._process.stdin.flush()

    def done(self) -> list[Update]:
        """What that cost."""
        assert self._process.stdout
        return msgspec.json.decode(self._process.stdout.readline(), type=list[Update])

    def close(self) -> None:
        self._process.communicate()


@contextmanager
def desks(server: Server, channel: Path, folder: Path, count: int) -> Iterator[list[Desks]]:
    """As many workers as there are, and one more whose desks have OpenSSL."""
    with ExitStack() as stack:
        made = []
        for number in range(_WORKERS + 1):
            openssl = number == _WORKERS
            share = _WITH_OPENSSL if openssl else count // _WORKERS
            made.append(Desks(server, channel, folder / f"desks-{number}", share, openssl=openssl))
            stack.callback(made[-1].close)
        yield made


def updated(workers: Sequence[Desks]) -> list[Update]:
    """Every desk of ``workers`` updates once."""
    for worker in workers:
        worker.begin()
    return [update for worker in workers for update in worker.done()]


def release(publisher: Publisher, cards: Path, version: str, percent: int) -> Repository:
    """Publish the bundle in ``cards`` as ``version``; the channel as it is then."""
    manifest = cards / "bundle.yaml"
    manifest.write_text(re.sub('version: ".*"', f'version: "{version}"', manifest.read_text()))
    packed, problems = prepare(cards, date.today(), NoProgress())
    if packed is None:
        raise SystemExit(f"the bundle cannot be published: {problems}")
    repository = open_repository(publisher.folder)
    offered = add_release(repository.manifest, packed.release, percent)
    contents = {target_of(packed.release.bundle, version): packed.data}
    draft = draft_manifest(repository, offered, contents, publisher.public(), now())
    publisher.write(publisher.sign(draft))
    time.sleep(_SECOND)
    return open_repository(publisher.folder)


def stage(what: str, updates: Sequence[Update]) -> str:
    """What updates of one kind cost the desk."""
    if not updates:
        return f"| {what} | 0 | | | | | |"
    most = max(update.traffic.total for update in updates)
    requests = sorted({update.traffic.requests for update in updates})
    connections = sorted({len(update.traffic.dialogue) for update in updates})
    middle = percentile([update.traffic.total for update in updates], 0.5)
    checking = p50_p99([(update.seconds - update.examining) * 1_000 for update in updates])
    examining = p50_p99([update.examining * 1_000 for update in updates])
    return (
        f"| {what} | {len(updates)} | {_either(requests)} | {_either(connections)} "
        f"| {middle:,.0f} / {most:,} | {checking} | {examining} |"
    )


def rings(line: BundleLine, count: int) -> Iterator[str]:
    """How many of ``count`` desks the newest release of ``line`` is for, and made-up later ones."""
    chance = random.Random(5)
    ids = [uuid.UUID(int=chance.getrandbits(128), version=4).hex for _ in range(count)]
    newest, share = line.releases[0], line.releases[0].percent / 100
    later = [msgspec.structs.replace(newest, version=str(number)) for number in range(3, 3 + _LATER)]
    took = [_takers(line, release, ids) for release in (newest, *later)]
    expected, spread = count * share, (count * share * (1 - share)) ** 0.5
    what = f"{newest.percent} % of {count:,} desks"
    yield (
        f"| {what}: took it; binomial expectation ± σ | {took[0]:,}; {expected:,.0f} ± {spread:.0f}, "
        f"so {(took[0] - expected) / spread:+.1f} σ |"
    )
    yield (
        f"| {what}, {len(took)} releases: mean ± σ, least to most | {statistics.mean(took):,.0f} "
        f"± {statistics.stdev(took):.0f}, {min(took):,} to {max(took):,} |"
    )


def _takers(line: BundleLine, release: Release, ids: Sequence[str]) -> int:
    offer = msgspec.structs.replace(line, releases=(release, line.releases[-1]))
    return sum(wanted(offer, desk, line.releases[-1].version) == release for desk in ids)


def same_dialogue(dialogues: Sequence[Dialogue]) -> Dialogue:
    """The one dialogue that all of these are, but for the port they name."""
    plain = {
        tuple(tuple(_HOST.sub(b"Host: 127.0.0.1:10000", ask) for ask in talk) for talk in dialogue)
        for dialogue in dialogues
    }
    if len(plain) != 1:
        raise SystemExit(f"desks poll in {len(plain)} different ways: {plain}")
    return plain.pop()


def _either(counts: Sequence[int]) -> str:
    return " or ".join(map(str, counts))


def _is_newest(line: BundleLine) -> Callable[[Update], bool]:
    newest, before = line.releases[0], line.releases[-1].version
    return lambda update: (wanted(line, update.desk, before) == newest) == bool(update.took)


def measure(folder: Path, count: int, polls: int) -> Iterator[str]:
    """All rows."""
    channel = folder / "channel"
    publisher, cards = Publisher(channel), write_cards(folder / "cards", _CARDS)
    publisher.init()
    release(publisher, cards, "1", 100)
    yield "| one desk | desks | requests | connections | bytes, p50 / most | verify, ms | examine, ms |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    with served(channel, folder / "server") as server, desks(server, channel, folder, count) as workers:
        usual, quick = workers[:-1], workers[-1:]
        size = next(channel.glob("targets/bundles/*.cue")).stat().st_size
        yield stage(f"takes its first bundle: {_CARDS:,} cards, {size:,} bytes", updated(usual))
        yield stage("the same, OpenSSL verifies", updated(quick))
        idle = updated(usual)
        yield stage("polls, nothing new", idle)
        yield stage("the same, OpenSSL verifies", updated(quick))
        poll = same_dialogue([update.traffic.dialogue for update in idle])
        load = loads(server, channel, poll, polls)
        publisher.refresh()
        yield stage("polls, the same state signed anew", updated(usual))
        line = release(publisher, cards, "2", _RING).manifest.bundles[0]
        offered = updated(usual)
        yield stage(f"takes a newer release, for {_RING} %", [it for it in offered if it.took])
        yield stage("hears of a release that is for others", [it for it in offered if not it.took])
    yield from ("", *load, "", "| rollout | measured |", "|---|---|", *rings(line, polls))
    right = sum(map(_is_newest(line), offered))
    yield f"| real desks that did as the ring says | {right} of {len(offered)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polls", type=int, default=10_000, help="simulated desks (default: %(default)s)")
    parser.add_argument("--desks", type=int, default=200, help="real ones (default: %(default)s)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for row in measure(Path(folder), arguments.desks, arguments.polls):
            print(row, flush=True)


if __name__ == "__main__":
    main()
