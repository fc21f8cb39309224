"""The page about settings says what the table says."""

from __future__ import annotations

from overlay.settings import reference
from overlay.settings.table import SETTINGS


def test_the_page_is_current() -> None:
    page = reference.FILE.read_text(encoding="utf-8")
    assert page == reference.reference(), "run: python -m overlay.settings.reference"


def test_the_page_tells_all_of_every_setting() -> None:
    page = reference.reference()
    for setting in SETTINGS:
        for told in (setting.name, setting.title, setting.help, setting.kind.allowed, setting.group):
            assert told in page
