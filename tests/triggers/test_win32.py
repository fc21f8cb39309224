from __future__ import annotations

import sys

import pytest

from tests.triggers.fake_loop import FakeLoop
from triggers.detail.base import DetailUnavailableError
from triggers.detail.win32 import Win32Detail
from triggers.hotkeys.base import HotkeyError
from triggers.hotkeys.win32 import Win32Hotkeys
from triggers.sources.base import SourceUnavailableError
from triggers.sources.win32 import Win32Source

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="this is Windows")


def test_on_other_systems_the_source_refuses_and_leaves_nothing_behind() -> None:
    loop = FakeLoop()
    source = Win32Source(loop, own_pid=1)
    with pytest.raises(SourceUnavailableError, match="this is not Windows"):
        source.start(lambda _: None)
    source.close()
    assert loop.scheduled == 0


def test_on_other_systems_hotkeys_refuse() -> None:
    with pytest.raises(HotkeyError, match="this is not Windows"):
        Win32Hotkeys(FakeLoop())


def test_on_other_systems_the_detail_refuses() -> None:
    detail = Win32Detail(FakeLoop())
    with pytest.raises(DetailUnavailableError, match="this is not Windows"):
        detail.start(lambda _: None, lambda *_: None)
    detail.look_at(None)
    detail.close()
