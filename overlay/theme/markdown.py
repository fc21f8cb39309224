"""Shows a card's Markdown as a part of a window, as tall as its text. Made safe in document.py."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from overlay.theme.document import Place, build, is_allowed_link, links, rewrap
from overlay.theme.theme import BODY, Theme

_MOUSE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.LinksAccessibleByMouse
_BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_WITH_KEYS = _MOUSE | Qt.TextInteractionFlag.LinksAccessibleByKeyboard


class SafeMarkdown(QTextBrowser):
    """Reads out one piece of Markdown; it has no scroll bars, the window around it scrolls."""

    link_clicked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._markdown, self._place, self._size = "", Place(), BODY
        self._built_for = -1
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)  # ours, not the widget's present one
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(self._follow)

    def show_markdown(self, markdown: str, place: Place, size: int = BODY) -> None:
        """Show ``markdown``, whose pictures are found at ``place``; ``size`` is one of the type scale."""
        self._markdown, self._place, self._size = markdown, place, size
        self._built_for = -1
        if self.isVisible():
            self._build(max(1, self.width()))

    def restyle(self) -> None:
        """Take the theme's present colours and sizes."""
        self.show_markdown(self._markdown, self._place, self._size)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._build(width)
        return round(self.document().size().height())

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.heightForWidth(max(1, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing: every picture was put into the document when it was built."""
        return None

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_TAB:  # a text is reached for its links only
            super().focusNextPrevChild(event.reason() == Qt.FocusReason.TabFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._build(self.width())
        super().resizeEvent(event)

    def _build(self, width: int) -> None:
        if width == self._built_for:
            return
        if self._built_for > 0 and rewrap(self.document(), width):
            self._built_for = width
            self.setLineWrapColumnOrWidth(width)
            return
        self._built_for = width
        self.setLineWrapColumnOrWidth(width)
        document = build(self._markdown, self._place, self._theme, width, self._size)
        document.setParent(self)  # which also makes Qt delete it when the next one takes its place
        self.setDocument(document)
        has_links = bool(links(document))
        self.setTextInteractionFlags(_WITH_KEYS if has_links else _MOUSE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if has_links else Qt.FocusPolicy.NoFocus)

    def _follow(self, url: QUrl) -> None:
        if is_allowed_link(url.toString()):
            self.link_clicked.emit(url.toString())
