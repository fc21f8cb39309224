"""Each name of macOS that we use is one that pyobjc knows, and is called with as many arguments as it takes.

We have no macOS: this is how a misspelt name is found before a person with a Mac finds it.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from tests.platforms.macos_names.used import MODULES, Symbol, selectors, symbols, texts
from tests.platforms.macos_names.wheels import Wheels, count_types
from triggers import macos_carbon
from triggers.hotkeys.carbon_keys import ISO_KEY, OTHERS, SIGNS

ADAPTER = (ROOT / "triggers" / "macos.py").read_text(encoding="utf-8")
CARBON = (ROOT / "triggers" / "macos_carbon.py").read_text(encoding="utf-8")
OURS = [file for file in sorted((ROOT / "triggers").rglob("*macos*.py")) if file.parent.name != "session"]

# Known by Apple's own documentation alone: no wheel names them.
SELECTORS_OF_APPLE = {"notificationCenter", "removeObserver:"}
CARBON_OF_APPLE = {
    "TISCopyCurrentKeyboardLayoutInputSource",
    "kTISNotifySelectedKeyboardInputSourceChanged",
}
# Apple has no constant in HIServices for these, but AppKit has, or only the value is known.
ATTRIBUTES_ELSEWHERE = {
    "AXLink": "NSAccessibilityLinkRole",
    "AXTabButton": "NSAccessibilityTabButtonSubrole",
    "AXFullScreen": None,  # every window of AppKit has it; Apple names it nowhere
    "AXWebArea": None,  # WebKit's, Chromium's and Firefox's role of a page
}


def strangers(wheels: Wheels, source: str) -> set[str]:
    """Names that ``source`` takes from modules of pyobjc which do not know them."""
    known = {module: wheels.names(f"{module}/") for module in MODULES.values()}
    return {f"{it.module}.{it.name}" for it in symbols(source, MODULES) if it.name not in known[it.module]}


def test_every_name_of_pyobjc_exists(wheels: Wheels) -> None:
    assert len({symbol.name for symbol in symbols(ADAPTER, MODULES)}) > 40  # or we look in the wrong place
    assert strangers(wheels, ADAPTER) == set()


@pytest.mark.parametrize(
    ("right", "misspelt"),
    [
        ("AXUIElementCopyMultipleAttributeValues", "AXUIElementCopyMultipleAttributesValues"),
        ("kAXErrorAPIDisabled", "kAXErrorApiDisabled"),
        ("NSWorkspaceDidActivateApplicationNotification", "NSWorkspaceDidActivateAppNotification"),
        ("CFRunLoopCopyCurrentMode", "CFRunLoopGetCurrentMode"),
        ("autorelease_pool", "autoreleasepool"),
    ],
)
def test_a_misspelt_name_is_found(wheels: Wheels, right: str, misspelt: str) -> None:
    assert right in ADAPTER
    assert len(strangers(wheels, ADAPTER.replace(right, misspelt))) == 1


def test_functions_get_as_many_arguments_as_they_take(wheels: Wheels) -> None:
    counted = [
        symbol
        for symbol in symbols(ADAPTER, MODULES)
        if symbol.arguments is not None and symbol.name in wheels.argument_counts
    ]
    assert len(counted) > 25
    assert [it for it in counted if it.arguments != wheels.argument_counts[it.name]] == []


def test_a_missing_argument_is_found(wheels: Wheels) -> None:
    (call,) = symbols("core.CFRunLoopRunInMode(mode, 0)", MODULES)
    assert call == Symbol("CoreFoundation", "CFRunLoopRunInMode", 2)
    assert wheels.argument_counts["CFRunLoopRunInMode"] == 3


@pytest.mark.parametrize(
    ("encoding", "types"), [("v", 1), ("i^{__AX=}@?^^{a={b=II}}d", 5), ("v@:@Z", 5), ("n^[4i]r*", 2)]
)
def test_types_are_counted(encoding: str, types: int) -> None:
    assert count_types(encoding) == types


def test_every_method_of_objective_c_exists(wheels: Wheels) -> None:
    found = selectors(ADAPTER)
    assert "addObserverForName:object:queue:usingBlock:" in found
    assert {it for it in found if not is_selector(wheels, it)} == SELECTORS_OF_APPLE


def test_a_misspelt_method_is_found(wheels: Wheels) -> None:
    found = selectors(
        ADAPTER.replace("processIdentifier", "processIdentity").replace("usingBlock_", "block_")
    )
    wrong = {it for it in found if not is_selector(wheels, it)}
    assert wrong - SELECTORS_OF_APPLE == {"processIdentity", "addObserverForName:object:queue:block:"}


def is_selector(wheels: Wheels, selector: str) -> bool:
    """In a wheel of pyobjc, or in PyWinCtl, which runs on macOS."""
    spec = importlib.util.find_spec("pywinctl")
    assert spec is not None
    assert spec.origin is not None
    pywinctl = (Path(spec.origin).parent / "_pywinctl_macos.py").read_text(encoding="utf-8")
    return wheels.has_selector(selector) or f".{selector.replace(':', '_')}(" in pywinctl


def test_every_attribute_role_and_notice_of_accessibility_exists(wheels: Wheels) -> None:
    known, appkit = wheels.names("HIServices/"), wheels.names("AppKit/")
    assert len(OURS) >= 5
    for file in OURS:
        used = texts(file.read_text(encoding="utf-8"), r"AX[A-Z]\w+")
        assert used - known <= ATTRIBUTES_ELSEWHERE.keys(), file
    for constant in ATTRIBUTES_ELSEWHERE.values():
        assert constant is None or constant in appkit
    assert "AXFocusedWindowsChanged" not in known  # one letter too many


def carbon_names(source: str) -> set[str]:
    """Functions and constants that ``source`` takes from Carbon and CoreFoundation."""
    called = {symbol.name for symbol in symbols(source, {"carbon": "", "core": ""})}
    return called | texts(source, r"(CF|k?TIS|UC|LM|[A-Z][a-z]+(Event|Application))\w+")


def carbon_knows(wheels: Wheels) -> set[str]:
    """The names of Carbon's hotkeys in QuickMacHotKey, of its layouts in pynput, and of CoreFoundation."""
    spec = importlib.util.find_spec("pynput")
    assert spec is not None
    assert spec.origin is not None
    pynput = (Path(spec.origin).parent / "_util" / "darwin.py").read_text(encoding="utf-8")
    others = set(pynput.replace(".", " ").replace("(", " ").replace("'", " ").split())
    return wheels.names("quickmachotkey/") | wheels.names("CoreFoundation/") | others


