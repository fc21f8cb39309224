"""Starts an installed program on a virtual desktop as a person would. Not for looking inside it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.desktop.xsession import XSession


def starts_and_quits(session: XSession, *program: str, env: Mapping[str, str] | None = None) -> None:
    """Start ``program``, ask it for its status, see its palette, let it quit; fail with what it said."""
    environment = {**session.env, **(env or {})}
    log = session.home / "started.log"
    app = session.programs.spawn(*program, "run", env=env, cwd=Path("/"), stderr=log)

    def command(verb: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*program, verb, *arguments],
            env=environment,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def status() -> object:
        assert app.poll() is None, f"ended with {app.returncode}: {log.read_text(errors='replace')}"
        answer = command("status", "--json")
        return answer.returncode == 0 and json.loads(answer.stdout)

    assert session.wait_for(status, "the status to be answered", timeout=30)
    assert command("palette").returncode == 0
    session.wait_for(lambda: session.windows_of_class("sidecue"), "a window of class sidecue", timeout=30)
    session.screenshot(f"package-{Path(program[0]).name}")
    assert command("quit").returncode == 0
    assert app.wait(timeout=20) == 0, log.read_text(errors="replace")
