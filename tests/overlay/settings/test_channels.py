from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from overlay.channel_commands import ChannelCommands
from overlay.channels import Channels
from overlay.commands import Answered, Outcome
from overlay.settings.channels import ChannelSection
from overlay.settings.dialog import SettingsDialog
from overlay.settings.table import Settings
from overlay.theme.theme import Theme
from tests.overlay.markup import MARKUP, texts_that_are_read_as_html
from tests.overlay.settings.conftest import FakeStore
from tests.overlay.settings.test_channel_words import NOW, channel
from tests.overlay.settings.test_dialog import button, child, texts

# The offscreen platform cannot raise windows and says so.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

DIGITS = "9f86d081884c7d65" * 4


class FakeCommands(ChannelCommands):
    """Answers at once, with a complaint if it has one."""

    def __init__(self) -> None:
        super().__init__(())
        self.done: list[tuple[str, ...]] = []
        self.complaint = ""
        self.handed = False

    def look(self, what: str, answered: Answered) -> None:
        found = {
            "id": "treasury",
            "title": "Treasury desk",
            "address": "https://example.org/cards/",
            "fingerprint": DIGITS,
            "handed": self.handed,
        }
        self._do(("look", what), answered, json.dumps(found))

    def follow(self, what: str, fingerprint: str, answered: Answered) -> None:
        self._do(("follow", what, fingerprint), answered)

    def leave(self, channel: str, answered: Answered) -> None:
        self._do(("leave", channel), answered)

    def _do(self, what: tuple[str, ...], answered: Answered, said: str = "") -> None:
        self.done.append(what)
        answered(Outcome("" if self.complaint else said, self.complaint))


@pytest.fixture
def commands(qtbot: QtBot) -> FakeCommands:
    return FakeCommands()


@pytest.fixture
def section(qtbot: QtBot, commands: FakeCommands) -> ChannelSection:
    return ChannelSection(Theme("light"), commands, lambda: NOW)


@pytest.fixture
def dialog(qtbot: QtBot, section: ChannelSection) -> Iterator[SettingsDialog]:
    made = SettingsDialog(Theme("light"), Settings(FakeStore()), section)
    qtbot.addWidget(made)
    made.present()
    yield made
    made.close_for_good()


def is_shown(dialog: SettingsDialog, name: str) -> bool:
    return child(dialog, name).isVisibleTo(dialog)


def write(dialog: SettingsDialog, what: str) -> None:
    button(dialog, "followChannel").click()
    line = child(dialog, "followWhat")
    assert isinstance(line, QLineEdit)
    line.setText(what)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_without_a_channel_it_says_what_one_is(dialog: SettingsDialog) -> None:
    assert any(words.startswith("None. A channel brings bundles") for words in texts(dialog))
    assert not is_shown(dialog, "checkChannels")


def test_each_channel_tells_whose_it_is_and_how_it_fares(
    dialog: SettingsDialog, section: ChannelSection
) -> None:
    refused = channel("refused", "desk 1.1: is no bundle", title="Sales desk")
    section.show_channels(Channels((channel(managed=True), refused), problems=("/x is gone",)), {"desk": "T"})
    said = texts(dialog)

    for words in ("Treasury desk", "Sales desk", "https://someone@example.org/cards/", "T 1.0, other 7"):
        assert words in said
    assert "Set aside: desk 1.1: is no bundle. What you had before stays in use." in said
    assert "/x is gone." in said
    assert "secret" not in "".join(said)
    assert child(dialog, "channel-sales").accessibleName().startswith("Sales desk: Set aside")


def test_a_channel_of_the_organisation_cannot_be_left(
    dialog: SettingsDialog, section: ChannelSection
) -> None:
    section.show_channels(Channels((channel(managed=True), channel(title="Sales desk"))), {})

    assert texts(dialog).count("From your organisation") == 1
    assert not is_shown(dialog, "stopFollowing-treasury")
    assert is_shown(dialog, "stopFollowing-sales")


