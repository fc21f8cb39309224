from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from overlay.links import card_of, link_to, open_outside, say_why_not


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    found: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", found.append)
    return found


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a?b=c#d",
        "HTTPS://EXAMPLE.ORG/",
        "http://intranet/x",
        "https://example.org",
        "mailto:desk@example.org?subject=Run",
    ],
)
def test_web_and_mail_go_out(opened: list[QUrl], target: str) -> None:
    open_outside(target)

    (url,) = opened
    assert url.isValid()
    assert url.scheme() in {"https", "http", "mailto"}


@pytest.mark.parametrize(
    "target",
    [
        "",
        "other.md",
        "/etc/passwd",
        "//example.org/share",
        "\\\\example.org\\share",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,hello",
        "ftp://example.org/",
        "smb://example.org/",
        "ms-settings:about",
        "vbscript:x",
        "https:relative",
        "https:///etc/passwd",
        "https://desk@example.org/",
        "sidecue:desk/pay",
    ],
)
def test_nothing_else_goes_out(opened: list[QUrl], target: str) -> None:
    open_outside(target)

    assert opened == []


def test_a_card_is_named_by_its_own_scheme() -> None:
    assert card_of("sidecue:desk/payments/pay") == "desk/payments/pay"
    assert card_of("SIDECUE:desk/pay") == "desk/pay"
    assert card_of("https://example.org/desk/pay") is None
    assert card_of("desk/pay") is None


def test_a_link_that_leads_nowhere_says_why_beside_the_pointer_as_plain_words(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text: said.append(text))
    say_why_not('it is for the role <img src="file:///x">')
    assert said == ["<p>It is for the role &lt;img src=&quot;file:///x&quot;&gt;.</p>"]


def test_a_link_to_a_card_is_read_as_that_card() -> None:
    assert card_of(link_to("desk/pay")) == "desk/pay"
