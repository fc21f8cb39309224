"""The one safe way to talk to an X server: errors tamed, loss of the server one exception. No window logic.

python-xlib 0.32 and later let the RandR extension overwrite the classes of the core errors 1 and 2 with
ones that are no X errors; the first BadValue then raises AttributeError and the connection hangs for ever.
``XConnection`` puts the core classes back. Not for several threads: python-xlib mixes up their replies.
"""

from __future__ import annotations

import os
import select
import struct
import warnings
from collections.abc import Callable, Collection, Container, Iterator
from contextlib import closing, contextmanager

from Xlib import X, error, ext
from Xlib.display import Display
from Xlib.ext import randr
from Xlib.protocol import rq
from Xlib.xobject.drawable import Window

from triggers.loop import Handle, Loop
from triggers.xknock import knocked

_EXTENSIONS = {"RANDR"}  # what _outputs asks

_EVENT = 32  # bytes of an event or an error; replies and generic events may be longer
_ATOM = struct.Struct("=8xL")  # where an event of a property has the atom
_AT_ONCE = 4096
_LONGER = (1, 35)  # the first byte of a reply, of a generic event


class XError(Exception):
    """Something about the X server; ``remedy`` says what to do, "" if nothing helps."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class NoXServerError(XError):
    """There is no X server that could be asked about all windows."""


class ConnectionLostError(XError):
    """The X server has gone, or the connection can no longer be used."""


class WindowGoneError(XError):
    """The window vanished before or while it was read."""


class XConnection:
    """One connection to the X server named ``name``, by default to the one of ``DISPLAY``."""

    def __init__(self, name: str | None = None) -> None:
        """Connect. Raises NoXServerError."""
        self.display = _connect(name)
        self.display.display.error_classes.update(error.xerror_class)
        # Errors nobody waits for (a window died between event and request) have no consequence.
        self.display.set_error_handler(lambda *_: None)
        self.root: Window = self.display.screen().root
        for screen in self.display.display.info.roots:
            screen.allowed_depths = []  # some 400 descriptions of pixel formats, which only painting needs
        self._watch: Handle | None = None
        self._closed = False

    def fileno(self) -> int:
        """The socket, to wait on."""
        with self.guarded():
            return self.display.fileno()

    def atom(self, name: str) -> int:
        """The number of the atom ``name``; asked once, then remembered."""
        with self.guarded():
            return self.display.display.get_atom(name)

    def window(self, window_id: int) -> Window:
        """A window to make requests on; nothing is asked, so it may not exist."""
        window: Window = self.display.create_resource_object("window", window_id)
        return window

    def skim(self, atoms: Container[int]) -> bool:
        """Drop arrived changes of other properties than ``atoms``; whether anything else may have arrived.

        Programs note in a property of their window when the last key was pressed. X cannot be told to keep
        that to itself, so it wakes us with each letter, and python-xlib would make a long way of each.
        """
        xlib = self.display.display
        if xlib.recv_packet_len or xlib.data_recv or not select.select([xlib.socket], [], [], 0)[0]:
            return True  # in the midst of a longer answer, or read already
        try:
            arrived = xlib.socket.recv(_AT_ONCE)
        except OSError as problem:  # not guarded(): for a letter that would be half of all the work
            raise ConnectionLostError("The X server has gone") from problem
        left = without_other_properties(arrived, atoms)
        if left:
            xlib.data_recv = left
            with self.guarded():
                xlib.parse_response(0)
        return bool(left or not arrived)

    def events(self) -> Iterator[rq.Event]:
        """Take the events that have arrived, never waiting. Raises ConnectionLostError.

        Replies pull events off the socket, after which its descriptor stays silent about them. So whoever
        makes a request while handling events must come back here until nothing is left.
        """
        while self.pending():
            with self.guarded():
                event = self.display.next_event()
            yield event

    def pending(self) -> bool:
        """Whether an event has arrived; also sends what is still waiting to be sent."""
        with self.guarded():
            return self.display.pending_events() > 0

    def sync(self) -> None:
        """Wait until the server has carried out everything asked so far."""
        with self.guarded():
            self.display.sync()

    def watch(self, loop: Loop, readable: Callable[[], None]) -> None:
        """Run ``readable`` in ``loop`` whenever something arrives, until ``close``."""
        self.unwatch()
        self._watch = loop.watch(self.fileno(), readable)

    def unwatch(self) -> None:
        """Stop watching; the descriptor of a lost connection would report for ever."""
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def close(self) -> None:
        """Release the connection and with it all its grabs; may be called twice."""
        self.unwatch()
        if not self._closed:
            self._closed = True
            try:
                with self.guarded():
                    self.display.close()
            except ConnectionLostError:
                pass  # closed by the other side already

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn python-xlib's exceptions into this module's."""
        try:
            yield
        except (error.BadWindow, error.BadDrawable) as problem:
            raise WindowGoneError("The window has gone") from problem
        except error.XError as problem:
            raise XError(f"The X server refused a request: {problem}") from problem
        except (error.ConnectionClosedError, OSError) as problem:
            raise ConnectionLostError("The X server has gone") from problem
        except (RuntimeError, AssertionError) as problem:
            # What python-xlib raises when a reply fits no request: nothing that follows can be trusted.
            raise ConnectionLostError(f"The X connection is out of step: {problem}") from problem


