"""The whole app beside an error on any desktop: the guide for that very error is painted. No pytest here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.desktop.app import AppProcess, Session
from tests.desktop.desk import write_bundle

_TEXT = "The disk is full. Error code 0x80070070 again"
_CARD = "title: Disk full\nwhen: {dialog_text: '*disk is full*code #*'}\nloudness: panel"


def error_brings_its_guide(session: Session, folder: Path) -> dict[str, Any]:
    """Run the app, open a real program's error, wait for its guide; returns the app's status of then."""
    bundle = write_bundle(folder / "bundle")
    (bundle / "cards" / "full.md").write_text(f"---\n{_CARD}\n---\nText.\n")
    app = AppProcess(session, "--bundle", str(bundle), env={"QT_QPA_PLATFORM": ""})
    switched = app.command("settings", "detail", "on")
    assert switched.returncode == 0, switched.stderr
    with app:
        app.wait_event("match", timeout=30)
        mark = app.mark()
        speaking = {"NO_AT_BRIDGE": "0"}  # the session keeps other programs silent
        session.programs.spawn("zenity", "--error", "--title", "Export", "--text", _TEXT, env=speaking)
        app.wait_event("match", mark, lambda event: event["cards"] == ["desk/full"], timeout=20)
        app.wait_event("cue_painted", mark, lambda event: event["loudness"] == "panel")
        status = json.loads(app.command("status", "--json").stdout)
    assert isinstance(status, dict)
    return status
