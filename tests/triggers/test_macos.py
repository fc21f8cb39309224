"""The adapter for pyobjc, against modules that answer as pyobjc's do: errors and results side by side."""

# ruff: noqa: N815, ARG002 # names and arguments are pyobjc's

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from triggers.macos import MacApp, MacError, Trouble, _RealMac, load_mac
from triggers.selection import NotHereError

DISABLED, INVALID, SILENT, UNSUPPORTED, NO_VALUE = -25211, -25202, -25204, -25207, -25212
ELEMENT, VALUE, ARRAY, URL, STRANGE = 1, 2, 3, 4, 5  # type numbers of Core Foundation


class Native:
    """An object of the system: its type's number, and what it holds."""

    def __init__(self, kind: int, held: Any = None) -> None:
        self.kind, self.held = kind, held

    def __str__(self) -> str:
        return str(self.held)

    def __getitem__(self, part: slice) -> list[Any]:
        return list(self.held[part])


class Services(ModuleType):
    """HIServices. ``answers`` is what attributes are, ``error`` what every call of an element returns."""

    kAXErrorSuccess = 0
    kAXErrorAPIDisabled, kAXErrorInvalidUIElement, kAXErrorCannotComplete = DISABLED, INVALID, SILENT
    kAXErrorInvalidUIElementObserver = -25203
    kAXTrustedCheckOptionPrompt = "prompt"
    kAXValueCGPointType, kAXValueCGSizeType = 1, 2

    def __init__(self) -> None:
        super().__init__("HIServices")
        self.answers: dict[str, Any] = {}
        self.error = 0
        self.trusted = True
        self.refused: dict[str, int] = {}
        self.asked: list[Any] = []
        self.observed: list[str] = []
        self.callback: Callable[..., None] | None = None

    def AXUIElementCreateSystemWide(self) -> Native:
        return Native(ELEMENT, "system")

    def AXUIElementSetMessagingTimeout(self, element: Native, seconds: float) -> int:
        self.asked.append((element.held, seconds))
        return 0

    def AXIsProcessTrustedWithOptions(self, options: dict[str, bool]) -> int:
        self.asked.append(options)
        return int(self.trusted)

    def AXUIElementCreateApplication(self, pid: int) -> Native:
        return Native(ELEMENT, pid)

    def AXUIElementCopyMultipleAttributeValues(
        self, element: Native, names: list[str], options: int, nothing: None
    ) -> tuple[int, list[Any] | None]:
        assert (type(names), options, nothing) == (list, 0, None)
        return self.error, None if self.error else [self.answers.get(name) for name in names]

    def AXUIElementPerformAction(self, window: Native, action: str) -> int:
        self.asked.append((window.held, action))
        return self.error

    def AXObserverCreate(self, pid: int, callback: Callable[..., None], nothing: None) -> tuple[int, Any]:
        assert hasattr(callback, "pyobjc_closure"), "pyobjc wants callbacks made with callbackFor"
        self.callback = callback
        return self.error, None if self.error else Native(STRANGE, pid)

    def AXObserverAddNotification(self, observer: Native, app: Native, notice: str, context: None) -> int:
        if notice not in self.refused:
            self.observed.append(notice)
        return self.refused.get(notice, 0)

    def AXObserverGetRunLoopSource(self, observer: Native) -> str:
        return f"source of {observer.held}"

    def AXUIElementGetTypeID(self) -> int:
        return ELEMENT

    def AXValueGetTypeID(self) -> int:
        return VALUE

    def AXValueGetType(self, value: Native) -> int:
        return int(value.held[0])

    def AXValueGetValue(self, value: Native, kind: int, nothing: None) -> tuple[bool, Any]:
        return True, value.held[1]