def test_every_name_of_carbon_exists(wheels: Wheels) -> None:
    used = carbon_names(CARBON)
    assert {"RegisterEventHotKey", "UCKeyTranslate", "CFRelease"} <= used
    assert used - carbon_knows(wheels) == CARBON_OF_APPLE
    wrong = carbon_names(CARBON.replace("UnregisterEventHotKey", "UnregisterHotKey"))
    assert "UnregisterHotKey" in wrong - carbon_knows(wheels)


def test_what_is_called_of_carbon_has_a_signature() -> None:
    called = {symbol.name for symbol in symbols(CARBON, {"carbon": "", "core": ""})}
    assert called <= texts(CARBON, r"\w+")


def test_the_numbers_of_carbon_and_its_keys(wheels: Wheels) -> None:
    numbers = wheels.constants("quickmachotkey/constants.py")
    assert numbers["cmdKey"] == macos_carbon.COMMAND
    assert numbers["shiftKey"] == macos_carbon.SHIFT
    assert numbers["optionKey"] == macos_carbon.OPTION
    assert numbers["controlKey"] == macos_carbon.CONTROL
    assert numbers["kEventClassKeyboard"] == macos_carbon._KEYBOARD
    assert numbers["kEventHotKeyPressed"] == macos_carbon._PRESSED
    assert numbers["kVK_ISO_Section"] == ISO_KEY
    by_name = {
        name.removeprefix("kVK_").removeprefix("ANSI_").lower(): code for name, code in numbers.items()
    }
    named = {
        "apostrophe": "quote", "bracketleft": "leftbracket", "bracketright": "rightbracket",
        "backspace": "delete", "delete": "forwarddelete", "insert": "help", "print": "f13", "pause": "f15",
        "left": "leftarrow", "right": "rightarrow", "up": "uparrow", "down": "downarrow",
    }  # fmt: skip
    assert {key: by_name[named.get(key, key)] for key in {**SIGNS, **OTHERS}} == {**SIGNS, **OTHERS}
