"""What Apple's roles of controls are called in our rules. A table; the words are other systems' too."""

from __future__ import annotations

SECURE = "AXSecureTextField"
"""The role or subrole of a password's field, of which nothing at all is read."""

TEXT = "AXStaticText"

_WORDS = {
    "AXButton": "button",
    "AXCheckBox": "check box",
    "AXColorWell": "button",
    "AXCell": "table cell",
    "AXComboBox": "combo box",
    "AXDateField": "text field",
    "AXDisclosureTriangle": "button",
    "AXHeading": "heading",
    "AXIncrementor": "spin button",
    "AXLink": "link",
    "AXMenuBarItem": "menu item",
    "AXMenuButton": "button",
    "AXMenuItem": "menu item",
    "AXPopUpButton": "combo box",
    "AXRadioButton": "radio button",
    "AXRow": "list item",
    "AXSlider": "slider",
    TEXT: "label",
    "AXTextArea": "text field",
    "AXTextField": "text field",
    "AXTimeField": "text field",
}
_BY_SUBROLE = {
    "AXOutlineRow": "list item",
    "AXSearchField": "text field",
    "AXSwitch": "check box",
    "AXTabButton": "tab",
    "AXTableRow": "list item",
    "AXToggle": "check box",
}


def word_for(role: str, subrole: str = "") -> str:
    """The word for a control: "check box"; a role we have none for loses its "AX" and its capitals."""
    if subrole in _BY_SUBROLE:
        return _BY_SUBROLE[subrole]
    if role in _WORDS:
        return _WORDS[role]
    bare = role.removeprefix("AX")
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in bare).strip()
