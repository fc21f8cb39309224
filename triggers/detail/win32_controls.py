"""The classic controls of Windows: which are labels, what role each has, its name. Never an edit's text."""

from __future__ import annotations

import re

from triggers.detail.base import LONGEST_TEXT
from triggers.titles import clean
from triggers.win32 import library, text_by_message
from triggers.win32_windows import class_of, style_of

_ANSWER_WITHIN = 150
"""Milliseconds for one control; a program that answers at all does so in one."""

_LONGEST_NAME = 256
_PREVIOUS = 3  # GW_HWNDPREV

_NO_MNEMONIC, _KIND_OF_LABEL = 0x80, 0x1F
_PICTURES = frozenset({*range(3, 11), 14, 15, 16, 17, 18})  # SS_ICON to SS_WHITEFRAME, bitmaps, etched lines
_PASSWORD = 0x20

_ROLES = {
    "button": "button",
    "combobox": "combo box",
    "edit": "text field",
    "listbox": "list",
    "msctls_trackbar32": "slider",
    "syslink": "link",
    "syslistview32": "list",
    "systabcontrol32": "tab",
    "systreeview32": "tree",
}
_BUTTONS = dict.fromkeys((2, 3, 5, 6), "check box") | dict.fromkeys((4, 9), "radio button")

# "&Save" underlines its S; "&&" is one real sign.
_MNEMONIC = re.compile("&(.?)")
_TAG = re.compile("<[^>]*>")


class NoAnswerError(Exception):
    """The program did not say what a control is called; it hangs, or is busy."""


def is_label(window: int) -> bool:
    """Whether it is a label with words in it that can be seen."""
    return (
        _kind(window) == "static"
        and style_of(window) & _KIND_OF_LABEL not in _PICTURES
        and bool(library("user32").IsWindowVisible(window))
    )


def text_of(window: int) -> str:
    """What a label or a button says, on one line. Raises NoAnswerError. Not for what can be typed into."""
    text = text_by_message(window, LONGEST_TEXT, _ANSWER_WITHIN)
    if text is None:
        raise NoAnswerError
    kind = _kind(window)
    if kind == "syslink":
        text = _TAG.sub("", text)
    if kind != "static" or not style_of(window) & _NO_MNEMONIC:
        text = _MNEMONIC.sub(r"\1", text)
    return clean(text)


def describe(window: int | None) -> tuple[str, str]:
    """Role and name of a control, both "" where the class tells none and for passwords.

    Raises NoAnswerError. What is chosen or typed is no name: such a control has that of the label before it.
    """
    kind = _kind(window) if window is not None else ""
    if window is None or kind not in _ROLES or (kind == "edit" and style_of(window) & _PASSWORD):
        return "", ""
    if kind == "edit":
        around: int | None = library("user32").GetParent(window)
        if around and _kind(around) == "combobox":  # which hands the keys on to an edit inside of it
            window, kind = around, "combobox"
    if kind in ("button", "syslink"):
        role = _BUTTONS.get(style_of(window) & 0xF, "button") if kind == "button" else "link"
        return role, text_of(window)[:_LONGEST_NAME]
    before: int | None = library("user32").GetWindow(window, _PREVIOUS)
    name = text_of(before)[:_LONGEST_NAME].rstrip(":") if before and is_label(before) else ""
    return _ROLES[kind], name


def _kind(window: int) -> str:
    """The class in lower case; that of .NET's windows, "WindowsForms10.STATIC.app.0.1", is their base's."""
    name = class_of(window).lower()
    return name.split(".")[1] if name.startswith("windowsforms") and "." in name else name
