"""The head of the panel: title, menu, close, where the card is from, and how far the person is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from content.bundles.author.saving import may_write
from overlay.panel.content import PanelContent
from overlay.panel.title import Title
from overlay.panel.wording import (
    SEPARATOR,
    done_of,
    duty,
    facts,
    is_finished,
    meta,
    progress,
    reads_right_to_left,
)
from overlay.theme.plain import as_html
from overlay.theme.theme import GRID, Theme
from overlay.theme.widgets import IconButton

KNOW, UNKNOW = "I know this", "I don’t know it yet"
_BUTTON = 28  # px at 100 %
_BAR = 2
_NOTICE = 1800  # ms that a short confirmation stays


class Header(QWidget):
    """Stays in place while the card below it scrolls."""

    close_clicked = Signal()
    copy_clicked = Signal()
    not_here_clicked = Signal()
    never_clicked = Signal()
    know_clicked = Signal()
    make_clicked = Signal()
    edit_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._done, self._total = 0, 0
        self._is_scrolled = False
        self.title = Title(theme, self)
        self.title.setObjectName("panelTitle")
        self.meta = QLabel(self)
        self.meta.setObjectName("panelMeta")
        self.meta.setProperty("role", "muted")
        self.meta.setWordWrap(True)
        self.close_button = IconButton(theme, "close", "Close", self)
        self.close_button.setObjectName("panelClose")
        self.close_button.clicked.connect(self.close_clicked)
        self.menu_button = IconButton(theme, "more", "More", self)
        self.menu_button.setObjectName("panelMenu")
        self.menu_button.setMenu(self._menu())
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._notice = QTimer(self, interval=_NOTICE, singleShot=True)
        self._notice.timeout.connect(self._end_notice)
        self._meta_text = ""
        self._root: Path | None = None
        self._knows: bool | None = None

    def show_content(self, content: PanelContent) -> None:
        """Take over title, meta line and progress."""
        self._notice.stop()
        self._root, self._knows = content.card.root, content.knows
        self.title.setText(content.card.title)
        to_right = reads_right_to_left(content.card.title)
        self.meta.setAlignment(Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft)
        self._meta_text = self._meta(content)
        self.meta.setText(self._meta_text)
        self.meta.setAccessibleName(meta(content))
        self._done, self._total = done_of(content)
        self.update()

    def set_scrolled(self, scrolled: bool) -> None:
        """Whether part of the card is hidden behind the head, which then gets a line below it."""
        if scrolled != self._is_scrolled:
            self._is_scrolled = scrolled
            self.update()

    def say(self, text: str) -> None:
        """Confirm something for a moment in place of the meta line."""
        self.meta.setText(as_html(text))
        self._notice.start()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._meta_area(width).bottom() + 1 + self._theme.px(GRID * 1.5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, side, top = self.width(), self._theme.px(_BUTTON), self._theme.px(GRID)
        self.close_button.setGeometry(width - GRID - side, top, side, side)
        self.menu_button.setGeometry(width - GRID - 2 * side, top, side, side)
        self.title.setGeometry(self._title_area(width))
        self.meta.setGeometry(self._meta_area(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, roles = QPainter(self), self._theme.roles
        if not self._total:
            if self._is_scrolled:
                painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), QColor(roles.line))
            return
        y = self.height() - _BAR
        painter.fillRect(QRect(0, y, self.width(), _BAR), QColor(roles.line))
        length = round(self.width() * self._done / self._total)
        finished = self._done == self._total
        painter.fillRect(QRect(0, y, length, _BAR), QColor(roles.success if finished else roles.accent))

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("panelMenuList")
        for name, icon, text, signal in (
            ("panelCopyLink", "link", "Copy link", self.copy_clicked),
            ("panelNotHere", "mute", "Not in this app", self.not_here_clicked),
            ("panelNever", "close", "Never show this card", self.never_clicked),
            ("panelKnow", "check", KNOW, self.know_clicked),
            ("panelMakeCard", "plus", "Make a card for this window…", self.make_clicked),
            ("panelEditCard", "note", "Edit this card…", self.edit_clicked),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.setData(icon)
            action.triggered.connect(signal)
        menu.aboutToShow.connect(lambda: self._make_ready(menu))
        return menu

    def _make_ready(self, menu: QMenu) -> None:
        for action in menu.actions():
            if action.icon().isNull():
                action.setIcon(self._theme.icon(action.data(), self._theme.roles.muted))
        *_, know, _make, edit = menu.actions()
        know.setVisible(self._knows is not None)
        know.setText(UNKNOW if self._knows else KNOW)
        edit.setVisible(self._root is not None and may_write(self._root))

    def _meta(self, content: PanelContent) -> str:
        roles, parts = self._theme.roles, [as_html(facts(content.card))]
        if word := duty(content):
            colour = roles.success if content.done else roles.warning
            parts.append(f'<span style="color:{colour}">{as_html(word)}</span>')
        if done := progress(content):
            colour = roles.success if is_finished(content) else roles.muted
            tick = "✓ " if is_finished(content) else ""
            unbroken = as_html(tick + done).replace(" ", "&nbsp;")
            parts.append(f'<span style="color:{colour}">{unbroken}</span>')
        line = SEPARATOR.join(part for part in parts if part)
        return f'<div dir="ltr" style="color:{roles.muted}">{line}</div>'

    def _end_notice(self) -> None:
        self.meta.setText(self._meta_text)

    def _title_area(self, width: int) -> QRect:
        theme = self._theme
        inner = max(1, width - 2 * GRID - 2 * theme.px(_BUTTON) - 2 * GRID)
        return QRect(2 * GRID, theme.px(GRID * 1.5), inner, self.title.heightForWidth(inner))

    def _meta_area(self, width: int) -> QRect:
        self.meta.ensurePolished()
        inner = max(1, width - 4 * GRID)
        top = self._title_area(width).bottom() + 1 + self._theme.px(GRID / 2)
        return QRect(2 * GRID, top, inner, self.meta.heightForWidth(inner))
