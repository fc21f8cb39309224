from __future__ import annotations

import sys

import pytest

from overlay.cli.display import no_display
from tests.overlay.cli.conftest import Sidecue

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always one")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def test_without_any_display_that_is_the_reason() -> None:
    assert no_display().startswith("there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set); ")


@pytest.mark.parametrize("platform", ["", "xcb"])
def test_an_x_server_that_is_not_there_is_the_reason(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    monkeypatch.setenv("DISPLAY", ":4711")
    assert no_display() == (
        "no window can be shown here: the X server :4711 cannot be reached; "
        "check DISPLAY and the access rights to it, or search with `sidecue find`"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("QT_QPA_PLATFORM", "offscreen"), ("QT_QPA_PLATFORM", "wayland"), ("WAYLAND_DISPLAY", "w")],
)
def test_what_is_not_for_x11_is_left_to_qt(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    monkeypatch.setenv(name, value)
    assert no_display() == ""


def test_the_app_says_it_in_one_line(process: Sidecue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    done = process("run")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("sidecue: no window can be shown here: ")
    assert done.err.count("\n") == 1
