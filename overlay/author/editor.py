"""The field in which a card's text is written. Not for reading it: see judge.py."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from content.cards.rule_text import Change
from overlay.author.highlighter import Highlighter
from overlay.theme.theme import Theme

_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n"})


class Editor(QPlainTextEdit):
    """Plain text in a typeface of equal widths; Tab goes on to the next control, as YAML takes no tabs."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("authorText")
        self.setAccessibleName("The card's text, Markdown")
        self.setTabChangesFocus(True)
        self._highlighter = Highlighter(self.document(), theme)
        self.restyle()

    def text(self) -> str:
        """Every character as it was typed; ``toPlainText`` would make blanks of unbreakable ones."""
        return self.document().toRawText().translate(_LINE_ENDS)

    def begin(self, text: str) -> None:
        """Hold ``text``, with its title selected, so that typing replaces it."""
        self.setPlainText(text)
        cursor = QTextCursor(self.document().findBlockByNumber(1))
        if cursor.block().text().startswith("title: "):
            cursor.movePosition(QTextCursor.MoveOperation.Right, n=len("title: "))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def change(self, change: Change) -> None:
        """Put other lines in, as one step that can be undone; the cursor stays where it is."""
        cursor, document = QTextCursor(self.document()), self.document()
        cursor.setPosition(document.findBlockByNumber(change.start).position())
        end = document.findBlockByNumber(change.end).position()
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText("".join(f"{line}\n" for line in change.lines))

    def go_to(self, line: int) -> None:
        """Put the cursor at the beginning of ``line``, from 1, and the keyboard with it."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        self.setTextCursor(QTextCursor(block if block.isValid() else self.document().lastBlock()))
        self.centerCursor()
        self.setFocus()

    def restyle(self) -> None:
        """Take the theme's present colours; typeface and size are the style sheet's."""
        self._highlighter.restyle()
