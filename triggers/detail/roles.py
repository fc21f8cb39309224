"""AT-SPI's numbers for roles, and which of our words stand for them. Not for other platforms' roles."""

from __future__ import annotations

ALERT, DIALOG, LABEL, FRAME, PASSWORD, STATIC, WINDOW = 2, 16, 29, 23, 40, 116, 69
DOCUMENT_WEB = 95
HEADING = 83

DIALOGS = frozenset({ALERT, DIALOG})
"""Windows whose labels are read when they become active."""

LABELS = frozenset({LABEL, STATIC, HEADING})
"""What is read in a dialog: the accessible name of these, and nothing else."""

CLOSED = frozenset({
    5, 6, 7, 11, 12, 31, 33, 34, 35, PASSWORD, 41, 43, 44, 52, 54, 55, 60, 61, 62, 63, 65, 66, 79, 82, 88, 90,
    92, 93, 94, DOCUMENT_WEB, 96, 98, 129, 130,
})  # fmt: skip
"""What is not entered in a dialog: controls, lists, text and documents, where typed and kept things are."""

DOCUMENTS = frozenset({82, 92, 93, 94, DOCUMENT_WEB, 96})
"""What has an address in a browser, and what is not entered in search of one."""

WORDS = {
    7: "check box",
    8: "menu item",
    10: "column header",
    11: "combo box",
    13: "icon",
    15: "slider",
    26: "icon",
    27: "image",
    31: "list",
    32: "list item",
    33: "menu",
    34: "menu bar",
    35: "menu item",
    37: "tab",
    41: "menu",
    42: "progress bar",
    43: "button",
    44: "radio button",
    45: "menu item",
    47: "row header",
    48: "scroll bar",
    51: "slider",
    52: "spin button",
    54: "status bar",
    55: "table",
    56: "table cell",
    57: "column header",
    58: "row header",
    59: "menu item",
    61: "text field",
    62: "toggle button",
    63: "tool bar",
    65: "tree",
    66: "tree",
    76: "text field",
    77: "text field",
    79: "text field",
    HEADING: "heading",
    88: "link",
    90: "list item",
    91: "tree item",
    98: "list",
    129: "button",
    130: "switch",
}
"""Roles of controls. The name of a control with any other role is not read: paragraphs and terminals have
what is typed into them as a name."""

NAMED_BY_LABELS = frozenset({"text field", "spin button"})
"""Controls that are called by their labels though people type into them. Of all others that can be edited,
the name may be what was typed."""
