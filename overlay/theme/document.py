"""Builds a text document from a card's Markdown that can do no harm. Not for showing it: see markdown.py.

What a card's author writes is not trusted: HTML stays text, a link is a link only when ``is_web_link`` says
so or another card of the bundle is meant, and a picture is read from the card's own bundle folder or
not at all (content/cards/targets.py knows both). All is settled before the document is laid out, because
Qt falls back to opening a picture's name as a file (QTextImageHandler).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableFormat,
)

from content.cards.model import Card
from content.cards.targets import image_of, is_web_link, locate_card, scheme_of
from content.files.base import BundleFiles, open_files
from content.problems import ContentError
from overlay.theme.pictures import Picture, Pictures
from overlay.theme.theme import BODY, GRID, Theme

CARD_SCHEME = "sidecue"  # "sidecue:BUNDLE/CARD" leads to another card
_PICTURES = Pictures()
_FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
_PLAIN = re.compile(r"[^\\`*_{}\[\]<>#+\-!|~:@&\n\r]*(?<![.)\s])")  # nothing here is Markdown


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card lies: what it refers to is found from its ``file``, and in the bundle ``root`` only.

    An empty place shows no pictures and follows no links to cards.
    """

    root: Path | None = None
    file: str = ""
    bundle: str = ""

    @classmethod
    def of(cls, card: Card) -> Place:
        """The place of a card that was read from its file."""
        return cls(card.root, card.file, card.bundle)

    def files(self) -> BundleFiles | None:
        """The files of the bundle, None when there are none to be had any more."""
        try:
            return None if self.root is None else open_files(self.root)
        except ContentError:
            return None


def is_allowed_link(target: str) -> bool:
    """Whether a link of a built document may be followed: out of Sidecue, or to another card."""
    return is_web_link(target) or scheme_of(target) == CARD_SCHEME


