"""How soon Windows' events are known, under Wine: ``python -m tests.bench.platforms.windows [--json]``.

Needs the Windows that ``make test-windows`` makes. Wine 8 itself tells neither of a new foreground window nor
of a new title, so a program tells them by NotifyWinEvent, as Windows would; the polls are our own safety net
at two intervals, of which nothing was told. Times go from before the event to the context in our loop.
"""

from __future__ import annotations

import json

from tests.bench.figures import p50_p99, tell
from tests.platforms.wine.running import windows

_GOALS = {"event to context": "goal 5 / 20"}


def run() -> dict[str, str]:
    """p50 / p99 of each thing measured, in milliseconds."""
    with windows() as wine:
        said, _ = wine.python("-m", "tests.bench.platforms.windows_inside").communicate(timeout=240)
    last = said.decode("utf-8", "replace").strip().splitlines()[-1]
    figures: dict[str, list[float]] = json.loads(last)
    return {
        name: f"{p50_p99(took)} ms, {len(took)} times   {_GOALS.get(name, '')}".rstrip()
        for name, took in figures.items()
    }


if __name__ == "__main__":
    tell(__doc__, run)
