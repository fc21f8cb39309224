"""The harness itself: what the other tests rely on without looking."""

from __future__ import annotations

import os
from pathlib import Path

import psutil
import pytest

from tests.desktop.programs import MissingProgramError, need
from tests.desktop.raw_window import RawWindow
from tests.desktop.xsession import TrayHost, XSession


@pytest.mark.parametrize(
    ("program", "package"), [("Xvfb", "xvfb"), ("import", "imagemagick"), ("trayer", "trayer")]
)
def test_a_missing_program_is_named_with_its_debian_package(
    program: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingProgramError, match=f"apt install {package}$"):
        need(program)


def test_it_leaves_no_process_and_no_file_behind(session: XSession) -> None:
    session.terminal("Left behind?")
    home = session.home
    assert all(Path(value).is_dir() for name, value in session.env.items() if name.startswith("XDG_"))
    children = psutil.Process().children(recursive=True)
    assert {"Xvfb", "xterm"} <= {child.name() for child in children}
    session.stop()
    session.stop()
    assert [child for child in children if child.is_running() and child.status() != "zombie"] == []
    assert not home.exists()


@pytest.mark.parametrize("wm", ["openbox"])
def test_what_is_awaited_in_vain_is_named(session: XSession) -> None:
    with pytest.raises(TimeoutError, match="in vain for a window with the title 'Nowhere'"):
        session.wait_window("Nowhere", timeout=0.05)


@pytest.mark.parametrize("tray", ["tint2", "trayer"])
def test_a_session_has_a_tray_and_a_bus_when_asked_for(tray: TrayHost) -> None:
    with XSession(tray=tray, dbus=True, size=(1024, 600)) as session:
        assert session.run("xdpyinfo").count("1024x600 pixels") == 1
        address = session.env["DBUS_SESSION_BUS_ADDRESS"]
        assert address != os.environ.get("DBUS_SESSION_BUS_ADDRESS")
        assert ":1." in session.run("dbus-send", "--print-reply", "--dest=org.freedesktop.DBus", "/",
                                    "org.freedesktop.DBus.ListNames")  # fmt: skip


def test_hands_and_eyes_work(session: XSession, tmp_path: Path) -> None:
    terminal, other = session.terminal("Below"), session.terminal("Beside", "30x10+700+500")
    session.activate(other.window)
    frame = session.geometry(terminal.window)
    session.click(frame.x + frame.width // 2, frame.y + frame.height // 2)
    session.wait_for(lambda: session.active() == terminal.window, "the clicked terminal to be active")
    session.type("two words")
    session.key("exclam")
    session.wait_for(lambda: terminal.typed == "two words!", "the typed text")
    grip = (frame.x + frame.width // 2, frame.y + 8)
    session.drag(grip, (grip[0] + 200, grip[1] + 120))
    session.wait_for(
        lambda: session.geometry(terminal.window).x > frame.x + 150, "the dragged window to have moved"
    )
    picture = session.screenshot(tmp_path / "screen.png")
    assert picture.read_bytes().startswith(b"\x89PNG")
    focus = session.focus()
    assert focus is not None
    assert terminal.window & ~0xFFFF == focus & ~0xFFFF  # the terminal or a child of it


@pytest.mark.parametrize("wm", ["openbox"])
def test_windows_are_found_by_their_class_in_exactly_its_spelling(session: XSession) -> None:
    with RawWindow(session, window_class="Sidecue") as window:
        assert [found.id for found in session.windows_of_class("Sidecue")] == [window.id]
        assert session.windows_of_class("sidecue") == []
        window.write("WM_CLASS", "STRING", 8, b"sidecue\0sidecue\0")
        assert [found.id for found in session.windows_of_class("sidecue")] == [window.id]
