"""A window at the screen's edge that never takes the keyboard from the person's app. Not its content.

The flags and both repairs in ``_settle`` were measured: docs/decisions/0010-panel-window.md.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QWindow,
)
from PySide6.QtWidgets import QWidget

from overlay.panel.placement import LEFT, MARGIN, NEAREST, areas, edge, in_logical_pixels, place, room
from overlay.theme.theme import RADIUS, Theme
from overlay.wayland import edge_flags, over_xwayland
from triggers.context import Rect

WIDTH = 340  # px at 100 %, of the panel
_SETTLE = 60  # ms after which the X server, the window manager and Qt agree on where a window is
_NEWS = 1000  # ms after which Qt has surely heard where the focus went
_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)


class EdgeWindow(QWidget):
    """Shows itself beside the person's window; ``painted`` follows the first paint of new content."""

    painted = Signal()
    placed = Signal(QRect)  # where it wants to be
    margin = MARGIN

    def __init__(self, theme: Theme, name: str) -> None:
        """``name`` becomes the objectName and, after "Sidecue", the window's title."""
        super().__init__(None, _FLAGS | edge_flags())
        self.theme = theme
        self.setObjectName(name)
        self.setWindowTitle(f"Sidecue {name}")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        # Only X11 may lack a compositor; there the round corners are cut out of the window instead.
        self._is_composited = QGuiApplication.platformName() != "xcb" or over_xwayland()
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, self._is_composited)
        self._frame: Rect | None = None
        self._side = NEAREST
        self._wanted = QRect()
        self.is_at_left = False
        self._awaits_paint = False
        self._settling = QTimer(self, interval=_SETTLE, singleShot=True)
        self._settling.timeout.connect(self._settle)

    def wanted_size(self, available: QSize) -> QSize:
        """The size the content asks for where ``available`` is free."""
        return self.sizeHint().boundedTo(available)

    def appear(self, frame: Rect | None, side: str = NEAREST) -> None:
        """Show beside the window with that frame (None: top of the first screen)."""
        self._frame, self._side = frame, side
        self.place_again()
        if not self.isVisible():
            self.await_paint()
            self.show()
            self._settling.start()

    def vanish(self) -> None:
        """Hide; harmless when hidden."""
        self._settling.stop()
        self.hide()

    def place_again(self) -> None:
        """Take the size and place the present content needs."""
        screens = areas(QGuiApplication.screens())
        window = in_logical_pixels(self._frame, screens) if self._frame is not None else None
        # Panel and tab share one reach, so that the one opens where the other was.
        side = edge(self.theme.px(WIDTH) + MARGIN, window, screens, self._side)
        self.is_at_left = side == LEFT
        size = self.wanted_size(room(window, screens, self.margin))
        self._wanted = place(size, window, screens, side, self.margin)
        self.placed.emit(self._wanted)
        if self.geometry() != self._wanted:
            self.take_place(self._wanted)
            if self.isVisible():
                self._settling.start()

    def return_to_place(self) -> None:
        """Go where it belongs, though Qt believes that it is there: a move of nothing would not be sent."""
        self.move(self._wanted.topLeft() + QPoint(1, 0))
        self.setGeometry(self._wanted)

    def take_place(self, wanted: QRect) -> None:
        """Move to ``wanted`` at once; a window that moves smoothly does it its own way."""
        self.setGeometry(wanted)

    def await_paint(self) -> None:
        """New content was put in: emit ``painted`` once it is on the screen."""
        self._awaits_paint = True
        self.update()

    def outline(self, area: QRectF) -> QPainterPath:
        """The shape of the window in ``area``, with its round corners."""
        path = QPainterPath()
        path.addRoundedRect(area, RADIUS, RADIUS)
        return path

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_composited:
            self.setMask(QRegion(self.outline(QRectF(self.rect())).toFillPolygon().toPolygon()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.roles.border), 1))
        painter.setBrush(QColor(self.theme.roles.surface))
        painter.translate(0.5, 0.5)  # lines lie on the middle of pixels
        painter.drawPath(self.outline(QRectF(0, 0, self.width() - 1, self.height() - 1)))
        painter.end()
        super().paintEvent(event)
        if self._awaits_paint:
            self._awaits_paint = False
            # The members are painted and flushed in the same go; the loop's next turn comes after that.
            QTimer.singleShot(0, self.painted.emit)

    def _settle(self) -> None:
        """Repair what openbox and a hasty show-hide-show leave behind."""
        handle = self.windowHandle()
        if not self.isVisible() or handle is None:
            return
        if not handle.isExposed():
            self.hide()
            self.show()
        if self.pos() != self._wanted.topLeft():
            self.setGeometry(self._wanted)


class KeyboardVisit(QObject):
    """Lets the keyboard into a window that otherwise refuses it, and out again."""

    def __init__(self, window: EdgeWindow) -> None:
        super().__init__(window)
        self._window = window
        self.active = False
        self._old_news = QTimer(self, interval=_NEWS, singleShot=True)

    def enter(self) -> None:
        """Accept the focus and ask for it; a window the person leaves by mouse refuses it again."""
        self.active = True
        handle = self._handle()
        if handle.isActive():  # left a moment ago: that news is yet to come, and not about this visit
            self._old_news.start()
        handle.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, False)
        self._be_managed(True)
        handle.activeChanged.connect(self._look, Qt.ConnectionType.UniqueConnection)
        self._window.raise_()
        self._window.activateWindow()

    def leave(self) -> None:
        """Refuse the focus again; who gets it next is for the app to say."""
        if self.active:
            self.active = False
            self._handle().setFlag(Qt.WindowType.WindowDoesNotAcceptFocus, True)
            self._be_managed(False)

    def _be_managed(self, managed: bool) -> None:
        """Compositors give no focus to a window that they leave alone, and look at that when it is shown."""
        if edge_flags() & Qt.WindowType.BypassWindowManagerHint:
            shown = self._window.isVisible()
            self._window.hide()
            self._handle().setFlag(Qt.WindowType.BypassWindowManagerHint, not managed)
            self._window.setVisible(shown)
            if not managed:
                self._window.return_to_place()

    def _look(self) -> None:
        if self._handle().isActive():
            return
        if self._old_news.isActive():
            self._old_news.stop()
        else:
            self.leave()

    def _handle(self) -> QWindow:
        self._window.winId()  # makes the native window if it was never shown
        return self._window.windowHandle()
