"""The whole app at work in a sway session, with the desk's bundle of tests/desktop."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.desktop.app import AppProcess
from tests.desktop.desk import write_bundle
from tests.platforms.sway.sway_session import SwaySession


class SwayDesk:
    """A ``with`` block starts and ends the app."""

    def __init__(self, session: SwaySession, folder: Path, env: Mapping[str, str] | None = None) -> None:
        """Bundle and profile go below ``folder``; ``env`` is for the app alone."""
        self.session = session
        bundle = write_bundle(folder / "bundle")
        self.app = AppProcess(session, "--bundle", str(bundle), profile=folder / "profile", env=env)

    def __enter__(self) -> Self:
        self.app.start()
        self.app.wait_event("match", timeout=20)
        self.session.wait_for(lambda: self.app.command("status").returncode == 0, "the app to answer")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.app.close()

    def status(self) -> dict[str, Any]:
        """What `sidecue status` answers."""
        answer: dict[str, Any] = json.loads(self.app.command("status", "--json").stdout)
        return answer

    def painted(self, loudness: str, after: float = 0.0) -> None:
        """Wait until that is on the screen."""
        self.app.wait_event("cue_painted", after, lambda event: event["loudness"] == loudness)
