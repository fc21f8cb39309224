"""A clicked control on X11: buttons of tool bars tell nothing by themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.platforms.accessibility.desktop import AccessibleSession, Following, qt_app
from triggers.detail.xclicks import XClicks
from triggers.loop import SelectorLoop
from triggers.xdisplay import NoXServerError, XConnection


@pytest.fixture
def following(session: AccessibleSession) -> Iterator[Following]:
    made = Following(session)
    made.source._clicks = XClicks(made.loop, lambda: XConnection(session.display))
    with made as running:
        yield running


def test_a_clicked_tool_button_is_told_and_the_wheel_is_no_click(
    session: AccessibleSession, following: Following
) -> None:
    qt_app(session)
    following.until_at("text field", "Customer name")
    frame = session.geometry(session.active() or 0)
    tool = (frame.x + 30, frame.y + 40)
    session.click(*tool, button=4)
    following.rest()
    assert following.last.control == "Customer name"
    session.click(*tool)
    following.until(lambda: following.last.control == "Publish")
    assert following.last.role == "button"


def test_a_clicked_tool_button_of_a_program_that_draws_twice_as_large(
    session: AccessibleSession, following: Following
) -> None:
    session.env["QT_SCALE_FACTOR"] = "2"
    qt_app(session)
    following.until_at("text field", "Customer name")
    frame = session.geometry(session.active() or 0)
    session.click(frame.x + 60, frame.y + 50)  # under the title bar, which is as high as ever
    following.until(lambda: following.last.control == "Publish")


def test_a_click_into_a_password_field_tells_nothing(
    session: AccessibleSession, following: Following
) -> None:
    qt_app(session)
    following.until_at("text field", "Customer name")
    frame = session.geometry(session.active() or 0)
    session.click(frame.x + frame.width // 2, frame.y + frame.height // 2)
    following.rest()
    session.click(frame.x + 30, frame.y + 40)
    following.until(lambda: following.last.control == "Publish")
    assert all("Secret" not in detail.control for detail in following.got)


def test_without_an_x_server_there_are_no_clicks_and_no_trouble() -> None:
    def none() -> XConnection:
        raise NoXServerError("there is none")

    loop = SelectorLoop()
    clicks = XClicks(loop, none)
    clicks.start(lambda *_: None)
    clicks.close()
    loop.close()
