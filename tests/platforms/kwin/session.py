"""A real KWin without a screen, with XWayland, in a session of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

import psutil
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtGui import QImage

from tests.desktop.programs import need
from tests.platforms.session import BusSession

SOCKET = "wayland-sidecue"


class KWinSession(BusSession):
    """``env`` has WAYLAND_DISPLAY for native programs; ``x_display`` is XWayland's for the others."""

    def __init__(self, *, looks: bool = False) -> None:
        """``looks``: whether ``screenshot`` works; it needs OpenGL in software, which is slow."""
        super().__init__()
        self._looks = looks

    def start(self) -> None:
        super().start()
        # The installed file carries a capability that containers refuse; a copy does not. Its name must stay.
        self._kwin = self.home / "bin" / "kwin_wayland"
        self._kwin.parent.mkdir()
        shutil.copyfile(need("kwin_wayland"), self._kwin)
        self._kwin.chmod(0o755)
        self.env["XDG_CURRENT_DESKTOP"] = "KDE"
        self.start_kwin()

    def start_kwin(self) -> None:
        """Start KWin and wait until programs can open windows and scripts can be loaded."""
        self.kwin = self._first = self._spawn(str(self._kwin), "--socket", SOCKET)
        socket = Path(self.env["XDG_RUNTIME_DIR"]) / SOCKET
        self.wait_for(socket.exists, "KWin's socket")
        self.env["WAYLAND_DISPLAY"] = SOCKET
        self.wait_for(self._has_name, "KWin on the bus")
        self.wait_for(self._find_xwayland, "XWayland")

    def _spawn(self, *command: str) -> subprocess.Popen[bytes]:
        log = self.home / "kwin.log"
        log.unlink(missing_ok=True)
        return self.programs.spawn(
            *command,
            *("--virtual", "--width", "1280", "--height", "800", "--no-lockscreen", "--xwayland"),
            env={
                "KWIN_COMPOSE": "O2" if self._looks else "Q",
                "KWIN_WAYLAND_NO_PERMISSION_CHECKS": "1",  # a keyboard of the test's own
                "KWIN_SCREENSHOT_NO_PERMISSION_CHECKS": "1",
                "PATH": f"{self._kwin.parent}:{self.env['PATH']}",  # where the wrapper looks for KWin
                "TMPDIR": str(self.home),
            },
            stderr=log,
        )

    def stop_kwin(self) -> None:
        """End KWin as a crash would."""
        self.kwin.kill()
        self.kwin.wait()

    def screenshot(self, target: Path) -> None:
        """Save the whole screen."""
        reading, writing = os.pipe()
        address = DBusAddress("/org/kde/KWin/ScreenShot2", "org.kde.KWin", "org.kde.KWin.ScreenShot2")
        with (
            os.fdopen(reading, "rb") as stream,
            open_dbus_connection(self.env["DBUS_SESSION_BUS_ADDRESS"], enable_fds=True) as bus,
        ):
            call = new_method_call(address, "CaptureWorkspace", "a{sv}h", ({}, writing))
            about = bus.send_and_get_reply(call, timeout=10).body[0]
            os.close(writing)
            pixels = stream.read()
        width, height, stride = (about[name][1] for name in ("width", "height", "stride"))
        target.parent.mkdir(parents=True, exist_ok=True)
        assert QImage(pixels, width, height, stride, QImage.Format(about["format"][1])).save(str(target))

    def stop_answering(self) -> None:
        """Let KWin hang until ``go_on``."""
        self.kwin.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.kwin.send_signal(signal.SIGCONT)

    def _find_xwayland(self) -> bool:
        """KWin tells only its own children which display is XWayland's; its command line says so too."""
        for process in psutil.Process(self._first.pid).children(recursive=True):
            if process.name() == "Xwayland":
                # A child that has just been made has no words yet.
                self.env["DISPLAY"] = next((word for word in process.cmdline() if word.startswith(":")), "")
                return bool(self.env["DISPLAY"])
        return False

    def _has_name(self) -> bool:
        said = self.programs.run(
            "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
            "org.freedesktop.DBus.NameHasOwner", "string:org.kde.KWin",
        )  # fmt: skip
        return "true" in said


class PlasmaSession(KWinSession):
    """As Plasma starts KWin: by its wrapper, which keeps the sockets and starts KWin anew when it crashes."""

    def start_kwin(self) -> None:
        self._first = self._spawn("kwin_wayland_wrapper")
        self.wait_for(self._find_kwin, "KWin")
        self.wait_for(self._has_name, "KWin on the bus")
        self.wait_for(self._find_xwayland, "XWayland")

    def crash(self) -> None:
        """Let KWin crash, and XWayland with it; the wrapper sees to the rest."""
        self._found.kill()

    def _find_kwin(self) -> bool:
        for process in psutil.Process(self._first.pid).children():
            said = process.cmdline()
            if "--xwayland-xauthority" in said:
                self._found = process
                self.env["WAYLAND_DISPLAY"] = said[said.index("--socket") + 1]
                self.env["XAUTHORITY"] = said[said.index("--xwayland-xauthority") + 1]
                return True
        return False
