"""The style sheet that every window wears, built from the roles. Not for colours of its own.

Plain widgets look right by themselves. A widget asks for a special look through its ``role`` property:
QPushButton "primary", "small", "small-primary" or "quiet", QToolButton "icon", QLabel "heading", "muted",
"small" or "warning", QFrame "hairline" or "raised". Use the ready-made ones in widgets.py where there is one.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtWidgets import QWidget

from overlay.theme.roles import Roles
from overlay.theme.theme import BODY, GRID, HEADING, RADIUS, SMALL, Theme

_TEMPLATE = """
QWidget#{window} {{ background: {surface}; border: 1px solid {border}; border-radius: {radius}px; }}
QDialog, QMainWindow {{ background: {surface}; }}
QAbstractScrollArea {{ background: transparent; color: {text}; border: none; }}
QLabel, QPushButton, QToolButton, QCheckBox, QRadioButton, QGroupBox, QTabBar, QListView, QTreeView,
QTableView, QSpinBox, QComboBox, QLineEdit, QPlainTextEdit {{ color: {text}; font-size: {body}px; }}
QLabel[role="heading"] {{ font-size: {heading}px; font-weight: 600; }}
QLabel[role="small"] {{ font-size: {small}px; }}
QLabel[role="muted"] {{ font-size: {small}px; color: {muted}; }}
QLabel[role="warning"] {{ font-size: {small}px; color: {warning}; }}
QFrame[role="hairline"] {{ background: {line}; border: none; min-height: 1px; max-height: 1px; }}
QFrame[role="raised"] {{ background: {raised}; border: none; border-radius: {radius}px; }}

QPushButton {{ background: {raised}; border: 1px solid {border}; border-radius: {corner}px;
  padding: {half}px {wide}px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {selected}; }}
QPushButton:disabled {{ color: {muted}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: {half_less}px {wide_less}px; }}
QPushButton[role|="small"] {{ font-size: {small}px; }}
QPushButton[role$="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton[role$="primary"]:hover {{ border-color: {text}; }}
QPushButton[role$="primary"]:focus {{ border-color: {text}; }}
QPushButton[role$="primary"]:disabled {{ background: {raised}; color: {muted}; border-color: {border}; }}
QPushButton[role|="quiet"] {{ background: transparent; border: 2px solid transparent; color: {muted};
  font-size: {small}px; padding: {quarter}px {half}px; text-align: left; }}
QPushButton[role="quiet-menu"] {{ padding-right: {arrow}px; }}
QPushButton[role|="quiet"]:hover {{ background: {hover}; color: {text}; }}
QPushButton[role|="quiet"]:focus {{ border-color: {accent}; color: {text}; padding: {quarter}px {half}px; }}
QPushButton[role="quiet-menu"]:focus {{ padding-right: {arrow}px; }}
QPushButton[role="quiet-menu"]::menu-indicator {{ image: none; width: 0; }}
QToolButton[role="icon"] {{ background: transparent; border: 2px solid transparent; border-radius: {corner}px;
  padding: {quarter}px; }}
QToolButton[role="icon"]:hover {{ background: {hover}; }}
QToolButton[role="icon"]:pressed {{ background: {selected}; }}
QToolButton[role="icon"]:checked {{ background: {selected}; }}
QToolButton[role="icon"]:focus {{ border-color: {accent}; }}
QToolButton[role="icon"]::menu-indicator {{ image: none; width: 0; }}

QLineEdit, QPlainTextEdit, QTextEdit[role="field"], QSpinBox, QComboBox {{
  background: {raised}; color: {text}; border: 1px solid {border}; border-radius: {corner}px;
  padding: {half}px {grid}px; selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QComboBox:focus {{ border-color: {accent}; }}
QListView, QTreeView, QTableView {{ background: transparent; border: none; outline: none; }}
QListView::item:hover, QTreeView::item:hover {{ background: {hover}; }}
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {{ background: {selected};
  color: {text}; }}
QHeaderView::section {{ background: {surface}; color: {muted}; border: none; border-bottom: 1px solid {line};
  padding: {half}px; font-size: {small}px; }}

QMenu {{ background: {surface}; color: {text}; border: 1px solid {border}; padding: {half}px; }}
QMenu::item {{ padding: {half}px {wide}px {half}px {grid}px; border-radius: {corner}px;
  font-size: {small}px; }}
QMenu::item:selected {{ background: {selected}; }}
QMenu::item:disabled {{ color: {muted}; }}
QMenu::icon {{ padding-left: {half}px; }}
QMenu::separator {{ height: 1px; background: {line}; margin: {half}px {grid}px; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: {half}px;
  font-size: {small}px; }}

QScrollBar:vertical {{ background: transparent; width: {grid}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {grid}px; margin: 0; }}
QScrollBar::handle {{ background: {border}; border-radius: {quarter}px; margin: 1px; }}
QScrollBar::handle:vertical {{ min-height: {tall}px; }}
QScrollBar::handle:horizontal {{ min-width: {tall}px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def stylesheet(theme: Theme, window: str = "window") -> str:
    """The style sheet for a top-level widget named ``window``, which gets ground and outline."""
    sizes = tuple(theme.px(size) for size in (SMALL, BODY, HEADING, 20))
    return _sheet(theme.roles, sizes, window)


def dress(widget: QWidget, theme: Theme) -> None:
    """Give a top-level widget the theme's palette, font and style sheet; again when the theme changed."""
    widget.setPalette(theme.palette())
    widget.setFont(theme.font())
    widget.setStyleSheet(stylesheet(theme, widget.objectName() or "window"))


@lru_cache(maxsize=16)
def _sheet(roles: Roles, sizes: tuple[int, ...], window: str) -> str:
    small, body, heading, arrow = sizes
    colours = {name: getattr(roles, name) for name in Roles.__slots__}
    return _TEMPLATE.format(
        **colours,
        window=window,
        small=small,
        body=body,
        heading=heading,
        arrow=arrow,
        radius=RADIUS,
        corner=RADIUS - 2,
        grid=GRID,
        half=GRID // 2,
        half_less=GRID // 2 - 1,
        quarter=GRID // 4,
        wide=2 * GRID,
        wide_less=2 * GRID - 1,
        tall=4 * GRID,
    )
