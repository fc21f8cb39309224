"""A real sway to play in without a screen: windows of Wayland and of X11, a keyboard, screenshots.

    with SwaySession() as session:
        terminal = session.terminal("Invoices")
        session.type("hello")
        session.screenshot("hello")

sway refuses to run as root, so root starts it as nobody, and all else runs as the caller.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from tests.desktop.programs import Programs
from tests.desktop.xsession import ARTEFACTS
from tests.platforms.mounts import unmount_below

Found = TypeVar("Found")

_CONFIG = """\
output HEADLESS-1 resolution {width}x{height} position 0 0 scale {scale}
default_border normal
focus_follows_mouse no
xwayland {xwayland}
set $mod Mod4
bindsym $mod+Return exec foot
bindsym Ctrl+Mod1+t nop the-persons-own
"""
_NOBODY = 65534
_HEADLESS = {
    "WLR_BACKENDS": "headless",
    "WLR_RENDERER": "pixman",
    "WLR_LIBINPUT_NO_DEVICES": "1",
    "LIBGL_ALWAYS_SOFTWARE": "1",
}
_KEPT = ("PATH", "LANG", "LC_ALL", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH")

Node = dict[str, Any]


class SwaySession:
    """One sway with a private home. ``start`` and ``stop``, or a ``with`` block."""

    def __init__(
        self, size: tuple[int, int] = (1280, 800), *, scale: float = 1, xwayland: bool = True
    ) -> None:
        self.size, self.scale, self.xwayland = size, scale, xwayland
        self.home = Path()
        self._cleanup = contextlib.ExitStack()

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    # --- life -------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start sway and wait until it answers. Raises MissingProgramError or TimeoutError."""
        self.home = Path(tempfile.mkdtemp(prefix="sway-"))
        self._cleanup.callback(shutil.rmtree, self.home, ignore_errors=True)
        self._cleanup.callback(unmount_below, self.home)
        self.home.chmod(0o755)
        self.runtime = self.home / "run"
        self.runtime.mkdir(mode=0o700)
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        environment |= {"HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.runtime), **_HEADLESS}
        for kind in ("config", "cache", "data", "state"):
            environment[f"XDG_{kind.upper()}_HOME"] = str(self.home / kind)
        self.programs = Programs(environment, self.home / "programs.log")
        self._cleanup.callback(self.programs.close)
        self.start_sway()

    def stop(self) -> None:
        """End what the session started, by number, and remove its home; may be called twice."""
        self._cleanup.close()

    def start_sway(self) -> None:
        """Start the compositor, also once more after ``kill_sway``."""
        width, height = self.size
        config = self.home / "sway.conf"
        xwayland = "enable" if self.xwayland else "disable"
        config.write_text(_CONFIG.format(width=width, height=height, scale=self.scale, xwayland=xwayland))
        command = ["sway", "-c", str(config)]
        if os.getuid() == 0:
            os.chown(self.runtime, _NOBODY, _NOBODY)
            command[:0] = ["setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"]
        for name in ("SWAYSOCK", "WAYLAND_DISPLAY", "DISPLAY"):
            self.programs.env.pop(name, None)
        self.sway = self.programs.spawn(*command, cwd=self.home)
        sockets = f"sway-ipc.*.{self.sway.pid}.sock"
        socket = self.wait_for(lambda: next(self.runtime.glob(sockets), None), "sway's socket")
        self.programs.env["SWAYSOCK"] = str(socket)
        displays = "wayland-[0-9]"
        display = self.wait_for(lambda: [one.name for one in self.runtime.glob(displays)], "a display")
        self.programs.env["WAYLAND_DISPLAY"] = display[0]
        self.wait_for(lambda: self.ask("-t", "get_version"), "sway to answer")
        if self.xwayland:
            self._start_xwayland()
        # A keyboard that stays, as on a real seat: apps take the end of the last one for a loss of the focus.
        self.spawn("wtype", "-s", "3600000", "-k", "F13")

    def _start_xwayland(self) -> None:
        """Let everybody of this machine in, which root is not by itself, and learn the display's name."""
        told = self.runtime / "display"
        self.ask("exec", f"sh -c 'echo $DISPLAY >{told}.new; xhost +local:; mv {told}.new {told}'")
        self.programs.env["DISPLAY"] = self.wait_for(
            lambda: told.read_text().strip() if told.exists() else "", "XWayland"
        )
        told.unlink()

    def kill_sway(self) -> None:
        """Let the compositor die without warning."""
        self.sway.kill()
        self.sway.wait()

    @property
    def env(self) -> dict[str, str]:
        """The environment of every program in the session."""
        return self.programs.env

    def spawn(self, *command: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a program in the session; it is ended with the session."""
        return self.programs.spawn(*command, env=env)

    # --- looking ----------------------------------------------------------------------------------------

    def wait_for(self, look: Callable[[], Found], what: str, timeout: float = 10) -> Found:
        """Look until something true is found and return it. Raises TimeoutError that names ``what``."""
        end = time.monotonic() + timeout
        while not (found := look()):
            if time.monotonic() > end:
                raise TimeoutError(f"waited {timeout:g} s for {what}\n{self._last_words()}")
            time.sleep(0.01)
        return found

    def ask(self, *words: str) -> Any:
        """What swaymsg says, read from JSON; None when it says nothing."""
        said = self.programs.run("swaymsg", "-r", *words)
        return json.loads(said) if said.startswith(("{", "[")) else None

    def windows(self) -> list[Node]:
        """Those of sway's tree; a window that sway leaves to itself is not among them."""
        return [node for node in _all(self.ask("-t", "get_tree")) if node.get("pid")]

    def focused(self) -> str:
        """The title of the window that has the focus."""
        return next((str(node["name"]) for node in self.windows() if node["focused"]), "")

    def screenshot(self, name: str) -> Path:
        """A picture of the screen in the artefacts; sway composes it, so it shows what a person sees."""
        ARTEFACTS.mkdir(exist_ok=True)
        file = ARTEFACTS / f"sway-{name}.png"
        self.programs.run("grim", str(file))
        return file

    # --- acting -----------------------------------------------------------------------------------------

    def terminal(self, title: str, app_id: str = "foot") -> Terminal:
        """Open foot, which records what is typed into it; it has the focus when this returns."""
        typed = self.home / f"typed-{time.monotonic_ns()}"
        record = f"stty -icanon -echo; exec cat >{typed}"
        self.spawn("foot", "-a", app_id, "-T", title, "sh", "-c", record)
        self.wait_for(lambda: self.focused() == title, f"the window {title!r}")
        self.wait_for(typed.exists, f"a shell in {title!r}")
        return Terminal(self, title, typed)

    def focus(self, title: str) -> None:
        """Give that window the focus, as a person does with a key of sway."""
        self.ask(f'[title="^{title}$"] focus')
        self.wait_for(lambda: self.focused() == title, f"{title!r} to be focused")

    def type(self, text: str) -> None:
        """Type on a real keyboard of the seat. The first key of a new keyboard may be lost: a Shift is."""
        self.programs.run("wtype", "-P", "Shift_L", "-p", "Shift_L", "-s", "60", text)

    def press(self, keysym: str, *modifiers: str) -> None:
        """Press one key, with modifiers ("ctrl", "alt", "logo", "shift") held."""
        held = [word for name in modifiers for word in ("-M", name)]
        freed = [word for name in modifiers for word in ("-m", name)]
        self.programs.run("wtype", *held, "-k", keysym, *freed)

    def _last_words(self) -> str:
        log = self.home / "programs.log"
        return "\n".join(log.read_text(errors="replace").splitlines()[-8:]) if log.exists() else ""


class Terminal:
    """A foot of the session."""

    def __init__(self, session: SwaySession, title: str, typed: Path) -> None:
        self.session, self.title, self._typed = session, title, typed

    @property
    def typed(self) -> str:
        """What was typed into it so far."""
        return self._typed.read_text()

    def wait_typed(self, text: str) -> None:
        """Wait until exactly that has been typed into it."""
        self.session.wait_for(lambda: self.typed == text, f"{text!r} typed in {self.title!r}")


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in (*node["nodes"], *node["floating_nodes"]):
        yield from _all(child)
