"""Every call of macOS's Carbon that we make, through ctypes: hotkeys and keyboard layouts. Decides nothing.

Carbon is the one way to register hotkeys that needs no permission; pyobjc does not wrap it. Signatures are
those of CarbonEvents.h, Events.h and TextInputSources.h. All of it belongs into the main thread.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import logging
import sys
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from triggers.selection import NotHereError

HOTKEY_EXISTS = -9878  # eventHotKeyExistsErr of CarbonEventsCore.h
COMMAND, SHIFT, OPTION, CONTROL = 0x100, 0x200, 0x800, 0x1000  # cmdKey, ... of Events.h

_EXCLUSIVE = 1  # kEventHotKeyExclusive: two programs that ask for it cannot have the same keys
_KEYBOARD = int.from_bytes(b"keyb")  # kEventClassKeyboard
_PRESSED = 5  # kEventHotKeyPressed
_DIRECT_OBJECT = int.from_bytes(b"----")  # kEventParamDirectObject
_HOTKEY_ID = int.from_bytes(b"hkid")  # typeEventHotKeyID
_SIGNATURE = int.from_bytes(b"Scue")
_DISPLAY = 3  # kUCKeyActionDisplay
_NO_DEAD_KEYS = 1  # kUCKeyTranslateNoDeadKeysMask
_AT_ONCE = 4  # CFNotificationSuspensionBehaviorDeliverImmediately

_log = logging.getLogger(__name__)

Stop = Callable[[], None]
Registration = Any
"""What the system calls a registered hotkey."""


class CarbonError(Exception):
    """The system refused; ``status`` is its own number for why."""

    def __init__(self, status: int) -> None:
        super().__init__(f"macOS answers {status}")
        self.status = status


class Carbon(Protocol):
    """What we ask of Carbon."""

    def signs(self, codes: Iterable[int]) -> dict[str, int]:
        """The sign that each key gives without modifiers: on the present layout, else on the Latin one."""

    def register(self, number: int, code: int, mask: int) -> Registration:
        """Take a key for ourselves; it is told as ``number``. Raises CarbonError."""

    def unregister(self, registration: Registration) -> None:
        """Give it back."""

    def listen(self, pressed: Callable[[int], None], layout_changed: Callable[[], None]) -> Stop:
        """Call ``pressed`` with the number of each hotkey that goes down. Raises CarbonError."""


def load_carbon() -> Carbon:
    """The real Carbon. Raises NotHereError where there is none."""
    system: str = sys.platform
    if system != "darwin":
        raise NotHereError("this is not macOS")
    carbon, core = ctypes.util.find_library("Carbon"), ctypes.util.find_library("CoreFoundation")
    if carbon is None or core is None:
        raise NotHereError("Carbon was not found")
    return _RealCarbon(ctypes.CDLL(carbon), ctypes.CDLL(core))


class _HotkeyId(ctypes.Structure):
    _fields_ = (("signature", ctypes.c_uint32), ("number", ctypes.c_uint32))


class _EventType(ctypes.Structure):
    _fields_ = (("kind_class", ctypes.c_uint32), ("kind", ctypes.c_uint32))


_Handler = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
_Notified = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p
)


class _RealCarbon:
    def __init__(self, carbon: ctypes.CDLL, core: ctypes.CDLL) -> None:
        self._carbon, self._core = carbon, core
        _declare(carbon, core)

    def signs(self, codes: Iterable[int]) -> dict[str, int]:
        carbon = self._carbon
        codes = tuple(codes)
        found: dict[str, int] = {}
        for current in (
            carbon.TISCopyCurrentKeyboardLayoutInputSource,
            carbon.TISCopyCurrentASCIICapableKeyboardLayoutInputSource,
        ):
            layout = current()
            if layout:
                for code in codes:
                    sign = self._sign(layout, code)
                    if sign:
                        found.setdefault(sign, code)
                self._core.CFRelease(layout)
        return found

    def _sign(self, layout: int, code: int) -> str:
        carbon = self._carbon
        key = ctypes.c_void_p.in_dll(carbon, "kTISPropertyUnicodeKeyLayoutData")
        data = carbon.TISGetInputSourceProperty(layout, key)
        if not data:
            return ""  # a layout of the oldest kind
        dead, length, text = ctypes.c_uint32(0), ctypes.c_ulong(0), (ctypes.c_uint16 * 4)()
        failed = carbon.UCKeyTranslate(
            self._core.CFDataGetBytePtr(data),
            code,
            _DISPLAY,
            0,
            carbon.LMGetKbdType(),
            _NO_DEAD_KEYS,
            ctypes.byref(dead),
            len(text),
            ctypes.byref(length),
            text,
        )
        return "" if failed or length.value != 1 else chr(text[0]).lower()

    def register(self, number: int, code: int, mask: int) -> Registration:
        carbon, registration = self._carbon, ctypes.c_void_p()
        status = carbon.RegisterEventHotKey(
            code,
            mask,
            _HotkeyId(_SIGNATURE, number),
            carbon.GetApplicationEventTarget(),
            _EXCLUSIVE,
            ctypes.byref(registration),
        )
        _check(status)
        return registration

    def unregister(self, registration: Registration) -> None:
        self._carbon.UnregisterEventHotKey(registration)

    def listen(self, pressed: Callable[[int], None], layout_changed: Callable[[], None]) -> Stop:
        carbon, core = self._carbon, self._core

        def handle(_next: int, event: int, _data: int) -> int:
            hotkey = _HotkeyId()
            size = ctypes.sizeof(hotkey)
            failed = carbon.GetEventParameter(
                event, _DIRECT_OBJECT, _HOTKEY_ID, None, size, None, ctypes.byref(hotkey)
            )
            if not failed and hotkey.signature == _SIGNATURE:
                _safely(lambda: pressed(hotkey.number))
            return 0

        # ctypes keeps no reference to callbacks: the function returned below does.
        handler, notified = _Handler(handle), _Notified(lambda *_: _safely(layout_changed))
        installed, kind = ctypes.c_void_p(), _EventType(_KEYBOARD, _PRESSED)
        target = carbon.GetApplicationEventTarget()
        _check(
            carbon.InstallEventHandler(target, handler, 1, ctypes.byref(kind), None, ctypes.byref(installed))
        )
        center, mark = core.CFNotificationCenterGetDistributedCenter(), ctypes.byref(kind)
        name = ctypes.c_void_p.in_dll(carbon, "kTISNotifySelectedKeyboardInputSourceChanged")
        core.CFNotificationCenterAddObserver(center, mark, notified, name, None, _AT_ONCE)
        kept = [handler, notified, kind]

        def stop() -> None:
            core.CFNotificationCenterRemoveObserver(center, mark, name, None)
            carbon.RemoveEventHandler(installed)
            kept.clear()

        return stop


def _declare(carbon: ctypes.CDLL, core: ctypes.CDLL) -> None:
    """What goes in and out of each function; ctypes would take every pointer for 32 bits."""
    pointer, number, long = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_ulong
    status, short = ctypes.c_int32, ctypes.c_uint16
    for library, name, result, arguments in (
        (carbon, "TISCopyCurrentKeyboardLayoutInputSource", pointer, ()),
        (carbon, "TISCopyCurrentASCIICapableKeyboardLayoutInputSource", pointer, ()),
        (carbon, "TISGetInputSourceProperty", pointer, (pointer, pointer)),
        (carbon, "LMGetKbdType", ctypes.c_uint8, ()),
        (
            carbon,
            "UCKeyTranslate",
            status,
            (pointer, short, short, number, number, number, pointer, long, pointer, pointer),
        ),
        (carbon, "GetApplicationEventTarget", pointer, ()),
        (carbon, "RegisterEventHotKey", status, (number, number, _HotkeyId, pointer, number, pointer)),
        (carbon, "UnregisterEventHotKey", status, (pointer,)),
        (carbon, "InstallEventHandler", status, (pointer, _Handler, long, pointer, pointer, pointer)),
        (carbon, "RemoveEventHandler", status, (pointer,)),
        (
            carbon,
            "GetEventParameter",
            status,
            (pointer, number, number, pointer, long, pointer, pointer),
        ),
        (core, "CFRelease", None, (pointer,)),
        (core, "CFDataGetBytePtr", pointer, (pointer,)),
        (core, "CFNotificationCenterGetDistributedCenter", pointer, ()),
        (
            core,
            "CFNotificationCenterAddObserver",
            None,
            (pointer, pointer, _Notified, pointer, pointer, ctypes.c_long),
        ),
        (core, "CFNotificationCenterRemoveObserver", None, (pointer, pointer, pointer, pointer)),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments


def _check(status: int) -> None:
    if status != 0:
        raise CarbonError(status)


def _safely(action: Callable[[], None]) -> None:
    """A dispatcher: what is raised in a callback would be printed and forgotten by ctypes."""
    try:
        action()
    except Exception:  # noqa: BLE001 # a dispatcher, see above
        _log.exception("A callback of macOS failed")
