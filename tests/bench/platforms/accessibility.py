"""What detail by accessibility costs, us and the apps, and how soon it is known. Linux only.

    python -m tests.bench.platforms.accessibility [--json] [--idle 60] [--office] [--app]

Times run from the key (focus) or from when the window manager calls the dialog active. ``--office`` adds
LibreOffice; ``--app`` times the whole app, from the dialog to the painted card.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest

from tests.bench.figures import cpu_seconds, p50_p99, percentile, wake_ups
from tests.desktop.app import ROOT, AppProcess
from tests.desktop.xsession import WindowManager
from tests.platforms.accessibility.desktop import AccessibleSession, qt_app

FOCUSES, DIALOGS, PAIRS, LETTERS = 100, 20, 5, 600
FOCUS_GOAL, PAINT_GOAL, CPU_GOAL, SLOWER_GOAL = (5.0, 30.0), 100.0, 0.05, 5.0

ALL = ("DIALOG", "CONTROL", "PAGE")
ASKED: dict[str, tuple[str, ...]] = {
    "off": (),
    "cards about dialogs and pages": ("DIALOG", "PAGE"),
    "cards about its controls": ("CONTROL",),
}

APART = 3.0
"""Seconds between two dialogs for the whole app, which takes quicker ones for flapping and waits."""

Note = tuple[float, str, str, str]
Kind = Callable[[AccessibleSession], tuple[Callable[[int], str], Callable[[], None]]]


class Watcher:
    """Our source in a process of its own, and what it has noted."""

    def __init__(self, session: AccessibleSession, *parts: str) -> None:
        self._session = session
        self._file = session.home / f"notes-{time.monotonic_ns()}"
        self.process = session.spawn(
            sys.executable,
            "-m",
            "tests.bench.platforms.accessibility_watcher",
            str(self._file),
            *(parts or ALL),
            cwd=ROOT,
        )
        self.wait(lambda note: note[1] == "listens", 0.0)

    def wait(self, is_it: Callable[[Note], bool], after: float) -> float:
        """When it first knew what ``is_it`` asks for."""

        def look() -> float:
            lines = self._file.read_text(encoding="utf-8").splitlines() if self._file.exists() else []
            notes = [json.loads(line) for line in lines if line.endswith("]")]
            return next((float(note[0]) for note in notes if note[0] >= after and is_it(note)), 0.0)

        return self._session.wait_for(look, "the watcher to know", 20)

    def close(self) -> None:
        self._session.programs.end(self.process)


def focus_times(session: AccessibleSession, watcher: Watcher) -> list[float]:
    """Milliseconds from the key to the Detail of the control it leads to."""
    qt_app(session)
    display = Display(session.display)
    tab = display.keysym_to_keycode(XK.XK_Tab)
    names = ("Customer name", "Export PDF")
    took = []
    for number in range(FOCUSES):
        at = time.monotonic()
        for _ in range(2 - number % 2):  # the password field between the two is told as no control at all
            xtest.fake_input(display, X.KeyPress, tab)
            xtest.fake_input(display, X.KeyRelease, tab)
        display.sync()
        name = names[(number + 1) % 2]
        known = watcher.wait(lambda note, name=name: note[2] == name, at)  # type: ignore[misc] # called at once
        took.append(1000 * (known - at))
        time.sleep(0.05)
    display.close()
    return took


def opened(session: AccessibleSession, title: str, before: int | None) -> float:
    """When the window manager made another window active, one with that title."""

    def look() -> float:
        active = session.active()
        return time.monotonic() if active not in (None, before) and title in session.title(active or 0) else 0

    end = time.monotonic() + 20
    while not (at := look()):
        if time.monotonic() > end:
            raise TimeoutError(f"no dialog {title!r} became active")
        time.sleep(0.001)
    return at


def dialogs(
    session: AccessibleSession,
    show: Callable[[int], str],
    hide: Callable[[], None],
    known: Callable[[float], float],
    rest: float = 0.3,
) -> list[float]:
    """Milliseconds from each dialog that ``show`` opens to when it is ``known``."""
    took = []
    for number in range(DIALOGS):
        before = session.active()
        began = time.monotonic()
        at = opened(session, show(number), before)
        took.append(1000 * (known(began) - at))
        time.sleep(0.2)
        hide()
        session.wait_for(lambda before=before: session.active() == before, "the dialog to go")  # type: ignore[misc]
        time.sleep(rest)
    return took


def zenity(session: AccessibleSession) -> tuple[Callable[[int], str], Callable[[], None]]:
    """A GTK dialog, opened without a key; a terminal stands behind it."""
    session.activate(session.terminal("Behind").window)

    def show(number: int) -> str:
        session.spawn("zenity", "--error", "--title", f"Trouble {number}", "--text", "Disk full: ENOSPC")
        return f"Trouble {number}"

    return show, lambda: session.key("Return")


def qt_box(session: AccessibleSession) -> tuple[Callable[[int], str], Callable[[], None]]:
    """A Qt message box, opened by the button that has the focus."""
    qt_app(session, "error", "Disk full: ENOSPC")
    session.key("Tab", "Tab")

    def show(_: int) -> str:
        session.key("space")
        return "Export failed"

    return show, lambda: session.key("Return")


def office_box(session: AccessibleSession) -> tuple[Callable[[int], str], Callable[[], None]]:
    """LibreOffice's question about unsaved changes."""
    session.spawn(
        "soffice", "--norestore", "--nologo", "--nofirststartwizard", "--writer",
        env={"SAL_USE_VCLPLUGIN": "gtk3"},
    )  # fmt: skip
    session.activate(session.wait_window("LibreOffice Writer", 60))
    time.sleep(4)
    session.type("x")

    def show(_: int) -> str:
        session.key("ctrl+w")
        return ""

    return show, lambda: session.key("Escape")


