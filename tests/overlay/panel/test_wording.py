"""The short texts of the panel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content.cards.model import Card, Video
from overlay.panel.content import PanelContent
from overlay.panel.wording import facts, host, is_finished, minutes, progress, reads_right_to_left


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (0, ""), (0.5, "under 1 min"), (2, "2 min"), (2.5, "2.5 min")]
)
def test_minutes(value: float | None, text: str) -> None:
    assert minutes(value).replace("\N{NO-BREAK SPACE}", " ") == text


def test_progress_of_a_checklist_counts_only_its_own_items(checklist: Card) -> None:
    assert progress(PanelContent(checklist, ticked=frozenset({"gone", "bank"}))) == "1 of 3"
    done = PanelContent(checklist, ticked=frozenset({"total", "bank", "mail"}))
    assert progress(done) == "All done"
    assert is_finished(done)


@pytest.mark.parametrize(("step", "text"), [(0, "Step 1 of 3"), (2, "Step 2 of 3"), (9, "Step 3 of 3")])
def test_progress_of_a_guide(guide: Card, step: int, text: str) -> None:
    assert progress(PanelContent(guide, step=step)) == text
    assert not is_finished(PanelContent(guide, step=step))


def test_a_video_has_no_progress(film: Card) -> None:
    assert progress(PanelContent(film)) == ""


def test_host_is_the_name_of_the_machine() -> None:
    assert host(Video("https://user@video.example.org:8443/v", 0)) == "video.example.org"


@pytest.mark.parametrize(
    ("text", "to_right"), [("Payment", False), ("דוח", True), ("12: قبل", True), ("123", False), ("", False)]
)
def test_the_first_letter_tells_the_direction(text: str, to_right: bool) -> None:
    assert reads_right_to_left(text) is to_right


@pytest.mark.parametrize(
    ("title", "isolated"), [("Treasury desk", False), ("أوراق", True), ("Documents & أوراق", True)]
)
def test_a_name_in_two_scripts_reorders_nothing_beside_it(
    checklist: Card, title: str, isolated: bool
) -> None:
    line = facts(replace(checklist, bundle_title=title, minutes=2))
    assert line.startswith(f"\u2068{title}\u2069 · 2" if isolated else f"{title} · 2")


def test_an_address_that_names_no_machine_is_shown_whole() -> None:
    assert host(Video("https://[bad/v", 0)) == "https://[bad/v"
