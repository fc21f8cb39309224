"""The palette and `sidecue find` give the same cards with the same scores, in the same order."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import content.bundles
from content.library.cache import LibraryCache
from content.library.reading import ApartReader, Reading
from content.memory.memory import Memory
from overlay.conductor import Conductor
from overlay.finder import Finder
from overlay.own_command import own_command
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.person import person_of
from overlay.presenter import Presenter
from overlay.settings.table import BUNDLE_FOLDERS, Settings
from overlay.shelf import active_folders
from overlay.theme.theme import Theme
from tests.overlay.cli.conftest import Sidecue
from tests.overlay.desk import PAYMENTS, TraceRecord, Windows, write_bundle
from tests.overlay.spying import SpyingPalette
from triggers.context import current_os

INCLUDED = Path(content.bundles.__path__[0], "included")
WINDOW = ("--app", PAYMENTS.app, "--title", PAYMENTS.title)
QUERIES = (
    "p", "pay", "paymnet", "undo", "how do I take back a payment", "terms deadline", "send", "the",
    "xylophone", "zahlung", "ctrl c", "save", "print a file", "clipbord", "wifi",
    "screenshot of a window", "支払い",
)  # fmt: skip


def now() -> datetime:
    return datetime.now().astimezone()


@pytest.fixture
def memory(profile: Path) -> Iterator[Memory]:
    made = Memory(profile, now)
    yield made
    made.close()


@pytest.fixture
def reading(memory: Memory, profile: Path, tmp_path: Path) -> Reading:
    """As the app has it: its index was brought up from that of other cards, card by card."""
    bundle = write_bundle(
        tmp_path / "desk", a="---\ntitle: Another\n---\nPay.", pay="---\ntitle: Old\n---\nPay."
    )
    settings = Settings(memory)
    settings.set(BUNDLE_FOLDERS, [str(bundle), str(INCLUDED / "accounts-team"), str(INCLUDED / "starter")])
    reader = ApartReader(own_command("read-bundles"), LibraryCache(tmp_path / "cache"))
    folders = active_folders(settings, profile)
    reader.read(folders, person_of(settings, ["en"]))
    shutil.rmtree(bundle / "cards")
    write_bundle(bundle)
    return reader.read(folders, person_of(settings, ["en"]))


@pytest.fixture
def shown(qtbot: QtBot, memory: Memory, reading: Reading) -> Iterator[SpyingPalette]:
    """The palette, opened in the payments window by somebody who has used some cards."""
    for card in ("desk/terms", "desk/terms", "desk/mail"):
        memory.opened(card)
    memory.flush()
    theme, trace = Theme("light"), TraceRecord()
    panel, tab, palette = Panel(theme), Tab(theme), SpyingPalette(theme)
    for widget in (panel, tab, palette):
        qtbot.addWidget(widget)
    conductor = Conductor(memory, Presenter(panel, tab, memory, trace), trace, now)
    conductor.use(reading.library)
    finder = Finder(lambda: palette, conductor, memory, trace, lambda: None)
    finder.use(reading)
    Windows(conductor.observe).see(PAYMENTS)
    finder.open()
    yield palette
    palette.hide()
    finder.close()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_whatever_is_typed(shown: SpyingPalette, sidecue: Sidecue, reading: Reading) -> None:
    listed = []
    for query in QUERIES:
        shown.query_changed.emit(query)
        listed.append([row.card.id for row in shown.rows])
    assert len({card for cards in listed for card in cards}) > 8  # so that there is something to compare

    for query, cards in zip(QUERIES, listed, strict=True):
        done = sidecue("find", query, *WINDOW, "--os", current_os(), "--limit", 50, "--json")
        answer = json.loads(done.out)
        assert [result["card"] for result in answer["results"]] == cards, query
