"""A channel on a running desktop: what is published stands beside the person's window, without a restart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from overlay.settings.kinds import Whole
from overlay.settings.table import BUNDLE_FOLDERS, SETTINGS, WRITTEN_ANSWERS
from tests.content.channels.desk.publisher import Publisher, bundle_bytes
from tests.content.channels.desk.server import Site, serving
from tests.desktop.desk import Desk, checklist
from tests.desktop.test_app_tray import middle, wait_icon
from tests.desktop.xsession import XSession

pytestmark = pytest.mark.parametrize("wm", ["openbox"])


@pytest.fixture
def desk(session: XSession, tmp_path: Path) -> Iterator[Desk]:
    """The app without a bundle of its own."""
    with Desk(session, tmp_path, with_bundle=False) as running:
        yield running


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    made = Publisher(tmp_path / "channel")
    release(made, "1.0", 3)
    return made


@pytest.fixture
def site(publisher: Publisher) -> Iterator[Site]:
    with serving(publisher.folder) as running:
        publisher.invitation(running.address)
        yield running


def release(publisher: Publisher, version: str, items: int) -> None:
    """Publish a card with that many items for windows with the word invoice in their titles."""
    body = checklist(*(f"Point {number}" for number in range(items)))
    rule = 'when: {title: "*invoice*"}\nloudness: panel'
    card = f"---\ntitle: Check the invoice\n{rule}\nowner: us\n---\n{body}\n"
    publisher.release(version, bundle_bytes("desk", version, card))
    publisher.publish()


def channels(desk: Desk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(desk.do("status", "--json"))["channels"]
    return found


def helpers(desk: Desk) -> list[psutil.Process]:
    """The processes that the app has started and not yet heard the end of."""
    return psutil.Process(desk.app.process.pid).children()


def test_what_is_published_stands_beside_the_window(desk: Desk, publisher: Publisher, site: Site) -> None:
    assert channels(desk) == []
    desk.do("subscribe", str(publisher.folder / "invitation.json"))
    # Nobody called `sidecue update`: the app asks by itself.
    desk.panel_for("invoice 1")
    desk.eyes.wait_boxes(False, False, False)
    [channel] = channels(desk)
    assert (channel["state"], channel["bundles"]) == ("active", [{"name": "desk", "version": "1.0"}])
    assert channel["next_check"] > channel["checked"]

    release(publisher, "1.1", 5)
    desk.do("update")
    desk.eyes.wait_boxes(*[False] * 5)

    publisher.release("1.2", b"no bundle")
    publisher.publish()
    assert desk.app.command("update").returncode == 1
    desk.eyes.wait_boxes(*[False] * 5)

    desk.do("unsubscribe", "treasury")
    desk.eyes.wait_gone()
    assert channels(desk) == []


def test_a_refused_bundle_is_told_in_plain_words(desk: Desk, publisher: Publisher, site: Site) -> None:
    desk.do("subscribe", str(publisher.folder / "invitation.json"))
    desk.session.wait_for(lambda: [one["state"] for one in channels(desk)] == ["active"], "the bundle")
    publisher.release("1.2", b"no bundle")
    publisher.publish()
    desk.app.command("update")

    desk.session.wait_for(lambda: channels(desk)[0]["state"] == "refused", "the refusal to be told")
    status = json.loads(desk.do("status", "--json"))
    assert status["state"].startswith("problem The channel Treasury desk: desk 1.2: ")
    assert status["problems"] == 1


def test_a_channel_is_followed_and_left_in_the_settings_by_keyboard(
    desk: Desk, publisher: Publisher, site: Site
) -> None:
    session = desk.session
    session.start_tray("tint2")
    desk.click(middle(wait_icon(session)), button=3)
    session.wait_for(desk.eyes.menu, "the menu of the icon")
    session.key("Up", "Up", "Up", "Return")  # Quit, Problems, Settings
    settings = session.wait_window("Sidecue settings")
    session.activate(settings)
    # From the first control back over the end: what is noted (to read, to erase and to export), recent cards
    # and what was learned, the settings below the channels, the button to follow one.
    shown = [setting for setting in SETTINGS if setting is not WRITTEN_ANSWERS]  # no server is named
    below = shown[len(shown) - [setting.group for setting in reversed(shown)].index(BUNDLE_FOLDERS.group) :]
    stops = sum(3 if isinstance(setting.kind, Whole) else 1 for setting in below)  # numbers have more
    session.key(*["shift+Tab"] * (3 + 2 + stops + 1), "space")
    session.type(str(publisher.folder / "invitation.json"))
    session.wait_for(lambda: not helpers(desk), "the cards to be read")
    session.key("Return")
    session.wait_for(lambda: helpers(desk), "the look at the invitation to begin")
    session.wait_for(lambda: not helpers(desk), "the look at the invitation to end")
    session.screenshot("channel-found")
    session.key("shift+Tab", "space")  # from Cancel to Follow
    session.wait_for(lambda: [one["state"] for one in channels(desk)] == ["active"], "the channel")
    session.screenshot("channel-followed")
    desk.panel_for("invoice 1")
    desk.eyes.wait_boxes(False, False, False)

    session.activate(settings)
    session.key("shift+Tab", "space")  # Stop following
    session.key("Tab", "space")  # from keeping it to the yes
    session.wait_for(lambda: channels(desk) == [], "the channel to be left")
    desk.terminal("invoice 2")
    desk.eyes.wait_gone()
