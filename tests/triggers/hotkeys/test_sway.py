"""Hotkeys with a sway that hangs; what a real one does is in tests/platforms/sway."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from triggers.hotkeys import sway
from triggers.loop import SelectorLoop

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such sockets")

FOR_EVER = 3600.0
"""Seconds of patience; a test that needed it would not end."""


def test_closing_waits_for_nobody_where_nothing_was_bound(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sway, "_CLOSE_PATIENCE", FOR_EVER)
    loop = SelectorLoop()
    with socket.socket(socket.AF_UNIX) as hanging:
        hanging.bind(str(tmp_path / "sway"))
        hanging.listen()
        hotkeys = sway.SwayHotkeys(loop, find=lambda: tmp_path / "sway")
        assert not hotkeys.register("super+k", lambda: None)
        hotkeys.close()
    loop.close()
