"""Measures the whole running app on a real desktop: latencies, idleness, memory and start-up.

    python -m tests.bench.app [--switches N] [--idle SECONDS] [--json]

Every latency is read from the app's own trace, on the system's monotonic clock. Not a test: asserts nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.bench.app_bundle import write_bundle
from tests.bench.figures import cpu_seconds, memory_mb, p50_p99, percentile, wake_ups
from tests.desktop.app import ROOT, AppProcess
from tests.desktop.xsession import XSession

CARDS, MATCHING = 1_000, 8
_WORDS = (
    "ledger", "travel", "invoice", "audit exp", "card 12", "check the", "supplier", "how do i pay", "report",
    "asset", "order con", "budget", "contract", "expense", "payment", "what is due", "card 999",
    "about audit",
)  # fmt: skip
_REST = 0.3  # seconds; a picture that changed less than a quarter ago would wait
_CALM = 8  # seconds until windows that flapped are forgotten (overlay/calm.py)
_PAUSE = 0.12  # seconds between two switches: what is measured must be over by then
Row = dict[str, Any]


def switches(session: XSession, app: AppProcess, titles: list[str], count: int) -> Row:
    """OS event → panel painted, over ``count`` switches to a window with a card, each from one with another.

    From one without a card the panel would have gone, and what was gone for a moment only may wait to come
    back (overlay/calm.py).
    """
    windows = [session.terminal(title, geometry="60x10+40+40").window for title in titles]
    other = session.terminal("nothing here", geometry="60x10+40+400").window
    session.activate(other)
    time.sleep(_CALM)
    mark = app.mark()
    for number in range(count):
        session.activate(windows[number % len(windows)])
        time.sleep(_REST)
    events = [event for event in app.read_trace() if event["t"] >= mark]
    arrived = {event["seq"]: event["t"] for event in events if event["event"] == "context"}
    painted = [
        (event["t"] - arrived[event["seq"]]) * 1000
        for event in events
        if event["event"] == "cue_painted" and event["loudness"] == "panel" and event["seq"] in arrived
    ]
    return {"switches": count, "painted": len(painted), "ms": painted}


def palette(session: XSession, app: AppProcess, count: int) -> Row:
    """Hotkey → palette painted."""
    taken = []
    for _ in range(count):
        mark = app.mark()
        session.key("ctrl+alt+space")
        shown = app.wait_event("palette_painted", mark)
        pressed = app.wait_event("hotkey", mark)
        taken.append((shown["t"] - pressed["t"]) * 1000)
        session.key("Escape")
        time.sleep(_PAUSE)
    return {"ms": taken}


def keystrokes(session: XSession, app: AppProcess, words: Sequence[str]) -> Row:
    """Keystroke → results painted: from the key's arrival in the app to the next picture of the list."""
    taken = []
    for word in words:
        mark = app.mark()
        session.key("ctrl+alt+space")
        app.wait_event("palette_painted", mark)
        for letters, letter in enumerate(word, start=1):
            mark = app.mark()
            session.type(letter)
            shown = app.wait_event("results_painted", mark, _has_letters(letters))
            taken.append(shown["took"] * 1000)
        session.key("Escape")
        time.sleep(_PAUSE)
    return {"ms": taken}


def _has_letters(count: int) -> Callable[[Row], bool]:
    return lambda event: bool(event["letters"] == count)


def idle(app: AppProcess, seconds: float) -> Row:
    """What the app costs while nothing happens."""
    time.sleep(2)
    pid = app.process.pid
    before, used = wake_ups(pid), cpu_seconds(pid)
    time.sleep(seconds)
    return {"wake_ups": wake_ups(pid) - before, "cpu_ms": (cpu_seconds(pid) - used) * 1000}


def bare(session: XSession, *words: str) -> Row:
    """Start-up and memory of the smallest app with a tray icon."""
    began = time.monotonic()
    process = session.spawn(sys.executable, "-m", "tests.bench.bare_tray", *words, cwd=ROOT)
    return _settled(session, process.pid, began, lambda: session.programs.end(process))