def typing(session: AccessibleSession, name: str, app: subprocess.Popen[bytes]) -> dict[str, object]:
    """What 600 letters in ``app`` cost it and us: with detail off, and for each sort of cards, in turn."""
    time.sleep(1)
    costs: dict[str, list[float]] = {kind: [] for kind in ASKED}
    ours: dict[str, list[float]] = {kind: [] for kind in ASKED}
    for _ in range(PAIRS):
        for kind, parts in ASKED.items():
            watcher = Watcher(session, *parts) if parts else None
            time.sleep(1)
            before, we = cpu_seconds(app.pid), cpu_seconds(watcher.process.pid) if watcher else 0.0
            session.type("lorem ipsu" * (LETTERS // 10), 0.008)
            time.sleep(0.5)
            costs[kind].append(cpu_seconds(app.pid) - before)
            if watcher:
                ours[kind].append(cpu_seconds(watcher.process.pid) - we)
                watcher.close()
            session.key("ctrl+a", "Delete")
    off = statistics.median(costs.pop("off"))
    figures: dict[str, object] = {}
    for kind, spent in costs.items():
        slower = 100 * (statistics.median(spent) / off - 1)
        figures[f"{name}, {kind}: our CPU, {LETTERS} letters, ms"] = (
            f"{1000 * statistics.median(ours[kind]):.1f}   (goal < {1000 * CPU_GOAL:g})"
        )
        figures[f"{name}, {kind}: its CPU, % more"] = (
            f"{slower:.1f}   (goal < {SLOWER_GOAL:g}; {statistics.median(spent):.2f} s, off {off:.2f} s)"
        )
    return figures


def app_cost(wm: WindowManager) -> list[float]:
    """Milliseconds of processor time of the whole app, with detail on, for 600 letters in mousepad."""
    with AccessibleSession(wm) as session:
        app = started_app(session, "title: A dialog\nwhen: {dialog_text: '*'}")
        with app:
            app.wait_event("match", timeout=30)
            session.show("Mousepad", "mousepad")
            time.sleep(5)
            costs = []
            for _ in range(PAIRS):
                before = cpu_seconds(app.process.pid)
                session.type("lorem ipsu" * (LETTERS // 10), 0.008)
                time.sleep(0.5)
                costs.append(1000 * (cpu_seconds(app.process.pid) - before))
                session.key("ctrl+a", "Delete")
                time.sleep(1)
    return costs


def started_app(session: AccessibleSession, card: str) -> AppProcess:
    """The app, not running yet, with that one card and detail switched on."""
    bundle = session.home / "bundle"
    (bundle / "cards").mkdir(parents=True)
    (bundle / "bundle.yaml").write_text("id: bench\nversion: 1.0.0\ntitle: Bench\npublisher: Bench\n")
    (bundle / "cards" / "card.md").write_text(f"---\n{card}\n---\n- [ ] Read the message\n")
    app = AppProcess(session, "--bundle", str(bundle))
    if app.command("settings", "detail", "on").returncode:
        raise RuntimeError("detail could not be switched on")
    return app


def app_times(session: AccessibleSession, kind: Kind) -> list[float]:
    """Milliseconds from the dialog to the painted card, in the whole app."""
    # Required, for any other is offered a dozen times an hour at most.
    card = "title: What to do\nwhen: {dialog_text: '*'}\nrequired: before-task"
    app = started_app(session, card)
    with app:
        app.wait_event("match", timeout=30)
        time.sleep(3)
        show, hide = kind(session)

        def painted(after: float) -> float:
            shown = app.wait_event("cue_painted", after, lambda event: event["loudness"] in ("panel", "tab"))
            return float(shown["t"])

        return dialogs(session, show, hide, painted, rest=APART)


def run(idle: float, *, office: bool, app: bool) -> dict[str, object]:
    """Measure it all, each in a session of its own."""
    figures: dict[str, object] = {}
    with AccessibleSession() as session:
        watcher = Watcher(session)
        took = focus_times(session, watcher)
        goal = f"{FOCUS_GOAL[0]:g} / {FOCUS_GOAL[1]:g} from the event"
        figures["key to focused control, ms"] = f"{p50_p99(took)}   ({goal})"
        time.sleep(2)
        before = wake_ups(watcher.process.pid)
        time.sleep(idle)
        figures[f"our wake-ups in {idle:g} s at rest"] = wake_ups(watcher.process.pid) - before
    kinds: dict[str, Kind] = {"GTK": zenity, "Qt": qt_box}
    if office:
        kinds["LibreOffice"] = office_box
    for name, kind in kinds.items():
        with AccessibleSession() as session:
            watcher = Watcher(session)
            show, hide = kind(session)

            def known(after: float, watcher: Watcher = watcher) -> float:
                return watcher.wait(lambda note: bool(note[3]), after)

            took = dialogs(session, show, hide, known)
            figures[f"{name} dialog active to its text, ms"] = (
                f"{p50_p99(took)}   (max {percentile(took, 1):.1f})"
            )
    with AccessibleSession() as session:
        figures |= typing(session, "mousepad", session.show("Mousepad", "mousepad"))
    with AccessibleSession() as session:
        figures |= typing(session, "a Qt app", qt_app(session))
    managers: tuple[WindowManager, ...] = ("xfwm4", "openbox") if app else ()
    for wm in managers:
        spent = app_cost(wm)
        figures[f"the whole app's CPU, {LETTERS} letters in mousepad under {wm}, ms"] = (
            f"{statistics.median(spent):.1f}   (goal < {1000 * CPU_GOAL:g})"
        )
    for name, kind in kinds.items() if app else ():
        with AccessibleSession() as session:
            took = app_times(session, kind)
        figures[f"{name} dialog opens to card painted, ms"] = f"{p50_p99(took)}   (goal p99 {PAINT_GOAL:g})"
    return figures


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--idle", type=float, default=60.0, help="seconds at rest")
    parser.add_argument("--office", action="store_true", help="LibreOffice too")
    parser.add_argument("--app", action="store_true", help="the whole app too")
    options = parser.parse_args()
    figures = run(options.idle, office=options.office, app=options.app)
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:45} {value}")


if __name__ == "__main__":
    main()
