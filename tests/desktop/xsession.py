"""A real X desktop to play in: Xvfb, a window manager, a tray, real apps, mouse and keyboard. No pytest here.

    with XSession(wm="openbox", tray="tint2") as session:
        window = session.terminal("Invoices").window
        session.activate(window)
        session.type("hello")
        session.screenshot("hello")

Everything it starts lives in a private home and is ended by process number. ``make run`` without a display
plays its session through this module too.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeVar

from Xlib import X, Xatom

from tests.desktop.programs import Programs, read_line
from tests.desktop.terminal import Terminal
from triggers.context import Rect
from triggers.xdisplay import WindowGoneError, XConnection
from triggers.xwindows import (
    XWindow,
    activate_window,
    active_window_id,
    read_window,
    window_manager,
)

WindowManager = Literal["openbox", "xfwm4"]
TrayHost = Literal["tint2", "trayer"]
Found = TypeVar("Found")

ARTEFACTS = Path("artefacts")
"""Where screenshots go unless a path is given; git ignores it."""

_MANAGERS: dict[str, tuple[str, ...]] = {
    "openbox": ("openbox",),
    "xfwm4": ("xfwm4", "--compositor=off"),
}
_TINT2_PANEL = """\
panel_items = TSC
panel_position = bottom center horizontal
panel_size = 100% 30
panel_background_id = 1
systray_icon_size = 24
time1_format = %H:%M
rounded = 0
background_color = #303040 100
"""
# What would lead programs out of the session into the desktop that runs the tests.
_FOREIGN = [
    "DBUS_SESSION_BUS_ADDRESS",
    "GTK_IM_MODULE",
    "QT_IM_MODULE",
    "QT_QPA_PLATFORM",
    "QT_STYLE_OVERRIDE",
    "SESSION_MANAGER",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_TYPE",
    "XMODIFIERS",
]


class XSession:
    """One X server with what belongs on a desktop. ``start`` and ``stop``, or a ``with`` block."""

    def __init__(
        self,
        wm: WindowManager | None = "openbox",
        tray: TrayHost | None = None,
        size: tuple[int, int] = (1280, 800),
        *,
        dbus: bool = False,
    ) -> None:
        """``size`` is the screen's, in pixels. ``dbus`` starts a private session bus."""
        self.wm = wm
        self.tray = tray
        self.size = size
        self._dbus = dbus
        self.home = Path()
        self.display = ""
        self._cleanup = contextlib.ExitStack()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    # --- life -----------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start everything and wait until it is ready. Raises MissingProgramError or TimeoutError."""
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End what the session started, by number, and remove its home; may be called twice."""
        self._cleanup.close()

    def start_manager(self) -> None:
        """Start the window manager and wait until it manages."""
        if self.wm is None:
            return
        self._manager = self.spawn(*_MANAGERS[self.wm])
        self.wait_for(lambda: window_manager(self.x), f"{self.wm} to name itself")
        self.wait_for(self._manages_a_window, f"{self.wm} to manage windows")

    def stop_manager(self) -> None:
        """End the window manager; the windows stay."""
        self.programs.end(self._manager)

    def start_tray(self, tray: TrayHost) -> subprocess.Popen[bytes]:
        """Start a tray host and wait until it takes icons."""
        command: tuple[str, ...] = ("trayer", "--edge", "bottom", "--widthtype", "request", "--height", "28")
        if tray == "tint2":
            settings = self.home / "tint2rc"
            settings.write_text(_TINT2_PANEL)
            command = ("tint2", "-c", str(settings))
        host = self.spawn(*command)
        selection = self.x.atom("_NET_SYSTEM_TRAY_S0")
        self.wait_for(lambda: self.x.display.get_selection_owner(selection), f"{tray} to offer a tray")
        return host

    def kill_server(self) -> None:
        """Let the X server die without warning."""
        self._server.kill()
        self._server.wait()

    @property
    def env(self) -> dict[str, str]:
        """The environment of every program in the session."""
        return self.programs.env

    def spawn(
        self, *command: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a program in the session; it is ended with the session."""
        return self.programs.spawn(*command, env=env, cwd=cwd)

    def run(self, *command: str) -> str:
        """Run a short command in the session and return what it printed."""
        return self.programs.run(*command)

    def terminal(self, title: str, geometry: str = "80x24+60+60") -> Terminal:
        """Open an xterm that records what is typed into it and whose title can be set."""
        terminal = Terminal(self.programs, self.home, title, geometry)
        terminal.window = self.wait_window(title)
        return terminal

    # --- looking --------------------------------------------------------------------------------------

    def wait_for(self, look: Callable[[], Found], what: str, timeout: float = 10) -> Found:
        """Look until something true is found and return it. Raises TimeoutError that names ``what``."""
        end = time.monotonic() + timeout
        while True:
            found = look()
            if found:
                return found
            if time.monotonic() > end:
                raise TimeoutError(f"Waited {timeout:g} s in vain for {what}.{self._last_words()}")
            time.sleep(0.01)

    def windows(self) -> list[XWindow]:
        """All windows that the window manager manages, oldest first; without one, all mapped ones."""
        return [window for number in self._client_ids() if (window := self.window(number))]

    def windows_of_class(self, window_class: str) -> list[XWindow]:
        """The windows of that class, as ``windows``, and those that bypass the window manager."""
        numbers = dict.fromkeys([*self._client_ids(), *self._top_level_ids()])
        found = [window for number in numbers if (window := self.window(number))]
        return [window for window in found if window.window_class == window_class]

    def window(self, window_id: int) -> XWindow | None:
        """What a window says of itself, None if it has gone."""
        try:
            return read_window(self.x, window_id)
        except WindowGoneError:
            return None

    def wait_window(self, title: str, timeout: float = 20) -> int:
        """Wait for a managed window whose title contains ``title`` and return its id."""

        def look() -> int:
            return next((window.id for window in self.windows() if title in window.title), 0)

        return self.wait_for(look, f"a window with the title {title!r}", timeout)

    def wait_gone(self, window_id: int, timeout: float = 10) -> None:
        """Wait until a window is no longer managed."""
        self.wait_for(lambda: window_id not in self._client_ids(), f"window {window_id:#x} to go", timeout)

    def title(self, window_id: int) -> str:
        """The title of a window, "" if it has gone."""
        window = self.window(window_id)
        return window.title if window else ""

    def geometry(self, window_id: int) -> Rect:
        """Where a window is, its frame included. Raises LookupError if it has gone."""
        window = self.window(window_id)
        if window is None:
            raise LookupError(f"There is no window {window_id:#x}")
        return window.frame

    def active(self) -> int | None:
        """The window that the window manager calls active."""
        return active_window_id(self.x)

    def focus(self) -> int | None:
        """The window that gets the keys, which may be a child of a managed one; None if there is none."""
        with self.x.guarded():
            focus = self.x.display.get_input_focus().focus
        return None if isinstance(focus, int) else int(focus.id)

    def screenshot(self, target: str | Path) -> Path:
        """Save the whole screen: to ``target`` if it is a path, else to artefacts/TARGET.png."""
        path = target if isinstance(target, Path) else ARTEFACTS / f"{target}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.run("import", "-window", "root", str(path))
        return path

    # --- doing ----------------------------------------------------------------------------------------

    def activate(self, window_id: int) -> None:
        """Give a window the focus as a task bar would, and wait until it has it and keeps it."""
        self.wait_for(lambda: window_id in self._client_ids(), f"window {window_id:#x} to be managed")
        activate_window(self.x, window_id)
        self.wait_active(window_id)

    def wait_active(self, window_id: int) -> None:
        """Wait until a window is active and the keys go there.

        Managers say the first before the server has done the second, and take it back in between.
        """
        self.wait_for(
            lambda: self.active() == window_id and self._is_one_client(self.focus() or 0, window_id),
            f"window {window_id:#x} to become active",
        )

    def type(self, text: str, delay: float = 0.012) -> None:
        """Type ``text`` on the keyboard, ``delay`` seconds between two keys."""
        self.run("xdotool", "type", "--delay", str(round(delay * 1000)), "--", text)

    def key(self, *chords: str) -> None:
        """Press and release chords as xdotool spells them: "ctrl+alt+h", "Return", or a keycode."""
        self.run("xdotool", "key", *chords)

    def hold(self, chord: str, seconds: float) -> None:
        """Hold a chord down for some time."""
        keys = chord.split("+")
        self.run("xdotool", *(part for key in keys for part in ("keydown", key)))
        time.sleep(seconds)
        self.run("xdotool", *(part for key in reversed(keys) for part in ("keyup", key)))

    def move(self, x: int, y: int) -> None:
        """Move the mouse pointer there."""
        self.run("xdotool", "mousemove", str(x), str(y))

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Move the pointer there and click. 1 left, 2 middle, 3 right, 4 and 5 the wheel."""
        self.run("xdotool", "mousemove", str(x), str(y), "click", str(button))

    def drag(self, start: tuple[int, int], end: tuple[int, int], steps: int = 10) -> None:
        """Drag with the left button from ``start`` to ``end`` in ``steps`` moves."""
        self.move(*start)
        self.run("xdotool", "mousedown", "1")
        for step in range(1, steps + 1):
            x, y = (round(a + (b - a) * step / steps) for a, b in zip(start, end, strict=True))
            self.move(x, y)
        self.run("xdotool", "mouseup", "1")

    def layout(self, name: str, variant: str = "") -> None:
        """Switch the keyboard layout: "de", "us,ru", or "us" with the variant "dvorak"."""
        self.run("setxkbmap", "-layout", name, "-variant", variant)

    # --- inside ---------------------------------------------------------------------------------------

    def _start(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="sidecue-session-"))
        self._cleanup.callback(_remove, self.home)
        self.programs = Programs(self._private_environment(), self.home / "programs.log")
        self._cleanup.callback(self.programs.close)
        self._server, self.display = self._start_server()
        self.env["DISPLAY"] = self.display
        self.x = XConnection(self.display)
        self._cleanup.callback(self.x.close)
        if self._dbus:
            self.env["DBUS_SESSION_BUS_ADDRESS"] = self._start_bus()
        self.start_manager()
        if self.tray is not None:
            self.start_tray(self.tray)

    def _private_environment(self) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
        env["HOME"] = str(self.home)
        for name in ("CONFIG_HOME", "DATA_HOME", "STATE_HOME", "CACHE_HOME", "RUNTIME_DIR"):
            folder = self.home / name.lower()
            folder.mkdir(mode=0o700)
            env[f"XDG_{name}"] = str(folder)
        return env | {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "NO_AT_BRIDGE": "1", "GTK_A11Y": "none"}

    def _start_server(self) -> tuple[subprocess.Popen[bytes], str]:
        width, height = self.size
        server, number = self._start_announcing(
            lambda descriptor: (
                "Xvfb", "-displayfd", str(descriptor), "-screen", "0", f"{width}x{height}x24",
                "-nolisten", "tcp", "-noreset",
            )
        )  # fmt: skip
        return server, f":{number}"

    def _start_bus(self) -> str:
        return self._start_announcing(
            lambda descriptor: ("dbus-daemon", "--session", "--nofork", f"--print-address={descriptor}")
        )[1]

    def _start_announcing(
        self, command: Callable[[int], tuple[str, ...]]
    ) -> tuple[subprocess.Popen[bytes], str]:
        """Start a program that writes one line to a descriptor when it is ready; returns that line."""
        reading, writing = os.pipe()
        with os.fdopen(reading, "rb", buffering=0) as stream:
            try:
                program = self.programs.spawn(*command(writing), pass_fds=(writing,))
            finally:
                os.close(writing)
            line = read_line(stream)
        if not line:
            raise TimeoutError(f"{program.args!r} ended before it was ready.{self._last_words()}")
        return program, line

    def _manages_a_window(self) -> bool:
        """Whether a new window is taken notice of; openbox may miss those of its first moments for ever."""
        probe = self.x.root.create_window(0, 0, 9, 9, 0, X.CopyFromParent, X.InputOutput, X.CopyFromParent)
        probe.map()
        try:
            self.wait_for(lambda: probe.id in self._client_ids(), "the probe to be managed", timeout=0.2)
        except TimeoutError:
            return False
        finally:
            probe.destroy()
            self.x.sync()
        self.wait_gone(probe.id)
        return True

    def _is_one_client(self, window_id: int, other: int) -> bool:
        """Whether two windows are of one connection: toolkits hand the keys on to a window of their own."""
        within = int(self.x.display.display.info.resource_id_mask)
        return window_id & ~within == other & ~within

    def _client_ids(self) -> list[int]:
        if window_manager(self.x) is None:
            return self._top_level_ids()
        found = self.x.root.get_full_property(self.x.atom("_NET_CLIENT_LIST"), Xatom.WINDOW)
        return [int(number) for number in found.value] if found else []

    def _top_level_ids(self) -> list[int]:
        return [int(child.id) for child in self.x.root.query_tree().children]

    def _last_words(self) -> str:
        log = self.home / "programs.log"
        said = log.read_text(errors="replace").strip().splitlines()[-5:] if log.exists() else []
        return "".join(f"\n  {line}" for line in ["The session's programs said last:", *said]) if said else ""


def _remove(folder: Path, tries: int = 40) -> None:
    """Remove ``folder``, however late a program that is ending still writes something into it."""
    while folder.exists() and tries:
        shutil.rmtree(folder, ignore_errors=True)
        tries -= 1
        time.sleep(0.05 if folder.exists() else 0)