def ours(session: XSession, number: int) -> Row:
    """The same of an ordinary start of Sidecue, its starter cards read and its windows built."""
    began = time.monotonic()
    app = AppProcess(session, profile=session.home / f"fresh-{number}")
    app.start()
    return _settled(session, app.process.pid, began, app.close)


def _settled(session: XSession, pid: int, began: float, end: Callable[[], object]) -> Row:
    """Both are looked at alike, from outside: the icon has arrived in the tray; memory two seconds later."""
    session.wait_for(lambda: _icons(session), "an icon in the tray")
    took = (time.monotonic() - began) * 1000
    time.sleep(2)
    row = {"start_ms": took, "memory_mb": memory_mb(pid)}
    end()
    session.wait_for(lambda: not _icons(session), "the tray to be empty again")
    return row


def _icons(session: XSession) -> list[int]:
    """The icons that the tray host has taken in: windows inside its own."""
    return [
        int(icon.id)
        for host in session.windows_of_class("Tint2")
        for icon in session.x.window(host.id).query_tree().children
    ]


def measure(count: int, idle_seconds: float, starts: int = 5) -> dict[str, Any]:
    """Everything, on one virtual desktop."""
    result: dict[str, Any] = {}
    with XSession(wm="openbox", tray="tint2") as session:
        runs = [(bare(session), bare(session, "--panel"), ours(session, at)) for at in range(starts)]
        for what in ("start_ms", "memory_mb"):
            middle = [percentile([run[subject][what] for run in runs], 0.5) for subject in range(3)]
            result[what] = dict(zip(("bare", "bare_panel", "ours"), middle, strict=True))
        folder = session.home / "bench-bundle"
        titles = write_bundle(folder, CARDS, MATCHING)
        with AppProcess(session, "--bundle", str(folder)) as app:
            app.wait_event("match", timeout=60)
            session.wait_for(lambda: "bench" in app.command("status").stdout, "the bundle to be read", 60)
            result["hidden"] = idle(app, idle_seconds)
            result["switch"] = switches(session, app, titles, count)
            session.activate(session.wait_window(titles[0]))
            time.sleep(_CALM)
            result["shown"] = idle(app, idle_seconds)
            result["palette"] = palette(session, app, max(20, count // 4))
            result["keystroke"] = keystrokes(session, app, _WORDS)
    return result


def table(result: dict[str, Any]) -> str:
    """The figures as Markdown."""
    rows = [
        ("OS event → panel painted, 1,000 rules, ms p50 / p99", p50_p99(result["switch"]["ms"])),
        ("hotkey → palette painted, ms p50 / p99", p50_p99(result["palette"]["ms"])),
        ("keystroke → results painted, 1,000 cards, ms p50 / p99", p50_p99(result["keystroke"]["ms"])),
    ]
    rows += [
        (
            f"idle, panel {state}: wake-ups, CPU ms",
            f"{result[state]['wake_ups']}, {result[state]['cpu_ms']:.1f}",
        )
        for state in ("hidden", "shown")
    ]
    for what, name in (("start_ms", "start to tray icon, ms"), ("memory_mb", "memory, MB")):
        it = result[what]
        for baseline, words in (
            ("bare", "bare tray app"),
            ("bare_panel", "bare tray app with one line of text"),
        ):
            ratio = it["ours"] / it[baseline]
            rows.append(
                (f"{name}: ours, {words}, ratio", f"{it['ours']:.0f}, {it[baseline]:.0f}, **{ratio:.2f}**")
            )
    return "\n".join(["| what | measured |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)])


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--switches", type=int, default=200, metavar="N")
    parser.add_argument("--idle", type=float, default=60, metavar="SECONDS")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--out", type=Path, help="write the raw figures here as JSON")
    arguments = parser.parse_args()
    result = measure(arguments.switches, arguments.idle)
    if arguments.out:
        arguments.out.write_text(json.dumps(result, indent=1))
    print(json.dumps(result) if arguments.json else table(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
