"""Starts programs for tests to look at, and lets a loop turn until something is seen. Runs inside of Wine."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

from triggers.loop import SelectorLoop
from triggers.win32_windows import foreground

PATIENCE = 10.0
PLACE = (100, 80, 400, 300)


class Program:
    """A victim in a process of its own. ``ask("title", window, "text")`` has it do something."""

    def __init__(self) -> None:
        # All three are pipes: with anything else Wine 8 gives Python no streams.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.platforms.wine.victim"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    @property
    def pid(self) -> int:
        """The process number."""
        return self._process.pid

    def ask(self, name: str, *arguments: object) -> Any:
        """Do a command of victim.py and return what it returned."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([name, *arguments]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            assert self._process.stderr is not None
            raise RuntimeError(f"the program ended: {self._process.stderr.read()}")
        return json.loads(line)

    def show(self, name: str, title: str, *more: object, place: Sequence[int] = PLACE) -> int:
        """Open a window, and wait until it has the foreground and keeps it; returns its number."""
        number: int = self.ask("window", name, title, place, *more)
        self.bring(number)
        return number

    def bring(self, number: int) -> None:
        """Bring a window to the front, and wait until it is there: the X server has its say in it."""
        end = time.monotonic() + PATIENCE
        steady = 0
        while steady < 5:
            steady = steady + 1 if foreground() == number else 0
            if time.monotonic() > end:
                raise TimeoutError("the window did not come to the front")
            if not steady:
                self.ask("front", number)
            time.sleep(0.02)

    def kill(self) -> None:
        """End it without warning; may be called twice."""
        self._process.kill()
        self._process.wait()
        # Not read to their end: what Wine starts by itself inherits the pipes and keeps them open.
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()


def turn_until(loop: SelectorLoop, look: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Turn the loop until ``look()``. Raises TimeoutError that names ``what``."""
    end = time.monotonic() + patience
    while not loop.run(look, 0.02):  # in steps, since not everything that is looked for wakes the loop
        if time.monotonic() > end:
            raise TimeoutError(f"waited {patience:g} s in vain for {what}")


def turn_for(loop: SelectorLoop, seconds: float) -> None:
    """Turn the loop for some time."""
    loop.run(lambda: False, seconds)
