"""A real GNOME Shell without a screen, with XWayland and our extension, in a session of its own."""

from __future__ import annotations

import re
import signal
from pathlib import Path

from tests.platforms.session import BusSession

SOCKET = "wayland-sidecue"
UUID = "sidecue@sidecue.org"
INSTALLER = Path(__file__).parents[3] / "packaging" / "gnome" / "install.sh"
_SETTINGS = (
    ("org.gnome.shell", "welcome-dialog-last-shown-version", "99"),
    ("org.gnome.desktop.interface", "enable-animations", "false"),
)


class GnomeSession(BusSession):
    """``env`` has WAYLAND_DISPLAY for native programs, DISPLAY and XAUTHORITY for the others."""

    def __init__(self, *, extension: bool = True) -> None:
        super().__init__()
        self._extension = extension

    def start(self) -> None:
        super().start()
        more = {
            "XDG_CURRENT_DESKTOP": "GNOME",
            "XDG_SESSION_TYPE": "wayland",
            "GSETTINGS_BACKEND": "keyfile",
            # there is no system bus, and GNOME Shell wants one
            "DBUS_SYSTEM_BUS_ADDRESS": self.env["DBUS_SESSION_BUS_ADDRESS"],
        }
        self.env.update(more)
        for setting in _SETTINGS:
            self.programs.run("gsettings", "set", *setting)
        if self._extension:
            self.programs.run("sh", str(INSTALLER))
        self.start_shell()

    def start_shell(self) -> None:
        """Start GNOME Shell and wait until windows can be opened."""
        log = self.home / "shell.log"
        log.unlink(missing_ok=True)
        self.shell = self.programs.spawn(
            *("gnome-shell", "--headless", "--wayland", "--unsafe-mode"),
            *("--virtual-monitor", "1280x800", "--wayland-display", SOCKET),
            stderr=log,
        )
        self.wait_for(lambda: self.eval("1 + 1") == "2", "GNOME Shell to start", timeout=60)
        self.wait_for(lambda: self.eval("Main.layoutManager._startingUp") == "false", "the end of its start")
        self.eval("Main.overview.hide()")
        self.wait_for(lambda: self.eval("Main.overview.visible") == "false", "the windows' view")
        self.eval("""
            const {Clutter} = imports.gi;
            const seat = Clutter.get_default_backend().get_default_seat();
            global.sidecueKeys = seat.create_virtual_device(Clutter.InputDeviceType.KEYBOARD_DEVICE);
            global.sidecueMouse = seat.create_virtual_device(Clutter.InputDeviceType.POINTER_DEVICE);
        """)
        self.env["WAYLAND_DISPLAY"] = SOCKET
        number = re.search(r"public X11 display (:\d+)", log.read_text(errors="replace"))
        if number is not None:
            self.env["DISPLAY"] = number[1]
            runtime = Path(self.env["XDG_RUNTIME_DIR"])
            self.env["XAUTHORITY"] = self.wait_for(
                lambda: "".join(map(str, runtime.glob(".mutter-Xwaylandauth*"))), "XWayland's key"
            )

    def stop_shell(self) -> None:
        """End GNOME Shell as a crash would."""
        self.shell.kill()
        self.shell.wait()

    def stop_answering(self) -> None:
        """Let GNOME Shell hang until ``go_on``."""
        self.shell.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.shell.send_signal(signal.SIGCONT)

    def eval(self, script: str) -> str:
        """What ``script`` gives inside GNOME Shell, "" while it does not answer."""
        said = self.programs.run(
            *("gdbus", "call", "--session", "--dest", "org.gnome.Shell"),
            *("--object-path", "/org/gnome/Shell", "--method", "org.gnome.Shell.Eval", script),
        )
        found = re.fullmatch(r"\(true, '(.*)'\)", said, re.DOTALL)
        return found[1] if found else ""

    def type(self, text: str) -> None:
        """Type on a keyboard of the shell's own."""
        self.eval(f"""
            const {{Clutter, GLib}} = imports.gi;
            for (const key of "{text}")
                for (const state of [Clutter.KeyState.PRESSED, Clutter.KeyState.RELEASED])
                    global.sidecueKeys.notify_keyval(GLib.get_monotonic_time(), key.charCodeAt(0), state);
        """)

    def click(self, x: int, y: int) -> float:
        """Move the pointer there and click; returns when, on the monotonic clock."""
        at = self.eval(f"""
            const {{Clutter, GLib}} = imports.gi;
            const at = GLib.get_monotonic_time();
            global.sidecueMouse.notify_absolute_motion(GLib.get_monotonic_time(), {x}, {y});
            for (const state of [Clutter.ButtonState.PRESSED, Clutter.ButtonState.RELEASED])
                global.sidecueMouse.notify_button(GLib.get_monotonic_time(), Clutter.BUTTON_PRIMARY, state);
            at
        """)
        return float(at) / 1e6

    def focused(self) -> str:
        """The title of the window that has the focus."""
        return self.eval("global.display.focus_window?.title ?? ''").strip('"')

    def screenshot(self, target: Path) -> None:
        """Save the whole screen."""
        target.parent.mkdir(parents=True, exist_ok=True)
        self.programs.run(
            *("gdbus", "call", "--session", "--dest", "org.gnome.Shell.Screenshot"),
            *("--object-path", "/org/gnome/Shell/Screenshot"),
            *("--method", "org.gnome.Shell.Screenshot.Screenshot", "false", "false", str(target.resolve())),
        )
