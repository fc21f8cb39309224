"""Reads what the active window of a macOS app shows beyond its title. Waits for the app: for a worker alone.

Read are the role and name of the focused control, the labels of a dialog or sheet, and a browser's address.
Of fields that take text only the name is read, of a password's field nothing.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

from triggers.beyond import ALL, Beyond
from triggers.context import Detail
from triggers.detail.base import LONGEST_TEXT
from triggers.detail.macos_roles import SECURE, TEXT, word_for
from triggers.macos import Element, Mac, MacError, Trouble

_LONGEST_NAME = 256
_MOST_PARTS = 300
"""Parts of a dialog that are looked at: it has thirty, its lists of files have thousands."""

_TIME = 0.5
"""Seconds for all parts of a dialog together."""

_DEEPEST = 40
"""Steps from a focused control up to the page it is in."""

_ENDS = 20
"""Parts of a window, at both ends of its list, among which its sheet is looked for."""

_DIALOGS = {"AXDialog", "AXSystemDialog", "AXApplicationDialog", "AXApplicationAlertDialog", "AXSheet"}
_TAKE_TEXT_OR_LIST = {
    "AXBrowser",
    "AXComboBox",
    "AXDateField",
    "AXGrid",
    "AXList",
    "AXOutline",
    "AXTable",
    "AXTextArea",
    "AXTextField",
    "AXTimeField",
    "AXWebArea",
}
"""Parts of a dialog that hold what a person typed or has, not what the dialog says."""


def read_detail(
    mac: Mac, pid: int, wanted: Beyond = ALL, clock: Callable[[], float] = time.monotonic
) -> Detail:
    """What the active window shows now of the ``wanted`` parts. Raises MacError if it cannot be asked."""
    window, focused = mac.read(mac.app_element(pid), ("AXFocusedWindow", "AXFocusedUIElement"))
    if window is None:
        return Detail(pid)
    title, document = _texts(mac, window, "AXTitle", "AXDocument")
    role, control, said, url = "", "", "", ""
    if Beyond.CONTROL in wanted:
        role, control = _or_nothing(_control, mac, focused) or ("", "")
    if Beyond.DIALOG in wanted:
        said = _or_nothing(_dialog_text, mac, window, clock) or ""
    if Beyond.PAGE in wanted:
        url = _address(document) or _or_nothing(_page, mac, focused) or ""
    return Detail(pid, title, role, control, said, url)


def _or_nothing(read: Callable[..., Any], *arguments: Any) -> Any:
    """What ``read`` finds; None when what it asks has gone meanwhile, as controls do."""
    try:
        return read(*arguments)
    except MacError as problem:
        if problem.trouble in (Trouble.FORBIDDEN, Trouble.SILENT):
            raise
        return None


def _control(mac: Mac, element: Element | None) -> tuple[str, str]:
    if element is None:
        return "", ""
    role, subrole = _texts(mac, element, "AXRole", "AXSubrole")
    if SECURE in (role, subrole) or not role:
        return "", ""
    title, description, label = mac.read(element, ("AXTitle", "AXDescription", "AXTitleUIElement"))
    name = _text(title) or _text(description)
    if not name and label is not None:
        name = _or_nothing(_label, mac, label) or ""
    if not name and role == TEXT:
        name = _label(mac, element)
    return word_for(role, subrole), name[:_LONGEST_NAME]


def _label(mac: Mac, element: Element) -> str:
    """What a static text says. Only such elements are asked for their value: elsewhere people type it."""
    (role,) = _texts(mac, element, "AXRole")
    if role != TEXT:
        return ""
    value, title = _texts(mac, element, "AXValue", "AXTitle")
    return value or title


def _dialog_text(mac: Mac, window: Element, clock: Callable[[], float]) -> str:
    """The labels of the dialog that ``window`` is, or of the sheet upon it; one a line."""
    role, subrole = _texts(mac, window, "AXRole", "AXSubrole")
    if role == "AXSheet" or subrole in _DIALOGS:
        roots = [window]
    else:
        parts = _elements(mac.read(window, ("AXChildren",))[0])
        ends = parts if len(parts) <= 2 * _ENDS else parts[:_ENDS] + parts[-_ENDS:]
        roots = [part for part in ends if _or_nothing(_texts, mac, part, "AXRole") == ["AXSheet"]]
    lines: list[str] = []
    for line in _labels(mac, roots, clock() + _TIME, clock):
        lines.append(line)
        if sum(map(len, lines)) > LONGEST_TEXT:
            break
    return "\n".join(lines)[:LONGEST_TEXT]


def _labels(mac: Mac, roots: list[Element], until: float, clock: Callable[[], float]) -> Iterator[str]:
    """What static texts below ``roots`` say, the nearest first."""
    waiting = deque(roots)
    for _ in range(_MOST_PARTS):
        if not waiting or clock() > until:
            return
        element = waiting.popleft()
        found = _or_nothing(mac.read, element, ("AXRole", "AXSubrole", "AXChildren"))
        role, subrole, children = found or (None, None, None)
        if role in _TAKE_TEXT_OR_LIST or SECURE in (role, subrole):
            continue
        if role == TEXT:
            line = _or_nothing(_label, mac, element)
            if line:
                yield line
        else:
            waiting.extend(_elements(children))


def _page(mac: Mac, element: Element | None) -> str:
    """The address of the page that the focused control is in."""
    for _ in range(_DEEPEST):
        if element is None:
            break
        role, address, parent = mac.read(element, ("AXRole", "AXURL", "AXParent"))
        if role == "AXWebArea":
            return _address(_text(address))
        element = parent
    return ""


def _address(text: str) -> str:
    """``text`` if it is a page's address; apps that are no browsers name the file that is open."""
    return text[:LONGEST_TEXT] if text.startswith(("http://", "https://")) else ""


def _texts(mac: Mac, element: Element, *names: str) -> list[str]:
    return [_text(value) for value in mac.read(element, names)]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _elements(value: Any) -> list[Element]:
    return [one for one in value if one is not None] if isinstance(value, list) else []
