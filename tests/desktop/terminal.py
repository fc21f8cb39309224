"""A terminal window that records what is typed into it and whose title a test can set. Needs xterm."""

from __future__ import annotations

import os
from pathlib import Path

from tests.desktop.programs import Programs

# Unechoed and unbuffered: every key lands in the record, and what comes through the pipe is shown.
_SHELL = 'stty -icanon -echo; cat <> "$0" & exec cat > "$1"'


class Terminal:
    """One xterm. ``window`` is its id, set by who opened it."""

    def __init__(self, programs: Programs, folder: Path, title: str, geometry: str) -> None:
        self.window = 0
        number = len(list(folder.glob("terminal-*.typed")))
        self._typed = folder / f"terminal-{number}.typed"
        self._typed.touch()
        self._pipe = folder / f"terminal-{number}.pipe"
        os.mkfifo(self._pipe)
        self.process = programs.spawn(
            "xterm", "-T", title, "-geometry", geometry, "-e", "sh", "-c", _SHELL,
            str(self._pipe), str(self._typed),
        )  # fmt: skip

    def set_title(self, title: str) -> None:
        """Change the window's title as programs in a terminal do, by an escape sequence."""
        self.show(f"\033]2;{title}\007")

    def show(self, text: str) -> None:
        """Print ``text`` in the terminal."""
        with self._pipe.open("wb", buffering=0) as pipe:
            pipe.write(text.encode())

    @property
    def typed(self) -> str:
        """What the person typed into it so far."""
        return self._typed.read_text(errors="replace")
