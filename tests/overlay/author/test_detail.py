"""What a window shows beyond its title, in author mode: seen, proposed, and put into the rule."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from overlay.author.author import Author
from tests.overlay.panel.driving import click, part
from triggers.context import Context
from triggers.rules.propose import propose
from triggers.shown import comparable

DIALOG = comparable(
    Context("soffice", "", "LibreOffice", "", "linux", "button", "OK", "Not saved\nError 12 while saving")
)
PAGE = comparable(Context("firefox", "", "Payments", "erp.example.org/pay?id=7", "linux"))
LATER = ("Dialog", "Control", "Page")


def shown(author: Author) -> dict[str, str]:
    """The values that stand there of what is known beyond a title."""
    labels = {label.objectName(): label for label in author.window.seen.findChildren(QLabel)}
    values = ((name, labels[f"author{name}"]) for name in LATER)
    return {name: value.text() for name, value in values if value.isVisibleTo(author.window)}


def asked(author: Author) -> dict[str, str]:
    """The fields of the rule that stand there."""
    fields: dict[str, QLineEdit] = author.window.rule.fields
    return {name: field.text() for name, field in fields.items() if field.isVisibleTo(author.window)}


def verdict(parent: QWidget, name: str = "authorVerdict") -> str:
    label = parent.findChild(QLabel, name)
    assert isinstance(label, QLabel)
    return label.text()


def test_a_dialog_is_seen_and_what_it_says_becomes_the_rule(author: Author) -> None:
    author.make(DIALOG)

    assert shown(author) == {"Dialog": "Not saved Error 12 while saving", "Control": "OK (button)"}
    assert 'dialog_text: "Error # while saving"' in author.window.editor.text()
    assert asked(author) == {"app": "soffice", "title": "", "dialog_text": "Error # while saving"}
    assert verdict(author.window) == "Hits this window exactly"
    assert "Only where the setting “detail” is on" in verdict(author.window, "authorReason")


def test_a_page_is_proposed_beside_its_title(author: Author) -> None:
    author.make(PAGE)
    assert shown(author) == {"Page": "https://erp.example.org/pay?id=7"}

    click(part(author.window, "proposal-page"))
    assert asked(author) == {"app": "", "title": "", "url": "https://erp.example.org/pay*"}
    assert 'url: "https://erp.example.org/pay*"' in author.window.editor.text()


def test_only_what_is_known_stands_there(author: Author) -> None:
    author.make(replace(DIALOG, dialog_text="", control="", role=""))
    assert shown(author) == {}
    assert set(asked(author)) == {"app", "title"}


def test_what_becomes_known_a_moment_later_is_seen_and_proposed_too(author: Author) -> None:
    author.make(replace(DIALOG, dialog_text="", control="", role=""))
    author.visit(DIALOG)

    assert set(shown(author)) == {"Dialog", "Control"}
    offered = [button.objectName() for button in author.window.seen.findChildren(QPushButton)]
    assert {f"proposal-{it.reach.name.lower()}" for it in propose(DIALOG)} <= set(offered)


def test_a_walk_through_the_controls_of_one_window_is_no_walk_through_windows(author: Author) -> None:
    author.make(replace(DIALOG, dialog_text="", control="", role=""))
    author.visit(DIALOG)
    for number in range(60):
        author.visit(replace(DIALOG, control=f"Field {number}"))
        author.visit(replace(PAGE, role="text field", control=f"Field {number}"))

    assert list(author._visited) == [replace(PAGE, role="text field", control="Field 59")]
    assert verdict(author.window) == "Hits this window exactly"
