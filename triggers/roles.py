"""The words for what a control is, in rules and in what sources tell. Not for the platforms' own words."""

from __future__ import annotations

ROLES = (
    "button", "check box", "radio button", "toggle button", "switch", "menu", "menu bar", "menu item", "tab",
    "tool bar", "link", "text field", "combo box", "list", "list item", "tree", "tree item", "table",
    "table cell", "column header", "row header", "slider", "spin button", "scroll bar", "progress bar",
    "heading", "paragraph", "label", "icon", "image", "status bar", "document", "canvas", "terminal", "group",
    "dialog", "alert", "window",
)  # fmt: skip
"""Common names in lower case. There is none for a password field: those are never read."""

OTHER_WORDS = {
    "push button": "button", "command button": "button", "checkbox": "check box", "tick box": "check box",
    "radio": "radio button", "option button": "radio button", "menuitem": "menu item", "page tab": "tab",
    "tab item": "tab", "toolbar": "tool bar", "hyperlink": "link", "text": "text field",
    "entry": "text field",
    "edit": "text field", "text box": "text field", "textbox": "text field", "input": "text field",
    "combobox": "combo box", "drop-down": "combo box", "dropdown": "combo box", "select": "combo box",
    "listitem": "list item", "treeitem": "tree item", "cell": "table cell", "spin box": "spin button",
    "spinbox": "spin button", "spinner": "spin button", "picture": "image", "static": "label",
    "header": "heading", "title": "heading",
}  # fmt: skip
"""What other programs call them -> our word; only for hints."""
