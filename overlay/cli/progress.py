"""Shows on a terminal how far long work has come; a pipe or a log never sees it. Not for the work itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, NoReturn, TextIO

from content.files.names import printable
from content.progress import NoProgress, Progress

if TYPE_CHECKING:
    from tqdm import tqdm

_PATIENCE = 0.5  # seconds; a bar that only flashes helps nobody
_LONGEST_NAME = 30


@contextmanager
def shown_progress(stream: TextIO | None = None, patience: float = _PATIENCE) -> Iterator[Progress]:
    """Progress that is shown on ``stream`` (standard error) and gone at the end; silent when no terminal.

    Work that is done within ``patience`` seconds shows nothing. Print results after the block, not within.
    """
    terminal = stream or sys.stderr
    if not terminal.isatty():
        yield NoProgress()
        return
    with closing(TerminalProgress(terminal, patience)) as progress:
        yield progress


class TerminalProgress:
    """Implements Progress as one line at the bottom of a terminal, which ``close`` removes."""

    def __init__(self, terminal: TextIO, patience: float) -> None:
        self._terminal = terminal
        self._patience = patience
        self._bar: tqdm[NoReturn] | None = None

    def step(self, done: int, total: int, what: str) -> None:
        """See Progress."""
        if self._bar is None:
            self._bar = self._start(total, what)
        self._bar.bar_format = _form(total)
        self._bar.total = total or None
        self._bar.set_description_str(_short(what), refresh=False)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Take the line away."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _start(self, total: int, what: str) -> tqdm[NoReturn]:
        from tqdm import tqdm  # most commands show no progress

        tqdm.monitor_interval = 0  # else it starts a thread of its own, only to redraw
        bar: tqdm[NoReturn] = tqdm(
            desc=_short(what),
            total=total or None,
            file=self._terminal,
            delay=self._patience,
            leave=False,
            dynamic_ncols=True,
            bar_format=_form(total),
        )
        return bar


def _form(total: int) -> str:
    return "{n_fmt} of {total_fmt} {bar} {desc}" if total else "{n_fmt} {desc}"


def _short(what: str) -> str:
    """Names come from files that anyone may have written: none may steer the terminal."""
    text = printable(what)
    return text if len(text) <= _LONGEST_NAME else f"…{text[1 - _LONGEST_NAME :]}"
