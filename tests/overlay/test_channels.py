from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from content.channels.desk.report import ChannelState
from overlay.channels import Channels, last_check, moment_in_words

NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)


def channel(state: str = "active", checked: datetime | None = NOW) -> ChannelState:
    return ChannelState(
        "treasury", "Treasury desk", "file:///x/", state, "", False, NOW, checked, NOW, 60, (("desk", "1.0"),)
    )


@pytest.mark.parametrize(
    ("channels", "said"),
    [
        (Channels(), ""),
        (Channels((channel(),)), "Checked at 14:05"),
        (Channels((channel(),), news=False), "Checked at 14:05: nothing new"),
        (Channels((channel(),), news=True), "Checked at 14:05: new bundles"),
        (Channels((channel(),), checking=True), "Checking for new bundles…"),
        (Channels((channel("new", None),)), "Not checked for new bundles yet"),
        (Channels(next_check=NOW), "Not checked for new bundles yet"),
        (Channels((channel(), channel("refused")), news=True), "Checked at 14:05: a bundle was set aside"),
        (Channels((channel("failing"), channel("refused"))), "Could not check everything at 14:05"),
    ],
)
def test_the_last_check_in_one_line(channels: Channels, said: str) -> None:
    assert last_check(channels, NOW) == said


def test_moments_of_another_day_name_it() -> None:
    assert moment_in_words(NOW - timedelta(days=1), NOW) == "on 19 Nov at 14:05"
