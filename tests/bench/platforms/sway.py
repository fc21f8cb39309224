"""How soon a switch of windows under a real sway is known, by both sources, beside a poll in the same run.

    python -m tests.bench.platforms.sway [--json]

Windows of a headless sway are switched at random moments; the time ends when the context is built. Also how
long the command `sidecue palette` takes, its start included, to be answered by the running app. Linux only.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tests.bench.figures import p50_p99, percentile, tell
from tests.platforms.sway.desk import SwayDesk
from tests.platforms.sway.sway_session import SwaySession
from triggers.context import WindowInfo
from triggers.loop import SelectorLoop
from triggers.sources.base import Observation
from triggers.sources.sway import SwaySource
from triggers.sources.wlr import WlrSource
from triggers.swayipc import GET_TREE, SwayIpc
from triggers.titles import context_of

TIMES = 200
POLL = 0.25  # seconds, what a program does that knows no events
GOAL = "5.0 / 15.0"
PALETTES = 50
PALETTE_GOAL = 100.0  # ms

Known = Callable[[str], None]


def run() -> dict[str, object]:
    """Measure all of it; times in milliseconds, p50 / p99."""
    with SwaySession() as session:
        titles = [f"Window {letter}" for letter in "ABC"]
        for title in titles:
            session.terminal(title)
        delays = _switch(session, titles)
        with tempfile.TemporaryDirectory() as folder, SwayDesk(session, Path(folder)) as desk:
            _palette(desk)  # the first one ever has Python compile it
            palettes = [_palette(desk) for _ in range(PALETTES)]
    figures: dict[str, object] = {
        f"{name}, event to context, ms": f"{p50_p99(values)}   (goal {GOAL})"
        for name, values in delays.items()
        if not name.startswith("poll")
    }
    figures |= {f"{name}, ms": p50_p99(values) for name, values in delays.items() if name.startswith("poll")}
    worst = percentile(palettes, 0.99)
    figures["`sidecue palette`, start to answer, ms"] = f"{p50_p99(palettes)}   (goal {PALETTE_GOAL:g})"
    figures["goals reached"] = worst < PALETTE_GOAL and all(
        percentile(values, 0.5) < 5 and percentile(values, 0.99) < 15
        for name, values in delays.items()
        if not name.startswith("poll")
    )
    return figures


class Watch:
    """Notes how long after a switch its window was known."""

    def __init__(self) -> None:
        self.delays: list[float] = []
        self._title, self._began = "", 0.0

    def expect(self, title: str, began: float) -> None:
        self._title, self._began = title, began

    def deliver(self, observation: Observation) -> None:
        if isinstance(observation.state, WindowInfo):
            self.known(context_of(observation.state).title)

    def known(self, title: str) -> None:
        if title == self._title:
            self._title = ""
            self.delays.append(1000 * (time.monotonic() - self._began))


def _switch(session: SwaySession, titles: list[str]) -> dict[str, list[float]]:
    chance = random.Random(1)
    path = Path(session.env["SWAYSOCK"])
    watches = {"sway IPC": Watch(), "wlr-toplevel": Watch(), f"poll every {POLL * 1000:g} ms": Watch()}
    by_ipc, by_wlr, by_poll = watches.values()
    with closing(SelectorLoop()) as loop:
        sway = SwaySource(loop, 0, lambda: path)
        wlr = WlrSource(loop, lambda: session.runtime / session.env["WAYLAND_DISPLAY"])
        hand = SwayIpc(loop, path, lambda *_: None, lambda _: None)
        with closing(sway), closing(wlr), closing(hand):
            sway.start(by_ipc.deliver)
            wlr.start(by_wlr.deliver)
            _poll(loop, hand, by_poll)
            present = titles[-1]
            for _ in range(TIMES):
                loop.run(lambda: False, chance.uniform(0.3, 0.6))  # longer than the poll, out of its step
                present = chance.choice([title for title in titles if title != present])
                began = time.monotonic()
                for watch in watches.values():
                    watch.expect(present, began)
                hand.run(f'[title="^{present}$"] focus')
            loop.run(lambda: False, 0.6)
    missed = {name: TIMES - len(watch.delays) for name, watch in watches.items() if len(watch.delays) < TIMES}
    if missed:
        raise RuntimeError(f"switches that were never known: {missed}")
    return {name: watch.delays for name, watch in watches.items()}


def _poll(loop: SelectorLoop, ipc: SwayIpc, watch: Watch) -> None:
    """The naive way: read the whole tree now and then, and search it for what is focused."""

    def look() -> None:
        ipc.ask(GET_TREE, answered=lambda data: watch.known(_focused_title(data)))
        loop.call_later(POLL, look)

    look()


def _focused_title(tree: bytes) -> str:
    left = [json.loads(tree)]
    while left:
        node = left.pop()
        if node.get("focused"):
            return str(node.get("name"))
        left += node.get("nodes", []) + node.get("floating_nodes", [])
    return ""


def _palette(desk: SwayDesk) -> float:
    began = time.monotonic()
    done = desk.app.command("palette")
    took = 1000 * (time.monotonic() - began)
    if done.returncode:
        raise RuntimeError(f"sidecue palette: {done.stderr}")
    time.sleep(0.2)
    return took


def main() -> None:
    """Measure and print."""
    tell(__doc__, run)


if __name__ == "__main__":
    main()
