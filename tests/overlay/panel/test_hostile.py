"""A card that got past every check: the panel loads nothing, follows nothing, and shows words as words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from content.cards.model import Card, CardKind, Item, Part, Prose, Step, Video
from overlay.links import open_outside
from overlay.panel.panel import Panel, PanelContent
from overlay.panel.rows import RichRow
from overlay.theme.markdown import SafeMarkdown
from tests.content.channels.desk.server import Site, serving
from tests.overlay.markup import MARKUP, texts_that_are_read_as_html
from tests.overlay.panel.conftest import MakeCard
from tests.overlay.panel.driving import click, part

TARGETS = (
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "smb://SERVER/x",
    "/etc/passwd",
    "//SERVER/x",
    "\\\\SERVER\\x",
)
PICTURES = ("http://SERVER/pixel.png", "//SERVER/pixel.png", "file:///etc/hostname", "../../../etc/hostname")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with serving(tmp_path) as made:
        yield made


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(QUrl(url).toString()))
    return found


@pytest.fixture
def text(site: Site) -> str:
    """All of it in one text."""
    links = " ".join(f"[click here now]({target})" for target in TARGETS)
    pictures = " ".join(f"![a picture]({source})" for source in PICTURES)
    return f"{links} {pictures} {MARKUP}".replace("SERVER", site.address.removeprefix("http://"))


def parts_of(kind: CardKind, text: str) -> tuple[Part, ...]:
    if kind is CardKind.CHECKLIST:
        return Prose(text), Item("a", text, text)
    return (Prose(text), Step(1, text, text)) if kind is CardKind.GUIDE else (Prose(text),)


def click_everywhere(window: QWidget) -> None:
    """On each text, wherever a link could be."""
    for widget in [*window.findChildren(SafeMarkdown), *window.findChildren(RichRow)]:
        surface = widget.viewport() if isinstance(widget, SafeMarkdown) else widget
        for y in range(4, surface.height(), 12):
            for x in range(4, surface.width(), 24):
                click(surface, QPoint(x, y))


@pytest.mark.parametrize("kind", [CardKind.CHECKLIST, CardKind.GUIDE, CardKind.NOTE])
def test_nothing_is_fetched_and_nothing_is_followed(
    panel: Panel, make_card: MakeCard, site: Site, opened: list[str], text: str, kind: CardKind
) -> None:
    panel.link_opened.connect(open_outside)
    panel.card_chosen.connect(opened.append)
    card = make_card(kind=kind, parts=parts_of(kind, text))

    panel.present(PanelContent(card))
    panel.appear(None)
    panel.grab()
    click_everywhere(panel)
    QApplication.processEvents()

    assert opened == []
    assert site.asked == []


def test_the_same_clicks_would_follow_a_good_link(
    panel: Panel, make_card: MakeCard, opened: list[str]
) -> None:
    """So that nothing opened means something."""
    panel.link_opened.connect(open_outside)
    good = "[click here now](https://example.org/a)"
    panel.present(PanelContent(make_card(parts=(Prose(good), Item("a", good, "click here now")))))
    panel.appear(None)
    click_everywhere(panel)
    assert len(opened) > 1
    assert set(opened) == {"https://example.org/a"}


def test_a_video_elsewhere_than_on_the_web_does_not_open(
    panel: Panel, make_card: MakeCard, opened: list[str]
) -> None:
    panel.link_opened.connect(open_outside)
    for target in TARGETS:
        panel.present(PanelContent(make_card(kind=CardKind.VIDEO, video=Video(target, 60))))
        panel.appear(None)
        click(part(panel, "videoLink"))
    assert opened == []


@pytest.mark.parametrize("length", [1, 40])
def test_markup_in_titles_names_and_reasons_is_shown_as_words(
    qtbot: QtBot, panel: Panel, make_card: MakeCard, length: int
) -> None:
    """Qt would open the pictures that such markup names, on a file share too."""
    words = MARKUP * length
    video = Video(f"https://example.org/{words}", 60)
    card = replace(make_card(title=words, parts=(Item("a", "b", words),), video=video), bundle_title=words)
    others: tuple[Card, ...] = (make_card("other", title=words),)

    panel.present(PanelContent(card, others, because=f"the title fits “{words}”"))
    panel.appear(None)
    click(part(panel, "panelWhy"))
    panel.grab()

    assert texts_that_are_read_as_html(panel) == []
    assert any(label.text() == words for label in panel.findChildren(QLabel))


def test_a_bundle_of_thousands_for_every_window_does_not_fill_the_panel(
    panel: Panel, checklist: Card, make_card: MakeCard
) -> None:
    others = tuple(make_card(f"other-{number}", title="Mine too") for number in range(2_000))
    panel.present(PanelContent(checklist, others))
    panel.appear(None)
    rows = [row for row in panel.findChildren(QWidget) if row.objectName().startswith("alsoHere-")]
    assert len(rows) == 40
    click(part(panel, "alsoHereMore"))
    assert all(row.isVisibleTo(panel) for row in rows)