def build(markdown: str, place: Place, theme: Theme, width: int, size: int = BODY) -> QTextDocument:
    """A document of ``markdown`` laid out ``width`` px wide, in the theme's typeface and colours."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(theme.font(size))
    wrap = QTextOption()
    wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(wrap)
    if _PLAIN.fullmatch(markdown):
        document.setPlainText(markdown)
    else:
        # The newline keeps Qt from taking a leading "---" for front matter and swallowing it.
        document.setMarkdown("\n" + markdown, _FEATURES)
        _make_safe(document, place, theme, width)
        _shape(document, theme)
    document.setTextWidth(width)
    return document


def rewrap(document: QTextDocument, width: int) -> bool:
    """Lay a built document out at another width; False when it holds pictures and must be built anew."""
    if any(style.isImageFormat() for _, _, style in _runs(document)):
        return False
    document.setTextWidth(width)
    return True


def links(document: QTextDocument) -> list[str]:
    """Where the links of a built document lead, in order, each once."""
    targets = [style.anchorHref() for _, _, style in _runs(document) if style.isAnchor()]
    return list(dict.fromkeys(targets))


def _make_safe(document: QTextDocument, place: Place, theme: Theme, width: int) -> None:
    """Settle every link and picture while the document has no layout yet."""
    for start, length, style in reversed(_runs(document)):
        cursor = QTextCursor(document)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        if style.isImageFormat():
            _settle_picture(cursor, style.toImageFormat(), place, theme, width)
        elif style.isAnchor():
            cursor.setCharFormat(_link_format(style, place, theme))
        elif style.fontFixedPitch():
            cursor.setCharFormat(_code_format(style, theme))


def _runs(document: QTextDocument) -> list[tuple[int, int, QTextCharFormat]]:
    found: list[tuple[int, int, QTextCharFormat]] = []
    block = document.begin()
    while block.isValid():
        run = block.begin()
        while not run.atEnd():
            fragment = run.fragment()
            found.append((fragment.position(), fragment.length(), fragment.charFormat()))
            run += 1
        block = block.next()
    return found


def _link_format(style: QTextCharFormat, place: Place, theme: Theme) -> QTextCharFormat:
    made = QTextCharFormat(style)
    target = _settled_link(style.anchorHref(), place)
    if target:
        made.setAnchorHref(target)
        made.setForeground(QColor(theme.roles.accent))
    else:
        made.setAnchor(False)
        made.clearProperty(QTextFormat.Property.AnchorHref)
        made.clearProperty(QTextFormat.Property.ForegroundBrush)
    made.setFontUnderline(bool(target))
    return made


def _settled_link(target: str, place: Place) -> str:
    """Where a link leads, a path to another card turned into its id; "" when it must not be followed."""
    if is_web_link(target):
        return target
    files = place.files()
    card = locate_card(target, place.file, files) if files is not None else None
    return f"{CARD_SCHEME}:{place.bundle}/{card}" if card else ""


def _code_format(style: QTextCharFormat, theme: Theme) -> QTextCharFormat:
    made = QTextCharFormat(style)
    made.setBackground(QColor(theme.roles.raised))
    return made


def _settle_picture(
    cursor: QTextCursor, style: QTextImageFormat, place: Place, theme: Theme, width: int
) -> None:
    described = str(style.property(QTextFormat.Property.ImageAltText) or "")
    picture = read_picture(style.name(), place, width)
    if picture is None:
        plain = QTextCharFormat()
        plain.setForeground(QColor(theme.roles.muted))
        cursor.insertText(f"[{described or 'picture'}]", plain)
        return
    name = f"picture:{cursor.selectionStart()}"
    document = cursor.document()
    document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), picture.image)
    made = QTextImageFormat(style)
    made.setName(name)
    made.setWidth(picture.width)
    made.setHeight(picture.height)
    cursor.insertImage(made)


def read_picture(source: str, place: Place, width: int) -> Picture | None:
    """The picture ``source`` names, as it is shown ``width`` px wide at most.

    None when it is remote, outside the bundle, not a picture, or not there in time.
    """
    files = place.files()
    image = image_of(source, place.file, files) if files is not None else None
    if image is None:
        return None
    ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
    return _PICTURES.read(image, width, ratio)


def _shape(document: QTextDocument, theme: Theme) -> None:
    """Bring Qt's Markdown defaults onto the type scale and the grid."""
    document.setIndentWidth(theme.px(2.5 * GRID))
    block, last = document.begin(), document.lastBlock()
    while block.isValid():
        cursor = QTextCursor(block)
        made = _block_format(block, cursor.currentTable() is not None, theme)
        if block.blockNumber() == 0:
            made.setTopMargin(0)
        if block == last:
            made.setBottomMargin(0)
        cursor.setBlockFormat(made)
        style = _text_format(made, theme)
        if style is not None:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(style)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            frame.setFormat(_table_format(frame, theme))


def _block_format(block: QTextBlock, in_table: bool, theme: Theme) -> QTextBlockFormat:
    made = QTextBlockFormat(block.blockFormat())
    is_code = made.nonBreakableLines()
    made.setNonBreakableLines(False)  # a long line of code wraps instead of leaving the window
    made.setTopMargin(theme.px(GRID) if made.headingLevel() else 0)
    tight = block.textList() is not None or bool(made.headingLevel())
    made.setBottomMargin(0 if in_table else theme.px(GRID // 2 if tight else GRID))
    if is_code:
        made.setBackground(QColor(theme.roles.raised))
        if block.next().blockFormat().nonBreakableLines():
            made.setBottomMargin(0)
    if made.hasProperty(QTextFormat.Property.BlockQuoteLevel):
        made.setLeftMargin(theme.px(2 * GRID))
        made.setRightMargin(0)
    return made


def _text_format(block: QTextBlockFormat, theme: Theme) -> QTextCharFormat | None:
    style = QTextCharFormat()
    if block.hasProperty(QTextFormat.Property.BlockQuoteLevel):
        style.setForeground(QColor(theme.roles.muted))
        return style
    if not block.headingLevel():
        return None
    style.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
    style.setProperty(QTextFormat.Property.FontPixelSize, theme.px(BODY))
    style.setFontWeight(QFont.Weight.DemiBold)
    return style


def _table_format(table: QTextTable, theme: Theme) -> QTextTableFormat:
    style = table.format()
    style.setBorder(1)
    style.setBorderCollapse(True)
    style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    style.setBorderBrush(QColor(theme.roles.line))
    style.setCellPadding(theme.px(GRID // 2))
    style.setCellSpacing(0)
    style.setTopMargin(theme.px(GRID // 2))
    style.setBottomMargin(theme.px(GRID))
    style.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    return style