def test_leaving_is_asked_once_and_may_be_taken_back(
    dialog: SettingsDialog, section: ChannelSection, commands: FakeCommands, qtbot: QtBot
) -> None:
    section.show_channels(Channels((channel(),)), {})
    button(dialog, "stopFollowing-treasury").click()
    QTest.keyClick(button(dialog, "keepFollowing-treasury"), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not is_shown(dialog, "keepFollowing-treasury")
    assert commands.done == []

    button(dialog, "stopFollowing-treasury").click()
    section.show_channels(Channels((channel(),), news=False), {})  # told while the question is open
    with qtbot.waitSignal(section.changed):
        button(dialog, "reallyStopFollowing-treasury").click()
    section.show_channels(Channels(), {})
    assert commands.done == [("leave", "treasury")]
    assert "Followed no more; its bundles are gone." in texts(dialog)
    assert "Treasury desk" not in texts(dialog)


def test_a_channel_that_cannot_be_left_says_why(
    dialog: SettingsDialog, section: ChannelSection, commands: FakeCommands, qtbot: QtBot
) -> None:
    section.show_channels(Channels((channel(),)), {})
    commands.complaint = "another update is under way; try again later"
    button(dialog, "stopFollowing-treasury").click()
    with qtbot.assertNotEmitted(section.changed):
        button(dialog, "reallyStopFollowing-treasury").click()
    assert "Another update is under way; try again later." in texts(dialog)


def test_behind_an_address_the_fingerprint_is_shown_before_it_is_followed(
    dialog: SettingsDialog, section: ChannelSection, commands: FakeCommands, qtbot: QtBot
) -> None:
    write(dialog, " https://example.org/cards ")
    said = "\n".join(texts(dialog))
    assert "Treasury desk, from https://example.org/cards/\nCompare its fingerprint" in said
    assert " ".join(["9f86 d081 884c 7d65"] * 4) in said
    assert commands.done == [("look", "https://example.org/cards")]

    with qtbot.waitSignal(section.changed):
        button(dialog, "follow").click()
    assert commands.done[1:] == [("follow", "https://example.org/cards", DIGITS)]
    assert "Followed. Its bundles come in a moment." in texts(dialog)
    assert not is_shown(dialog, "followForm")
    section.show_channels(Channels((channel("new"),), checking=True), {})
    section.show_channels(Channels((channel(),)), {})
    assert "Followed. Its bundles come in a moment." not in texts(dialog)


def test_an_invitation_file_is_chosen_and_needs_no_fingerprint(
    dialog: SettingsDialog, commands: FakeCommands, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = iter([("", ""), ("/mnt/invitation.json", "")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: next(chosen))
    commands.handed = True
    button(dialog, "followChannel").click()
    button(dialog, "chooseInvitation").click()
    assert commands.done == []
    button(dialog, "chooseInvitation").click()
    assert commands.done == [("look", "/mnt/invitation.json")]
    assert not is_shown(dialog, "followFingerprint")
    assert any("only if you trust whoever gave you this file" in words for words in texts(dialog))


@pytest.mark.parametrize("complaint", ["bad.json: is no invitation; ask for another", ""])
def test_what_is_no_invitation_says_so_and_may_be_mended(
    dialog: SettingsDialog, commands: FakeCommands, complaint: str
) -> None:
    commands.complaint = complaint
    write(dialog, "bad.json" if complaint else "  ")
    expected = f"{complaint}." if complaint else "Write where the invitation is, or choose the file."
    assert expected in texts(dialog)
    assert is_shown(dialog, "followWhat")
    assert not is_shown(dialog, "follow")

    QTest.keyClick(child(dialog, "followWhat"), Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not is_shown(dialog, "followForm")
    assert is_shown(dialog, "followChannel")


def test_checking_is_asked_for_and_cannot_be_asked_twice(
    dialog: SettingsDialog, section: ChannelSection, qtbot: QtBot
) -> None:
    section.show_channels(Channels((channel(),)), {})
    with qtbot.waitSignal(section.check_asked):
        button(dialog, "checkChannels").click()
    section.show_channels(Channels((channel(),), checking=True), {})
    assert not button(dialog, "checkChannels").isEnabled()


def test_tab_goes_from_the_top_to_the_bottom(dialog: SettingsDialog, section: ChannelSection) -> None:
    section.show_channels(Channels((channel(title="Sales desk"), channel())), {})
    button(dialog, "stopFollowing-treasury").click()
    button(dialog, "addPacked").setFocus()
    order = []
    for _ in range(5):
        QTest.keyClick(dialog, Qt.Key.Key_Tab)
        focused = dialog.focusWidget()
        assert focused is not None
        order.append(focused.objectName())
    kept = ["keepFollowing-treasury", "reallyStopFollowing-treasury"]
    assert order == ["stopFollowing-sales", *kept, "followChannel", "checkChannels"]


@pytest.mark.parametrize("name", ["followForm", "keepFollowing-treasury"])
def test_what_opens_is_brought_into_view(
    dialog: SettingsDialog, section: ChannelSection, qtbot: QtBot, name: str
) -> None:
    section.show_channels(Channels((channel(),)), {})
    dialog.resize(480, 320)
    button(dialog, "followChannel" if name == "followForm" else "stopFollowing-treasury").click()

    qtbot.waitUntil(lambda: child(dialog, name).visibleRegion().boundingRect().height() > 20)


def test_what_a_channel_says_is_never_read_as_html(
    dialog: SettingsDialog, section: ChannelSection, qtbot: QtBot
) -> None:
    section.show_channels(Channels((channel("refused", MARKUP, title=f"A {MARKUP}"),)), {})

    assert texts_that_are_read_as_html(dialog) == []
    assert [part for part in section.findChildren(QWidget) if part.isVisibleTo(section)]
