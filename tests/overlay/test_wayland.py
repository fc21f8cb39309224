from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from overlay.wayland import edge_flags, platform_arguments

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def no_displays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("no_displays")
@pytest.mark.parametrize(
    "names",
    [
        {},
        {"DISPLAY": ":0"},
        {"WAYLAND_DISPLAY": "wayland-0"},
        {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":59"},
        {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0", "QT_QPA_PLATFORM": "wayland"},
    ],
)
def test_where_xwayland_does_not_answer_or_the_person_chose_qt_is_told_nothing(
    monkeypatch: pytest.MonkeyPatch, names: dict[str, str]
) -> None:
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert platform_arguments() == []


def test_elsewhere_the_edge_windows_stay_with_the_window_manager() -> None:
    assert edge_flags() == Qt.WindowType.Widget