class Core(ModuleType):
    """CoreFoundation, with a run loop that does one job a turn."""

    kCFRunLoopDefaultMode = "default"
    kCFRunLoopRunHandledSource = 4

    def __init__(self) -> None:
        super().__init__("CoreFoundation")
        self.sources: list[str] = []
        self.timers: list[Any] = []
        self.waiting = 3
        self._jobs: list[Callable[[], None]] = []
        self._woken = threading.Semaphore(0)

    def CFGetTypeID(self, value: Native) -> int:
        return value.kind

    def CFArrayGetTypeID(self) -> int:
        return ARRAY

    def CFURLGetTypeID(self) -> int:
        return URL

    def CFRunLoopGetCurrent(self) -> str:
        return "here"

    def CFRunLoopGetMain(self) -> str:
        return "main"

    def CFRunLoopCopyCurrentMode(self, run_loop: str) -> str | None:
        return "default" if run_loop == "main" and self.waiting else None

    def CFRunLoopAddSource(self, run_loop: str, source: str, mode: str) -> None:
        self.sources.append(source)

    def CFRunLoopRemoveSource(self, run_loop: str, source: str, mode: str) -> None:
        self.sources.remove(source)

    def CFAbsoluteTimeGetCurrent(self) -> float:
        return 7.0

    def CFRunLoopTimerCreateWithHandler(self, *arguments: Any) -> Any:
        return arguments

    def CFRunLoopAddTimer(self, run_loop: str, timer: Any, mode: str) -> None:
        self.timers.append(timer)

    def CFRunLoopTimerInvalidate(self, timer: Any) -> None:
        self.timers.remove(timer)

    def CFRunLoopPerformBlock(self, run_loop: str, mode: str, block: Callable[[], None]) -> None:
        self._jobs.append(block)

    def CFRunLoopWakeUp(self, run_loop: str) -> None:
        self._woken.release()

    def CFRunLoopStop(self, run_loop: str) -> None:
        pass

    def CFRunLoopRunInMode(self, mode: str, seconds: float, after_one: bool) -> int:
        if seconds == 0:
            self.waiting -= 1
            return 4 if self.waiting > 0 else 3
        self._woken.acquire()
        self._jobs.pop(0)()
        return 4


class Objc(ModuleType):
    autorelease_pool = contextlib.nullcontext

    def callbackFor(self, function: Any) -> Callable[[Any], Any]:
        def add(callback: Any) -> Any:
            callback.pyobjc_closure = function
            return callback

        return add


class Center:
    def __init__(self) -> None:
        self.blocks: list[Callable[[Any], None]] = []

    def addObserverForName_object_queue_usingBlock_(
        self, name: str, sender: None, queue: None, block: Callable[[Any], None]
    ) -> Callable[[Any], None]:
        assert name == "did activate"
        self.blocks.append(block)
        return block

    def removeObserver_(self, token: Callable[[Any], None]) -> None:
        self.blocks.remove(token)


def running(pid: int, name: str | None, bundle: str | None) -> SimpleNamespace:
    return SimpleNamespace(
        processIdentifier=lambda: pid, localizedName=lambda: name, bundleIdentifier=lambda: bundle
    )


