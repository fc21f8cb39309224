"""A desk for tests of the whole app: a session, the app with a small bundle of its own, eyes and hands.

The bundle's cards: ``invoice`` (three items) for titles with the word invoice, ``payment`` (two items) for
titles with the word payment, and ``toner``, a note that belongs to no window.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from tests.desktop.app import AppProcess, Event
from tests.desktop.panel_eyes import PanelEyes
from tests.desktop.terminal import Terminal
from tests.desktop.xsession import XSession

INVOICE, PAYMENT, TONER = "desk/invoice", "desk/payment", "desk/toner"
INVOICE_ITEMS = ("The sum is right", "The date is right", "The sender is known")


def write_card(bundle: Path, name: str, title: str, body: str, *, windows: str = "") -> Path:
    """Save a card; ``windows`` is what their titles match, "" for a card of no window."""
    file = bundle / "cards" / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    when = f'when: {{title: "{windows}"}}\nloudness: panel\n' if windows else ""
    # In one step, as careful editors do: a half-written card would be read as it is.
    draft = file.with_name(f".{file.name}.draft")
    draft.write_text(f"---\ntitle: {title}\n{when}---\n{body}\n")
    draft.replace(file)
    return file


def checklist(*items: str) -> str:
    """The body of a checklist."""
    return "\n".join(f"- [ ] {item}" for item in items)


def write_bundle(folder: Path) -> Path:
    """The desk's bundle, in ``folder``."""
    folder.mkdir(parents=True)
    (folder / "bundle.yaml").write_text(
        'id: desk\nversion: "1"\ntitle: The desk\npublisher: Tests\nlanguages: [en]\n'
    )
    write_card(folder, "invoice", "Check the invoice", checklist(*INVOICE_ITEMS), windows="*invoice*")
    write_card(
        folder, "payment", "Before a payment", checklist("Two have seen it", "It is due"), windows="*payment*"
    )
    write_card(folder, "toner", "Replace the toner", "Open the front. Pull the blue lever.")
    return folder


class Desk:
    """Everything that a test of the whole app needs. A ``with`` block starts and ends the app."""

    def __init__(self, session: XSession, folder: Path, *, with_bundle: bool = True) -> None:
        """Bundle and profile go below ``folder``, which outlives the session."""
        self.session, self.eyes = session, PanelEyes(session)
        self.profile = folder / "profile"
        self.bundle = folder / "bundle"
        if not self.bundle.exists():
            write_bundle(self.bundle)
        self._arguments = ("--bundle", str(self.bundle)) if with_bundle else ()
        self.app = AppProcess(session, *self._arguments, profile=self.profile)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.app.close()

    def start(self) -> None:
        """Start the app and wait until it has read its cards and answers."""
        self.app.start()
        self.app.wait_event("match")
        self.session.wait_for(lambda: self.app.command("status").returncode == 0, "the app to answer")

    def start_again(self) -> None:
        """Start the app once more on the same profile, after it has ended."""
        self.app = AppProcess(self.session, *self._arguments, profile=self.profile)
        self.start()

    def terminal(self, title: str, geometry: str = "80x24+60+60") -> Terminal:
        """Open a terminal and give it the keyboard."""
        terminal = self.session.terminal(title, geometry)
        self.session.activate(terminal.window)
        return terminal

    def editor(self, file: Path) -> int:
        """Open ``file`` in a real editor, give it the keyboard, and return its window."""
        file.touch()
        self.session.spawn("mousepad", str(file))
        window = self.session.wait_window(file.name)
        self.session.activate(window)
        return window

    def painted(self, loudness: str, after: float = 0.0) -> Event:
        """Wait until the app has put that on the screen, or, with "none", taken it away."""
        return self.app.wait_event("cue_painted", after, lambda event: event["loudness"] == loudness)

    def do(self, *arguments: str) -> str:
        """Run a ``sidecue`` command that has to succeed, and return what it printed."""
        done = self.app.command(*arguments)
        assert done.returncode == 0, f"sidecue {' '.join(arguments)}: {done.stderr}{done.stdout}"
        return done.stdout

    def click(self, point: tuple[int, int], button: int = 1) -> None:
        """Click there."""
        self.session.click(*point, button=button)

    def panel_for(self, title: str) -> Terminal:
        """Open a terminal with a title that brings a card, and wait for the panel."""
        mark = self.app.mark()
        terminal = self.session.terminal(title)
        self.painted("panel", mark)
        self.session.activate(terminal.window)
        return terminal
