"""Hotkeys by the real portal, with a desktop of the test's own behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platforms.hotkeys import Pressing
from tests.platforms.other import Other
from tests.platforms.portal.session import PortalSession
from triggers.hotkeys.portal import PortalHotkeys
from triggers.hotkeys.selector import choose_hotkeys


@pytest.fixture
def pressing(desk: PortalSession) -> Iterator[Pressing]:
    with Pressing(PortalHotkeys) as made:
        yield made


def test_one_dialog_asks_for_all_chords_and_each_is_called(desk: PortalSession, pressing: Pressing) -> None:
    pressing.register("ctrl+alt+space", "super+shift+pageup")
    pressing.until(lambda: bool(desk.dialogs))
    pressing.rest()
    assert desk.dialogs == [
        {
            "ctrl+alt+space": {
                "description": "Sidecue: Do ctrl+alt+space",
                "preferred_trigger": "CTRL+ALT+space",
            },
            "shift+super+pageup": {
                "description": "Sidecue: Do super+shift+pageup",
                "preferred_trigger": "SHIFT+LOGO+Prior",
            },
        }
    ]
    desk.press("shift+super+pageup")
    pressing.until(lambda: pressing.pressed == ["super+shift+pageup"])
    desk.press("ctrl+alt+space")
    pressing.until(lambda: pressing.pressed == ["super+shift+pageup", "ctrl+alt+space"])
    assert pressing.problems == []


def test_what_was_asked_for_is_not_asked_for_again(desk: PortalSession, pressing: Pressing) -> None:
    pressing.register("super+k")
    pressing.until(lambda: len(desk.dialogs) == 1)
    pressing.rest()
    pressing.hotkeys.unregister("super+k")
    desk.press("super+k")
    pressing.rest()
    assert pressing.pressed == []
    pressing.register("super+k")
    pressing.rest(0.6)
    desk.press("super+k")
    pressing.until(lambda: pressing.pressed == ["super+k"])
    assert len(desk.dialogs) == 1
    assert pressing.working == {"super+k"}
    del pressing.waited[:]
    pressing.register("super+j")  # a new one asks, for all that are wanted
    pressing.until(lambda: len(desk.dialogs) == 2)
    assert pressing.waited == ["super+k", "super+j"]
    pressing.rest()
    assert set(desk.dialogs[1]) == {"super+k", "super+j"}
    desk.press("super+k")
    pressing.until(lambda: pressing.pressed == ["super+k", "super+k"])


def test_other_keys_than_ours_are_told_and_work(desk: PortalSession, pressing: Pressing) -> None:
    desk.answer(super_k="Meta+F1", super_j="Press <Super>j")
    pressing.register("super+k", "super+j")
    pressing.until(lambda: bool(pressing.lost))
    assert pressing.problems == [("super+k", "The desktop chose other keys for it: Meta+F1")]
    assert "Press Meta+F1" in pressing.lost[0][1].remedy
    desk.press("super+k")
    pressing.until(lambda: pressing.pressed == ["super+k"])


def test_a_person_who_says_no_is_told_another_way(desk: PortalSession, pressing: Pressing) -> None:
    desk.answer(1)
    pressing.register("super+k")
    pressing.until(lambda: bool(pressing.lost))
    assert pressing.problems == [("super+k", "Super+K was not allowed in the desktop's dialog")]
    assert "sidecue palette" in pressing.lost[0][1].remedy


def test_a_no_to_one_and_no_keys_for_another_are_told_apart(desk: PortalSession, pressing: Pressing) -> None:
    desk.answer(super_k=None, super_j="")
    pressing.register("super+k", "super+j")
    pressing.until(lambda: len(pressing.lost) == 2)
    assert sorted(pressing.problems) == [
        ("super+j", "The desktop gave Super+J no keys"),
        ("super+k", "Super+K was not allowed in the desktop's dialog"),
    ]


def test_a_desktop_that_takes_the_session_back_is_told(desk: PortalSession, pressing: Pressing) -> None:
    pressing.register("super+k")
    pressing.until(lambda: len(desk.dialogs) == 1)
    pressing.rest()
    desk.take_back()
    pressing.until(
        lambda: pressing.problems == [("super+k", "The desktop has taken Sidecue's shortcuts back")]
    )


def test_a_portal_that_dies_is_started_again(desk: PortalSession, pressing: Pressing) -> None:
    pressing.register("super+k")
    pressing.until(lambda: len(desk.dialogs) == 1)
    pressing.rest()
    assert pressing.working == {"super+k"}
    del pressing.waited[:]
    desk.kill_portal()
    pressing.until(lambda: pressing.waited == ["super+k"])
    assert pressing.working == set()
    pressing.until(lambda: len(desk.dialogs) == 2)
    pressing.rest()
    assert pressing.working == {"super+k"}
    desk.press("super+k")
    pressing.until(lambda: pressing.pressed == ["super+k"])
    assert pressing.problems == []


def test_a_person_who_said_no_is_not_asked_again_by_a_portal_that_starts_anew(
    desk: PortalSession, pressing: Pressing
) -> None:
    desk.answer(super_k=None, super_j="Meta+F1")
    pressing.register("super+k", "super+j")
    pressing.until(lambda: len(pressing.lost) == 2)
    desk.kill_portal()
    pressing.until(lambda: len(desk.dialogs) == 2)
    assert set(desk.dialogs[1]) == {"super+j"}


def test_a_chord_works_only_when_the_person_has_said_yes(desk: PortalSession, pressing: Pressing) -> None:
    assert not pressing.hotkeys.register("super+k", lambda: None)
    assert pressing.working == set()
    pressing.until(lambda: pressing.working == {"super+k"})
    assert len(desk.dialogs) == 1
    pressing.working.clear()
    assert not pressing.hotkeys.register("super+k", lambda: None)
    pressing.until(lambda: pressing.working == {"super+k"})
    assert len(desk.dialogs) == 1


def test_when_the_portal_has_shortcuts_again_they_are_bound_and_told(desk: PortalSession) -> None:
    with Pressing(choose_hotkeys) as pressing:
        pressing.register("super+k")
        pressing.until(lambda: pressing.working == {"super+k"})
        desk.offer(shortcuts=False)
        desk.kill_portal()
        pressing.until(lambda: bool(pressing.lost), 20)
        assert pressing.working == set()
        desk.offer(shortcuts=True)
        desk.kill_portal()
        pressing.until(lambda: pressing.working == {"super+k"}, 30)
        desk.press("super+k")
        pressing.until(lambda: pressing.pressed == ["super+k"])


def test_others_cannot_press_our_keys(desk: PortalSession, pressing: Pressing) -> None:
    pressing.register("super+k")
    pressing.until(lambda: len(desk.dialogs) == 1)
    pressing.rest()
    with Other() as liar:
        for session in ("/", pressing.hotkeys._session):  # type: ignore[attr-defined] # what a liar cannot know
            liar.emit(
                *("/org/freedesktop/portal/desktop", "org.freedesktop.portal.GlobalShortcuts"),
                *("Activated", "osta{sv}", session, "super+k", 1, {}),
            )
    pressing.rest()
    assert pressing.pressed == []


def test_a_desktop_without_shortcuts_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with PortalSession(offers=False) as desk:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desk.env["DBUS_SESSION_BUS_ADDRESS"])
        with Pressing(choose_hotkeys) as pressing:
            pressing.register("super+k")
            pressing.until(lambda: bool(pressing.lost))
            (chord, reason) = pressing.lost[0]
            assert chord is None
            for part in (
                "x11: ",
                "kwin: KDE's service",
                "portal: This desktop's portal registers no",
                "pynput: ",
            ):
                assert part in reason.reason
            assert "sidecue palette" in reason.remedy
            pressing.register("super+j")
            pressing.until(lambda: len(pressing.lost) == 2)
            assert pressing.working == set()


def test_the_app_takes_the_portal_by_itself(desk: PortalSession) -> None:
    with Pressing(choose_hotkeys) as pressing:
        pressing.register("super+k")
        pressing.until(lambda: len(desk.dialogs) == 1)
        pressing.rest()
        desk.press("super+k")
        pressing.until(lambda: pressing.pressed == ["super+k"])
        assert pressing.hotkeys.name == "portal"
