from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from overlay.until import CHOICES, until


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Summer time begins on 29 March 2026 at two, and ends on 25 October 2026 at three."""
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def local(*when: int) -> datetime:
    """As the app tells the time: local, with a zone that is only good for now."""
    return datetime(*when).astimezone()  # type: ignore[arg-type]


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("choice", "length"),
    [("15min", timedelta(minutes=15)), ("hour", timedelta(hours=1)), ("week", timedelta(days=7))],
)
def test_lengths_are_counted_from_now(choice: str, length: timedelta) -> None:
    now = local(2026, 5, 4, 23, 50)
    assert until(choice, now) - now == length


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("now", "end"),
    [
        ((2026, 5, 4, 23, 59), (2026, 5, 5, 6)),
        ((2026, 5, 5, 0, 0), (2026, 5, 5, 6)),  # who works past midnight means the coming morning
        ((2026, 5, 5, 3, 0), (2026, 5, 5, 6)),
        ((2026, 5, 5, 3, 1), (2026, 5, 6, 6)),  # who begins this early does not mean in a moment
        ((2026, 5, 5, 5, 59), (2026, 5, 6, 6)),
        ((2026, 5, 5, 6, 0), (2026, 5, 6, 6)),
        ((2026, 12, 31, 12, 0), (2027, 1, 1, 6)),
    ],
)
def test_tomorrow_is_the_next_morning_at_six(now: tuple[int, ...], end: tuple[int, ...]) -> None:
    assert until("tomorrow", local(*now)) == local(*end)


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("now", "end"),
    [
        (datetime(2026, 3, 28, 17, tzinfo=UTC), datetime(2026, 3, 29, 4, tzinfo=UTC)),
        (datetime(2026, 10, 24, 16, tzinfo=UTC), datetime(2026, 10, 25, 5, tzinfo=UTC)),
        (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), datetime(2026, 3, 30, 4, tzinfo=UTC)),
    ],
)
def test_six_in_the_morning_is_six_on_the_wall_when_summer_time_changes(now: datetime, end: datetime) -> None:
    assert until("tomorrow", now.astimezone()) == end
    assert f"{until('tomorrow', now.astimezone()):%H:%M}" == "06:00"


@pytest.mark.usefixtures("berlin")
def test_an_hour_is_sixty_minutes_in_the_night_of_the_change_too() -> None:
    now = datetime(2026, 3, 29, 0, 30, tzinfo=UTC).astimezone()
    assert until("hour", now).astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_every_choice_lies_ahead_and_has_a_zone() -> None:
    now = datetime.now().astimezone()
    for choice in CHOICES:
        assert until(choice, now) > now
