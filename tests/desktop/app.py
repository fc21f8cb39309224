"""The whole app as a process of a desktop session, watched through its trace. Looks at nothing inside it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from tests.desktop.programs import Programs

ROOT = Path(__file__).resolve().parents[2]

Event = dict[str, Any]
Found = TypeVar("Found")


class Session(Protocol):
    """What the app needs of the desktop session it is a process of."""

    home: Path
    programs: Programs

    @property
    def env(self) -> dict[str, str]:
        """The environment of every program in the session."""

    def wait_for(self, look: Callable[[], Found], what: str, timeout: float = 10) -> Found:
        """Look until something true is found and return it. Raises TimeoutError that names ``what``."""


class AppProcess:
    """``sidecue run`` with a trace, in ``session``. A ``with`` block ends it."""

    def __init__(
        self,
        session: Session,
        *arguments: str,
        profile: Path | None = None,
        env: Mapping[str, str] | None = None,
        wrapper: Sequence[str] = (),
    ) -> None:
        """``arguments`` are further ones of ``run``. A profile that is handed in outlives the app.

        ``wrapper`` is a command that runs the app, such as strace; end it with ``quit`` then.
        """
        self.session = session
        self.profile = profile or session.home / "profile"
        self.trace = session.home / f"trace-{time.monotonic_ns()}.jsonl"
        self.log = self.trace.with_suffix(".log")
        self._arguments = arguments
        self._env = dict(env or {})
        self._wrapper = tuple(wrapper)
        self._read_up_to = 0
        self.events: list[Event] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the app; returns at once."""
        self.process = self.session.programs.spawn(
            *self._wrapper,
            *self._command("run", "--trace", str(self.trace), *self._arguments),
            env=self._env,
            cwd=ROOT,
            stderr=self.log,
        )

    def close(self) -> int:
        """End the app if it still runs; returns its exit status."""
        return self.session.programs.end(self.process, patience=5)

    def command(self, *arguments: str, timeout: float = 30) -> subprocess.CompletedProcess[str]:
        """Run another ``sidecue`` command on the same profile, in the same session."""
        return subprocess.run(
            self._command(*arguments),
            env={**self.session.env, **self._env},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def read_trace(self) -> list[Event]:
        """All events written so far."""
        if self.trace.exists():
            with self.trace.open("rb") as file:
                file.seek(self._read_up_to)
                for line in file:
                    if not line.endswith(b"\n"):
                        break  # half written; read again next time
                    self._read_up_to += len(line)
                    self.events.append(json.loads(line))
        return self.events

    def mark(self) -> float:
        """The present moment on the trace's clock, for ``after``."""
        return time.monotonic()

    def wait_event(
        self,
        name: str,
        after: float = 0.0,
        where: Callable[[Event], bool] = lambda _: True,
        timeout: float = 10,
    ) -> Event:
        """The first event ``name`` with ``t >= after`` for which ``where`` holds. Raises TimeoutError."""

        def look() -> Event | None:
            found = (e for e in self.read_trace() if e["event"] == name and e["t"] >= after and where(e))
            event = next(found, None)
            if event is None and self.process.poll() is not None:
                raise AssertionError(
                    f"The app ended with status {self.process.returncode} before {name!r}:\n{self.said()}"
                )
            return event

        try:
            return self.session.wait_for(look, f"the trace event {name!r}", timeout) or {}
        except TimeoutError as problem:
            seen = [event["event"] for event in self.events if event["t"] >= after]
            raise TimeoutError(f"{problem}\nSeen instead: {seen}\nThe app said:\n{self.said()}") from None

    def said(self) -> str:
        """What the app wrote to its standard output and error."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _command(self, *arguments: str) -> tuple[str, ...]:
        return (sys.executable, "-m", "overlay.cli.main", "--profile", str(self.profile), *arguments)