class System:
    """The modules in place, and the adapter that took them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.services, self.core, self.center = Services(), Core(), Center()
        self.front: Any = running(7, "Preview", "com.apple.Preview")
        self.activated: list[int] = []
        app = SimpleNamespace(activateWithOptions_=self.activated.append)
        workspace = SimpleNamespace(
            frontmostApplication=lambda: self.front, notificationCenter=lambda: self.center
        )
        appkit = SimpleNamespace(
            NSWorkspace=SimpleNamespace(sharedWorkspace=lambda: workspace),
            NSWorkspaceApplicationKey="app",
            NSWorkspaceDidActivateApplicationNotification="did activate",
            NSRunningApplication=SimpleNamespace(
                runningApplicationWithProcessIdentifier_=lambda pid: app if pid == 7 else None
            ),
            NSApplicationActivateIgnoringOtherApps=2,
        )
        for name, module in (
            ("AppKit", appkit),
            ("CoreFoundation", self.core),
            ("HIServices", self.services),
            ("objc", Objc("objc")),
        ):
            monkeypatch.setitem(sys.modules, name, module)
        self.mac = _RealMac()

    def read(self, value: Any) -> Any:
        self.services.answers["AXValue"] = value
        return self.mac.read(Native(ELEMENT), ("AXValue",))[0]


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    return System(monkeypatch)


def test_no_app_is_waited_for_longer_than_half_a_second(system: System) -> None:
    assert system.services.asked == [("system", 0.5)]


def test_the_permission_with_and_without_the_systems_own_question(system: System) -> None:
    assert system.mac.is_trusted(ask=True) is True
    system.mac.is_trusted(ask=False)
    assert system.services.asked[1:] == [{"prompt": True}, {"prompt": False}]


def test_the_front_app_and_the_next_one(system: System) -> None:
    assert system.mac.front_app() == MacApp(7, "Preview", "com.apple.Preview")
    got: list[MacApp] = []
    stop = system.mac.watch_apps(got.append)
    (block,) = system.center.blocks
    block(SimpleNamespace(userInfo=lambda: {"app": running(8, None, None)}))
    assert got == [MacApp(8, "", "")]
    stop()
    system.front = None
    assert (system.center.blocks, system.mac.front_app()) == ([], None)


def test_what_a_callback_raises_stays_with_us(system: System, caplog: pytest.LogCaptureFixture) -> None:
    system.mac.watch_apps(lambda _: None)
    with caplog.at_level(logging.ERROR, "triggers.macos"):
        system.center.blocks[0](SimpleNamespace(userInfo=dict))
    assert "A callback of macOS failed" in caplog.text


@pytest.mark.parametrize(
    ("native", "plain"),
    [
        ("text", "text"),
        (True, True),
        (None, None),
        (Native(VALUE, (1, (3, 4))), (3.0, 4.0)),
        (Native(VALUE, (2, (30, 40))), (30.0, 40.0)),
        (Native(VALUE, (5, NO_VALUE)), None),  # the error that stands where an attribute is lacking
        (Native(URL, "https://example.org/"), "https://example.org/"),
        (Native(ARRAY, ["a", Native(STRANGE)]), ["a", None]),
        (Native(STRANGE), None),
    ],
)
def test_values_come_as_plain_python(system: System, native: Any, plain: Any) -> None:
    assert system.read(native) == plain


def test_elements_come_as_they_are(system: System) -> None:
    element = Native(ELEMENT)
    assert system.read(element) is element
    assert len(system.read(Native(ARRAY, ["part"] * 9999))) == 500


@pytest.mark.parametrize(
    ("error", "trusted", "trouble"),
    [
        (DISABLED, False, Trouble.FORBIDDEN),
        (DISABLED, True, Trouble.BROKEN),  # by the app, for itself alone
        (INVALID, True, Trouble.GONE),
        (SILENT, True, Trouble.SILENT),
        (SILENT, False, Trouble.FORBIDDEN),
        (-25200, True, Trouble.BROKEN),
    ],
)
def test_errors_come_as_troubles(system: System, error: int, trusted: bool, trouble: Trouble) -> None:
    system.services.error, system.services.trusted = error, trusted
    for ask in (
        lambda: system.mac.read(Native(ELEMENT), ("AXTitle",)),
        lambda: system.mac.observe(7, ("AXTitleChanged",), lambda: None),
        lambda: system.mac.activate(7, Native(ELEMENT, "window")),
    ):
        with pytest.raises(MacError) as problem:
            ask()
        assert problem.value.trouble is trouble


def test_notices_are_heard_until_stopped(system: System) -> None:
    heard: list[int] = []
    system.services.refused["AXMoved"] = UNSUPPORTED
    stop = system.mac.observe(7, ("AXTitleChanged", "AXMoved"), lambda: heard.append(1))
    assert (system.services.observed, system.core.sources) == (["AXTitleChanged"], ["source of 7"])
    assert system.services.callback is not None
    system.services.callback("observer", "element", "AXTitleChanged", None)
    assert heard == [1]
    stop()
    assert system.core.sources == []


def test_an_app_that_hangs_while_it_is_to_be_observed(system: System) -> None:
    system.services.refused["AXTitleChanged"] = SILENT
    with pytest.raises(MacError):
        system.mac.observe(7, ("AXTitleChanged",), lambda: None)
    assert system.core.sources == []


def test_a_window_is_raised_and_its_app_activated(system: System) -> None:
    system.mac.activate(7, Native(ELEMENT, "window"))
    assert (system.activated, system.services.asked[-1]) == ([2], ("window", "AXRaise"))
    system.mac.activate(8, Native(ELEMENT, "of an app that ended"))


def test_the_main_loop_is_turned_until_nothing_waits(system: System) -> None:
    assert system.mac.main_loop_turns()
    system.mac.turn_main_loop()
    assert system.core.waiting == 0
    assert not system.mac.main_loop_turns()


def test_a_workers_run_loop_does_jobs_until_it_ends(system: System) -> None:
    done: list[str] = []
    made: list[Any] = []
    ready = threading.Event()

    def work() -> None:
        made.append(system.mac.run_loop())
        ready.set()
        made[0].run()

    worker = threading.Thread(target=work)
    worker.start()
    assert ready.wait(5)
    assert len(system.core.timers) == 1  # or the loop would return at once
    made[0].call(lambda: done.append("job"))
    made[0].end()
    worker.join(5)
    assert (done, worker.is_alive(), system.core.timers) == (["job"], False, [])


def test_elsewhere_there_is_no_macos() -> None:
    with pytest.raises(NotHereError, match="not macOS"):
        load_mac()
