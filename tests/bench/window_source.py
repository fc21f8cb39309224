"""How soon a switch of windows is known: our X11 source beside polls of PyWinCtl, all watching at once.

    python -m tests.bench.window_source [--json] [-n 60] [--idle 60]

Real windows under a real window manager, switched at random moments. Then the process with our source is
left alone, to count what it does while nothing happens. Linux only.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.desktop.app import ROOT
from tests.desktop.xsession import XSession
from triggers.xwindows import activate_window

WATCHERS = {"x11": "x11", "poll 1 s": "pywinctl:1", "poll 250 ms": "pywinctl:0.25"}
GOALS = {"poll 1 s": 80, "poll 250 ms": 18}
"""How many times sooner than each poll we mean to know."""

# Longer than the slowest poll, so that none misses a switch; random, so that none runs in step with it.
_PAUSE = (1.1, 2.1)


@dataclass(frozen=True, slots=True)
class Switch:
    """Which window was switched to, when, in seconds on the monotonic clock."""

    at: float
    window: int


class Watcher:
    """One watching process and the file it notes in."""

    def __init__(self, session: XSession, kind: str) -> None:
        self._notes = session.home / f"notes-{kind}"
        self.process = session.spawn(
            sys.executable, "-m", "tests.bench.watcher", kind, str(self._notes), cwd=ROOT
        )
        session.wait_for(self.known, f"the watcher {kind}")

    def known(self) -> list[Switch]:
        """What it has noted so far."""
        if not self._notes.exists():
            return []
        lines = self._notes.read_text().splitlines()
        return [Switch(float(at), int(window)) for at, window in (line.split() for line in lines)]

    def delays(self, switches: list[Switch]) -> list[float]:
        """Milliseconds from each switch to the first note of its window; a missed one is infinite."""
        ends = [switch.at for switch in switches[1:]] + [float("inf")]
        known = self.known()

        def delay(switch: Switch, end: float) -> float:
            first = (n.at for n in known if n.window == switch.window and switch.at <= n.at < end)
            return 1000 * (next(first, float("inf")) - switch.at)

        return [delay(switch, end) for switch, end in zip(switches, ends, strict=True)]


def run(times: int = 60, idle: float = 60.0, wm: str = "openbox") -> dict[str, Any]:
    """Measure ``times`` switches and ``idle`` seconds of rest."""
    with XSession(wm="xfwm4" if wm == "xfwm4" else "openbox") as session:
        windows = [session.terminal(f"Terminal {name}").window for name in ("A", "B")]
        document = session.home / "letter.txt"
        document.touch()
        session.spawn("mousepad", str(document))
        windows.append(session.wait_window("letter.txt"))
        watchers = {name: Watcher(session, kind) for name, kind in WATCHERS.items()}
        switches = _switch(session, windows, times)
        delays = {name: watcher.delays(switches) for name, watcher in watchers.items()}
        for name in GOALS:
            session.programs.end(watchers[name].process)
        return {
            "switches": times,
            "window_manager": wm,
            "delay_ms": {name: _figures(values) for name, values in delays.items()},
            "times_sooner": {
                name: round(statistics.median(delays[name]) / statistics.median(delays["x11"]), 1)
                for name in GOALS
            },
            "goal_times_sooner": GOALS,
            "idle": _idle(watchers["x11"].process, idle),
        }


def _switch(session: XSession, windows: list[int], times: int) -> list[Switch]:
    chance = random.Random(1)
    switches: list[Switch] = []
    present = session.active()
    for _ in range(times):
        time.sleep(chance.uniform(*_PAUSE))
        window = chance.choice([other for other in windows if other != present])
        switches.append(Switch(time.monotonic(), window))
        activate_window(session.x, window)
        present = window
    time.sleep(_PAUSE[1])
    return switches


def _figures(delays: list[float]) -> dict[str, float]:
    ordered = sorted(delays)
    return {
        "p50": round(statistics.median(ordered), 2),
        "p99": round(ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))], 2),
        "missed": ordered.count(float("inf")),
    }


def _idle(process: subprocess.Popen[bytes], seconds: float) -> dict[str, float]:
    time.sleep(1)
    before = _effort(process.pid)
    time.sleep(seconds)
    after = _effort(process.pid)
    if process.poll() is not None:
        raise RuntimeError(f"the watcher ended with status {process.returncode}, which is no idling")
    return {
        "seconds": seconds,
        "wake_ups": after["switches"] - before["switches"],
        "cpu_ms": round((after["run_ns"] - before["run_ns"]) / 1e6, 3),
    }


def _effort(pid: int) -> dict[str, int]:
    """Context switches and time on a processor of all threads, from the kernel's own books."""
    switches = run_ns = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        lines = (task / "status").read_text().splitlines()
        switches += sum(int(line.split()[1]) for line in lines if "ctxt_switches" in line)
        run_ns += int((task / "schedstat").read_text().split()[0])
    return {"switches": switches, "run_ns": run_ns}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-n", type=int, default=60, help="switches of windows")
    parser.add_argument("--idle", type=float, default=60.0, help="seconds of rest that are watched")
    parser.add_argument("--wm", choices=["openbox", "xfwm4"], default="openbox", help="the window manager")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines to read")
    options = parser.parse_args()
    result = run(options.n, options.idle, options.wm)
    if options.json:
        print(json.dumps(result))
        return
    for name, figures in result["delay_ms"].items():
        sooner = result["times_sooner"].get(name)
        beside = f"; we know it {sooner} times sooner (goal {GOALS[name]})" if sooner else ""
        print(f"{name:12} p50 {figures['p50']:8.2f} ms   p99 {figures['p99']:8.2f} ms{beside}")
    rest = result["idle"]
    print(f"idle {rest['seconds']:g} s: {rest['wake_ups']} wake-ups, {rest['cpu_ms']} ms of CPU")


if __name__ == "__main__":
    main()
