"""Plays a real session on a virtual desktop and leaves screenshots: `make run` where there is no display.

    python -m tests.desktop.play --out artefacts/session

Sidecue runs with its sample bundle beside a real editor and a real terminal, driven by mouse and keyboard as
a person would. Each scene says what it shows; a scene that does not come about ends the play with an error.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

from content.bundles.builtin import accounts_team
from tests.desktop.app import AppProcess
from tests.desktop.panel_eyes import PanelEyes
from tests.desktop.programs import MissingProgramError
from tests.desktop.xsession import XSession

_SETTLE = 0.35  # seconds for the window manager and the apps to finish drawing before a picture is taken


class Play:
    """The scenes in order; each leaves a numbered picture."""

    def __init__(self, session: XSession, app: AppProcess, out: Path) -> None:
        self.session, self.app, self.out = session, app, out
        self.eyes = PanelEyes(session)
        self._number = 0

    def picture(self, name: str, shows: str) -> None:
        """Take a screenshot and say what it shows."""
        time.sleep(_SETTLE)
        self._number += 1
        path = self.session.screenshot(self.out / f"{self._number:02d}-{name}.png")
        print(f"  {path}: {shows}")

    def cue(self, loudness: str, after: float) -> None:
        """Wait until that is on the screen."""
        self.app.wait_event("cue_painted", after, lambda event: event["loudness"] == loudness)

    def editor(self, name: str) -> int:
        """Open a real text file in a real editor."""
        file = self.session.home / name
        file.write_text(
            "supplier;amount;value date\nAcme Ltd;1,250.00;2026-11-23\nBolt GmbH;310.40;2026-11-23\n"
        )
        self.session.spawn("mousepad", str(file))
        return self.session.wait_window(name)

    def run(self) -> None:
        """Play all scenes."""
        session, app = self.session, self.app
        session.run("xsetroot", "-solid", "#6b8a94")
        terminal = session.terminal("Terminal", geometry="88x22+40+380")
        editor = self.editor("payment run 2026-11.csv")
        app.wait_event("cue_painted", where=lambda event: event["loudness"] == "panel")
        self.picture("checklist", "the checklist for this window, beside it; the editor keeps the keyboard")

        mark = app.mark()
        session.activate(terminal.window)
        self.cue("none", mark)
        self.picture("silent", "another window, nothing to say: the panel is gone")

        mark = app.mark()
        session.key("ctrl+alt+space")
        app.wait_event("palette_painted", mark)
        self.picture("palette", "the palette, one hotkey away")
        session.type("undo")
        app.wait_event("results_painted", mark, lambda event: event["letters"] == len("undo"))
        self.picture("results", "results while typing, with a preview")
        mark = app.mark()
        session.key("Return")
        self.cue("panel", mark)
        self.picture("opened", "Enter: the card is in the panel, the terminal has the keyboard back")

        mark = app.mark()
        assert app.command("toggle").returncode == 0
        app.wait_event("cue", mark)
        mark = app.mark()
        session.activate(editor)
        self.cue("panel", mark)
        session.key("ctrl+alt+Return")
        session.wait_for(lambda: session.active() != editor, "the panel to take the keyboard")
        session.key("space", "Down", "space")
        self.picture(
            "keyboard", "on purpose, by hotkey: the keyboard is in the panel and has ticked two items"
        )
        session.key("Escape")
        session.wait_for(lambda: session.active() == editor, "the editor to get the keyboard back")

        for theme in ("dark", "high-contrast"):
            assert app.command("settings", "theme", theme).returncode == 0
            self.picture(theme, f"the same in the {theme} theme")
        assert app.command("settings", "theme", "system").returncode == 0

        assert app.command("toggle").returncode == 0
        self.picture("asked", "it is required: closing it before it is done asks why, in place")
        mark = app.mark()
        session.activate(session.terminal("month-end 2026-11", geometry="88x22+40+380").window)
        self.cue("tab", mark)
        self.picture("tab", "a card that nobody requires waits at a slim tab")
        tab = next(window for window in session.windows_of_class("sidecue") if "tab" in window.title)
        session.move(tab.frame.x + tab.frame.width // 2, tab.frame.y + tab.frame.height // 2)
        self.picture("tab-hover", "under the pointer the tab says which card waits")
        self.settings()
        self.author(terminal.window)

    def author(self, window: int) -> None:
        """A card is made for a window, tried on it while it is written, and saved."""
        session = self.session
        session.activate(window)
        host = session.windows_of_class("Tint2")[0].frame
        session.click(host.x + host.width - 48, host.y + host.height // 2, button=3)
        session.wait_for(self.eyes.menu, "the menu of the icon")
        session.key("Down", "Down", "Down", "Return")  # Open palette, Show help, Make a card
        session.wait_for(
            lambda: (found := self.eyes.find("Sidecue author")) and session.active() == found.id,
            "the author's window to be active",
        )
        session.type("Before you work on the server")
        self.picture("author", "a card for this window, tried on it while it is written")
        mark = self.app.mark()
        session.key("ctrl+s", "Escape")
        self.cue("tab", mark)
        self.picture("authored", "saved in My notes, it waits at the tab of its window")

    def settings(self) -> None:
        """The windows behind the tray icon, opened through its menu."""
        host = self.session.windows_of_class("Tint2")[0].frame
        self.session.click(host.x + host.width - 48, host.y + host.height // 2, button=3)
        self.picture("tray-menu", "the menu of the tray icon")
        self.session.key("Escape")


def play(out: Path) -> None:
    """Play the session and leave its pictures in ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.png"):
        old.unlink()
    print("Sidecue with its sample bundle, on a virtual desktop (openbox, tint2):")
    with (
        XSession(wm="openbox", tray="tint2", dbus=True) as session,
        AppProcess(session, "--bundle", str(accounts_team())) as app,
    ):
        app.wait_event("cue")
        Play(session, app, out).run()
        status = app.command("status")
        print(status.stdout.rstrip())
    print(f"The pictures are in {out}. With a display, `make run` starts the app on it instead.")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("artefacts/session"), help="folder for the pictures")
    try:
        play(parser.parse_args().out)
    except (MissingProgramError, TimeoutError, subprocess.SubprocessError) as error:
        print(f"The session ended early: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