def without_other_properties(arrived: bytes, atoms: Container[int]) -> bytes:
    """``arrived``, which begins with a whole answer of the server, without events of other properties."""
    kept = []
    for at in range(0, len(arrived), _EVENT):
        kind, left = arrived[at], len(arrived) - at
        if kind in _LONGER or left < _EVENT:
            kept.append(arrived[at:])
            break
        if kind != X.PropertyNotify or _ATOM.unpack_from(arrived, at)[0] in atoms:
            kept.append(arrived[at : at + _EVENT])
    return b"".join(kept)


def open_x11() -> XConnection:
    """Connect to an X server that knows all windows of the session. Raises NoXServerError.

    Xwayland is turned down: it knows only its own few windows and reports the last of them as active while
    the person works in a Wayland one. The server itself is asked, because WAYLAND_DISPLAY is also set where
    DISPLAY leads to a real X server (nested, remote or virtual).
    """
    connection = XConnection()
    try:
        if not _is_xwayland(connection):
            return connection
    except ConnectionLostError as lost:
        raise NoXServerError(lost.reason) from lost
    connection.close()
    raise NoXServerError(
        "The X server is Xwayland, which sees only some of the windows of this Wayland session",
        "Choose an X11 (Xorg) session at login, or use the search through `sidecue palette`.",
    )


def is_xwayland() -> bool:
    """Whether DISPLAY leads to Xwayland. Raises NoXServerError."""
    with closing(XConnection()) as connection:
        try:
            return _is_xwayland(connection)
        except ConnectionLostError as lost:
            raise NoXServerError(lost.reason) from lost


def looks_like_xwayland(extensions: list[str], outputs: list[str]) -> bool:
    """Xwayland names itself: since 23.1 in an extension, before that in the names of its outputs."""
    return "XWAYLAND" in extensions or any(name.startswith("XWAYLAND") for name in outputs)


class _Display(Display):
    def _update_keymap(self, *_: object) -> None:
        """Leave the keyboard's layout unread, which each connection would keep; x11_keymap.py asks for it."""


def _connect(name: str | None) -> Display:
    if not (name or os.environ.get("DISPLAY")):
        raise NoXServerError(
            "There is no X display: DISPLAY is not set", "Start Sidecue inside a graphical session."
        )
    with warnings.catch_warnings():
        # python-xlib leaves the sockets of failed attempts to the garbage collector, which warns of them.
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            with knocked(name or os.environ["DISPLAY"]), _only(_EXTENSIONS):
                return _Display(name)
        except TimeoutError:
            raise NoXServerError(
                "The X server does not answer", "Log in again if windows do not react either."
            ) from None
        except (error.DisplayError, error.XauthError, OSError) as problem:
            why = str(problem)
    raise NoXServerError(
        f"The X server cannot be reached: {why}", "Check DISPLAY and the access rights to it."
    )


@contextmanager
def _only(names: Collection[str]) -> Iterator[None]:
    """Let python-xlib set up these extensions alone: each of the others costs a question, time and memory."""
    module = vars(ext)  # its type stub leaves the list out
    known = module["__extensions__"]
    module["__extensions__"] = [extension for extension in known if extension[0] in names]
    try:
        yield
    finally:
        module["__extensions__"] = known


def _is_xwayland(connection: XConnection) -> bool:
    with connection.guarded():
        extensions = list(connection.display.list_extensions())
    return looks_like_xwayland(extensions, _outputs(connection) if "RANDR" in extensions else [])


def _outputs(connection: XConnection) -> list[str]:
    try:
        with connection.guarded():
            resources = randr.get_screen_resources_current(connection.root)
            outputs = [
                randr.get_output_info(connection.root, output, resources.config_timestamp)
                for output in resources.outputs
            ]
    except ConnectionLostError:
        raise
    except XError:
        return []  # RandR before 1.3 lists none; Xwayland has always been newer
    return [str(info.name) for info in outputs]
