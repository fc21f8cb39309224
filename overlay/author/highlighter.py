"""Colours the parts of a card's text that mean something, quietly. Not for judging it."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from overlay.theme.theme import Theme

_FENCE = re.compile(r"---[ \t]*$")
_FIELD = re.compile(r"(?P<name>\s*(?:- )?[{]?\s*[\w-]+:)(?=\s|$)")
_LEAD = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\])?")
_HEADING = re.compile(r"#{1,6}\s")
_LONGEST = 2000  # characters of a line that are looked at
_TEXT, _FRONT, _BEFORE = 1, 2, -1  # what the lines so far were; Qt begins with -1


class Highlighter(QSyntaxHighlighter):
    """Field names, the marks of lists and tasks, headings, and the lines around the front matter."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's present colours."""
        roles = self._theme.roles
        self._accent, self._muted, self._heading = (QTextCharFormat() for _ in range(3))
        self._accent.setForeground(QColor(roles.accent))
        self._muted.setForeground(QColor(roles.muted))
        self._heading.setFontWeight(QFont.Weight.DemiBold)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        before, line = self.previousBlockState(), text[:_LONGEST]
        if before != _TEXT and _FENCE.match(line):
            self.setFormat(0, len(line), self._muted)
            self.setCurrentBlockState(_FRONT if before == _BEFORE else _TEXT)
            return
        state = _FRONT if before == _FRONT else _TEXT
        self.setCurrentBlockState(state)
        if state == _FRONT:
            if line.lstrip().startswith("#"):
                self.setFormat(0, len(line), self._muted)
            elif found := _FIELD.match(line):
                self.setFormat(0, found.end("name"), self._accent)
        elif _HEADING.match(line):
            self.setFormat(0, len(line), self._heading)
        elif found := _LEAD.match(line):
            self.setFormat(0, found.end(), self._accent)
