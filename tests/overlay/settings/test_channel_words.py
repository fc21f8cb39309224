from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from content.channels.desk.report import ChannelState
from overlay.channels import Channels
from overlay.settings.channel_words import in_words, sentence

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)


def channel(
    state: str = "active", reason: str = "", *, title: str = "Treasury desk", managed: bool = False
) -> ChannelState:
    checked = None if state == "new" else NOW
    yesterday = NOW - timedelta(days=1)
    return ChannelState(
        title.split(maxsplit=1)[0].lower(),
        title,
        "https://someone:secret@example.org/cards/",
        state,
        reason,
        managed,
        yesterday,
        checked,
        yesterday,
        60,
        (("desk", "1.0"), ("other", "7")),
    )


@pytest.mark.parametrize(
    ("state", "trouble", "words"),
    [
        (channel(), "", "Up to date, checked at 14:05; next check at 15:05."),
        (channel("new", "not looked at yet"), "", "Not checked yet; next check at 15:05."),
        (
            channel("refused", "desk 1.1: cards/pay.md:4: is no card"),
            "Set aside: desk 1.1: cards/pay.md:4: is no card. What you had before stays in use.",
            "Checked at 14:05; next check at 15:05.",
        ),
        (
            channel("failing", "the share is not there; mount it"),
            "The share is not there; mount it. Last in order on 19 Nov at 14:05. What you have stays in use.",
            "Checked at 14:05; next check at 15:05.",
        ),
        (
            channel("unusable", "its subscription is damaged; subscribe to it again"),
            "Its subscription is damaged; subscribe to it again.",
            "Checked at 14:05; next check at 15:05.",
        ),
    ],
)
def test_each_state_is_told_in_plain_words(state: ChannelState, trouble: str, words: str) -> None:
    told = in_words(state, Channels((state,), next_check=NOW + timedelta(hours=1)), {"desk": "Treasury"}, NOW)

    assert (told.state, told.trouble) == (words, trouble)
    assert told.bundles == "Treasury 1.0, other 7"


def test_a_check_under_way_is_told_instead_of_the_last_one() -> None:
    assert in_words(channel(), Channels((channel(),), checking=True), {}, NOW).state == "Checking now…"


def test_what_begins_with_a_path_keeps_its_first_letter() -> None:
    assert sentence("bad.json: is no invitation") == "bad.json: is no invitation."
    assert sentence("it is gone!") == "It is gone!"
