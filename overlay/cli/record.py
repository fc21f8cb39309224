"""`sidecue why --record FILE`: writes down which windows come to the front, when a person says so.

Besides `run --trace-titles` the one thing in Sidecue that writes window titles to a file. Not for reading it:
see content/bundles/expect/traces.py.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol

from content.bundles.expect.masking import Mask
from content.bundles.expect.traces import line_of
from content.library.library import Library
from overlay.cli.asked import said_yes
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE
from overlay.cli.trace_file import RecordError, TraceFile
from triggers.context import Context, WindowInfo
from triggers.loop import SelectorLoop
from triggers.sources.base import Observation, Unavailable
from triggers.sources.debounce import Debounce
from triggers.sources.selector import NoSource, SourceChoice
from triggers.sources.supervisor import Supervisor
from triggers.titles import context_of

CHANGE_GAP = 1.0
"""Seconds between two lines about one window: some programs count in their titles."""


class Lines(Protocol):
    """Takes the lines of a trace."""

    def add(self, line: str) -> None:
        """Keep one more line. Raises RecordError."""


class Recorder:
    """Turns what a source sees into lines; the same window twice running is one line."""

    def __init__(self, library: Library, out: Lines, mask: Callable[[Context], Context] | None) -> None:
        self._library = library
        self._out = out
        self._mask = mask
        self._last: str | None = None
        self.written = 0
        self.unsaid = 0
        self.failure = ""
        self.blind = ""

    def observe(self, observation: Observation) -> None:
        """A source sees this, or cannot see (``blind``). What cannot be written ends in ``failure``."""
        if isinstance(observation.state, Unavailable):
            self.blind = observation.state.reason
        if not isinstance(observation.state, WindowInfo) or self.failure:
            return
        line, is_said = self._line(context_of(observation.state))
        if line == self._last:
            return
        try:
            self._out.add(line)
        except RecordError as error:
            self.failure = str(error)
            return
        self._last = line
        self.written += 1
        self.unsaid += not is_said

    def chosen(self, choice: SourceChoice) -> None:
        """This source runs. Where none does, there is nothing to wait for, unless something was written."""
        if isinstance(choice.source, NoSource) and not self.written:
            self.failure = choice.source.state.reason

    def _line(self, seen: Context) -> tuple[str, bool]:
        """The line for a window, and whether it says which cards came.

        A masked title may bring other cards than the real one. Then nothing is said: it would be untrue.
        """
        cards = [offer.card for offer in self._library.offers(seen)]
        written = seen if self._mask is None else self._mask(seen)
        if [offer.card for offer in self._library.offers(written)] == cards:
            return line_of(written, cards), True
        return line_of(written, None), False


def record(arguments: argparse.Namespace, library: Library) -> int:
    """Explain, ask, and follow the active window until Ctrl-C or the time is over."""
    file: Path = arguments.record
    if file.exists() or file.is_symlink():
        print(f"sidecue: {file}: is there already; name a file that is new", file=sys.stderr)
        return WRONG_USE
    print(_explanation(file, arguments.length, masked=arguments.mask), file=sys.stderr)
    if not (arguments.yes or _confirmed()):
        print("Nothing was recorded.", file=sys.stderr)
        return PROBLEMS
    return _follow(file, library, Mask(library.rules) if arguments.mask else None, arguments.length)


def _follow(file: Path, library: Library, mask: Mask | None, length: float | None) -> int:
    with closing(SelectorLoop()) as loop, closing(TraceFile(file)) as out:
        recorder = Recorder(library, out, mask)
        with closing(Debounce(loop, recorder.observe, change_gap=CHANGE_GAP)) as debounce:
            heard = recorder.chosen
            eyes = Supervisor(loop, os.getpid(), lambda seen: debounce.offer(seen.state, seen.at), heard)
            with closing(eyes), suppress(KeyboardInterrupt):
                eyes.start()
                loop.run(lambda: bool(recorder.failure), math.inf if length is None else length)
    return _ended(file, recorder)


def _ended(file: Path, recorder: Recorder) -> int:
    if not recorder.written:
        file.unlink(missing_ok=True)
    else:
        print(f"{file}: {recorder.written} lines", file=sys.stderr)
    if recorder.unsaid:
        said = f"{recorder.unsaid} of them state no cards: masked, the title would bring others"
        print(said, file=sys.stderr)
    if recorder.failure:
        print(f"sidecue: {file}: {recorder.failure}", file=sys.stderr)
        return PROBLEMS
    if not recorder.written:
        print(
            f"sidecue: nothing was recorded: {recorder.blind or 'no window had the focus'}", file=sys.stderr
        )
        return PROBLEMS
    return FINE


def _explanation(file: Path, length: float | None, *, masked: bool) -> str:
    until = "you press Ctrl-C" if length is None else f"{length:g} seconds are over, or you press Ctrl-C"
    titles = (
        "Its title, with digits as 0 and letters as x but for words that your rules name"
        if masked
        else "Its title as it is, with whatever names and numbers stand in it (--mask hides most)"
    )
    return f"""\
This writes to {file}, one line for each window that you work in, until {until}:
  - The app, the window class and the system
  - {titles}
  - The ids of the cards that belong to it
Nothing else is written: no text in a window, no keys, no times. The file can be read by you alone, and
Sidecue sends it nowhere. Read it before you give it to somebody."""


def _confirmed() -> bool:
    print("Record? [y/N] ", end="", file=sys.stderr, flush=True)
    return said_yes()
