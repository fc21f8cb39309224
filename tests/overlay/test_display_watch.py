"""What the watch does with Qt's messages; ends of real display servers are in desktop and platforms."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from overlay.display_watch import DisplayWatch
from overlay.start import Start

Watch = Callable[[str], DisplayWatch]


@pytest.fixture
def watch(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Watches as with that platform of Qt."""
    made: list[DisplayWatch] = []

    def begin(platform: str) -> DisplayWatch:
        monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: platform))
        made.append(DisplayWatch(Start(), lambda: False, lambda: None))
        return made[-1]

    yield begin
    for each in made:
        each.close()


def warn() -> None:
    """A call that Qt warns of."""
    QObject().startTimer(-5)


def test_without_a_log_a_warning_of_qt_is_no_error_of_the_call(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch("xcb")
    monkeypatch.setattr(sys, "stderr", None)
    warn()


@pytest.mark.parametrize("platform", ["xcb", "wayland", "wayland-egl"])
def test_warnings_go_where_they_always_went(
    platform: str, watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    watch(platform)
    warn()
    assert "negative intervals" in capsys.readouterr().err


@pytest.mark.qt_log_ignore("negative intervals")
@pytest.mark.parametrize("platform", ["windows", "cocoa", "offscreen"])
def test_where_no_display_server_can_end_messages_are_left_alone(
    platform: str, watch: Watch, capsys: pytest.CaptureFixture[str]
) -> None:
    watch(platform)
    warn()
    assert capsys.readouterr().err == ""  # they went to the one who listened before
