"""What a person's memory keeps, for how long, and what it never writes down."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.attention.cue import Wishes
from content.cards.model import Card, Reset
from content.memory.errors import StateInUseError
from content.memory.memory import Memory
from content.memory.recent import KEPT
from content.memory.wish import WishKind
from tests.content.memory.examples import MORNING, SECRET, Clock, card


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def reopen(tmp_path: Path, clock: Clock) -> Iterator[Callable[[], Memory]]:
    """Ends the session, if there is one, and begins the next."""
    sessions: list[Memory] = []

    def begin() -> Memory:
        for session in sessions:
            session.close()
        sessions.append(Memory(tmp_path / "profile", clock))
        return sessions[-1]

    yield begin
    for session in sessions:
        session.close()


Reopen = Callable[[], Memory]


def only_at_the_end(_flush: Callable[[], None]) -> None:
    """A schedule that never comes round: all is written by ``close``."""


def test_ticks_are_kept_over_a_restart_and_can_be_taken_back(reopen: Reopen) -> None:
    memory = reopen()
    memory.tick(card(), "k1", True)
    memory.tick(card(), "k3", True)
    memory = reopen()
    assert memory.ticked(card()) == {"k1", "k3"}
    memory.tick(card(), "k1", False)
    assert reopen().ticked(card()) == {"k3"}


def test_daily_ticks_start_afresh_at_local_midnight_and_steps_with_them(reopen: Reopen, clock: Clock) -> None:
    memory = reopen()
    memory.tick(card(), "k1", True)
    memory.reach_step(card(), 2)
    clock.now = MORNING.replace(hour=23, minute=59)
    assert (memory.ticked(card()), memory.step(card())) == (frozenset({"k1"}), 2)
    clock.move(minutes=1)
    assert (memory.ticked(card()), memory.step(card())) == (frozenset(), 0)


def test_a_clock_that_was_wrong_for_a_while_costs_no_ticks(reopen: Reopen, clock: Clock) -> None:
    memory = reopen()
    memory.tick(card(), "k1", True)
    clock.now = MORNING.replace(year=1970)
    memory.tick(card("other"), "k1", True)
    assert memory.ticked(card()) == frozenset()
    clock.now = MORNING
    assert memory.ticked(card()) == {"k1"}


def test_one_change_while_the_clock_is_ahead_costs_nothing_of_today(reopen: Reopen, clock: Clock) -> None:
    memory = reopen()
    memory.tick(card(), "k1", True)
    memory.learned.spend(20)
    memory.snooze("desk/pay", MORNING + timedelta(hours=1))
    clock.move(days=400)
    for key in ("k1", "k2"):
        memory = reopen()
        memory.tick(card("other"), key, True)
        memory.learned.spend(20)
        memory.never(f"desk/{key}")
    clock.now = MORNING
    memory = reopen()
    assert memory.ticked(card()) == {"k1"}
    assert memory.learned.spent() == 20
    assert set(memory.wishes().snoozed) == {"desk/pay"}
    memory.tick(card(), "k2", True)
    memory.never("desk/news")
    assert memory.ticked(card()) == {"k1", "k2"}
    assert set(memory.wishes().snoozed) == {"desk/pay"}


def test_days_long_past_are_forgotten(reopen: Reopen, clock: Clock, tmp_path: Path) -> None:
    memory = reopen()
    memory.tick(card(), "k1", True)
    clock.move(days=8)
    memory.tick(card("other"), "k1", True)
    clock.move(days=1)  # two days of use agree that it is so late
    memory.tick(card("other"), "k2", True)
    memory.flush()
    assert "2026-05-04" not in (tmp_path / "profile" / "memory.json").read_text()


def test_progress_of_a_visit_ends_with_the_visit(reopen: Reopen, clock: Clock) -> None:
    visit, always = card("visit", Reset.VISIT), card("always", Reset.NEVER)
    memory = reopen()
    for each in (visit, always):
        memory.tick(each, "k1", True)
    clock.move(days=400)
    memory = reopen()
    assert (memory.ticked(visit), memory.ticked(always)) == (frozenset({"k1"}), frozenset({"k1"}))
    for each in (visit, always):
        memory.new_visit(each)
    assert (memory.ticked(visit), memory.ticked(always)) == (frozenset(), frozenset({"k1"}))


def test_items_that_are_gone_from_the_card_are_not_counted(reopen: Reopen) -> None:
    memory = reopen()
    memory.tick(card(), "k1", True)
    shorter = Card(**{name: getattr(card(), name) for name in Card.__slots__} | {"parts": card().parts[2:3]})
    assert memory.ticked(shorter) == frozenset()
    memory.tick(shorter, "k1", True)
    assert memory.ticked(shorter) == frozenset()


@pytest.mark.parametrize(("asked", "reached"), [(-1, 0), (0, 0), (3, 3), (99, 3)])
def test_a_step_is_held_to_the_steps_there_are(reopen: Reopen, asked: int, reached: int) -> None:
    memory = reopen()
    memory.reach_step(card(), asked)
    assert memory.step(card()) == reached


def test_wishes_are_kept_listed_and_undone(reopen: Reopen, clock: Clock) -> None:
    tomorrow = MORNING + timedelta(days=1)
    memory = reopen()
    memory.never("desk/pay")
    memory.not_here("desk/undo", "SOffice")
    memory.snooze("desk/terms", tomorrow)
    memory = reopen()
    assert memory.wishes() == Wishes(
        frozenset({"desk/pay"}), frozenset({("desk/undo", "soffice")}), {"desk/terms": tomorrow}
    )
    assert [(wish.kind, wish.card, wish.app, wish.until) for wish in memory.wish_list()] == [
        (WishKind.NEVER, "desk/pay", "", None),
        (WishKind.NOT_HERE, "desk/undo", "soffice", None),
        (WishKind.SNOOZE, "desk/terms", "", tomorrow),
    ]
    memory.forget_wish("desk/pay", WishKind.NEVER)
    memory.forget_wish("desk/undo", WishKind.NOT_HERE, "soffice")
    memory.forget_wish("desk/undo", WishKind.NOT_HERE, "soffice")
    clock.now = tomorrow
    assert (memory.wishes(), reopen().wish_list()) == (Wishes(), ())


def test_it_is_kept_that_a_card_was_required_when_the_wish_was_made(reopen: Reopen) -> None:
    memory = reopen()
    memory.never("desk/pay", required=True)
    memory.never("desk/mail")
    memory.not_here("desk/undo", "SOffice", required=True)
    memory.snooze("desk/terms", MORNING + timedelta(days=1), required=True)
    memory.snooze("desk/terms", MORNING + timedelta(days=2))
    assert reopen().wishes().though_required == {
        ("never", "desk/pay", ""),
        ("not-here", "desk/undo", "soffice"),
    }


def test_a_later_snooze_takes_the_place_of_the_first(reopen: Reopen) -> None:
    memory = reopen()
    memory.snooze("desk/pay", MORNING + timedelta(hours=1))
    memory.snooze("desk/pay", MORNING + timedelta(hours=2))
    assert memory.wishes().snoozed == {"desk/pay": MORNING + timedelta(hours=2)}


def test_a_snooze_made_while_the_clock_was_years_ahead_does_not_last_for_years(
    reopen: Reopen, clock: Clock
) -> None:
    memory = reopen()
    clock.now = MORNING.replace(year=2099)
    memory.snooze("desk/pay", clock.now + timedelta(hours=1))
    memory.pause(clock.now + timedelta(hours=1))
    clock.now = MORNING
    assert (memory.wishes(), memory.paused_until()) == (Wishes(), None)


def test_a_pause_survives_a_restart_and_ends(reopen: Reopen, clock: Clock) -> None:
    reopen().pause(MORNING + timedelta(hours=1))
    memory = reopen()
    assert memory.paused_until() == MORNING + timedelta(hours=1)
    clock.move(hours=1)
    assert memory.paused_until() is None
    memory.pause(MORNING + timedelta(hours=3))
    memory.pause(None)
    assert reopen().paused_until() is None


def test_recent_cards_are_ordered_by_opening_whatever_the_clock_does(reopen: Reopen, clock: Clock) -> None:
    memory = reopen()
    for name in ("a", "b", "a", "c"):
        memory.opened(name)
        clock.move(days=-1)
    memory = reopen()
    assert (memory.recent(9), memory.recent(1)) == (("c", "a", "b"), ("c",))
    assert [memory.times_opened(name) for name in ("a", "b", "x")] == [2, 1, 0]
    memory.forget_history()
    assert reopen().recent(9) == ()


def test_use_counts_openings_and_fades_in_weeks(reopen: Reopen, clock: Clock) -> None:
    memory = reopen()
    for opened in ("often", "often", "often", "once"):
        memory.opened(opened)
    fresh = dict(memory.uses())
    assert fresh["often"] == pytest.approx(0.5)
    assert 0 < fresh["once"] < fresh["often"] < 1
    clock.now += timedelta(days=14)
    faded = reopen().uses()
    assert faded["often"] == pytest.approx(1.5 / 4.5)
    clock.now -= timedelta(days=99)
    assert reopen().uses() == fresh


def test_only_so_many_recent_cards_are_kept(tmp_path: Path, clock: Clock) -> None:
    memory = Memory(tmp_path, clock, only_at_the_end)
    for number in range(KEPT + 3):
        memory.opened(str(number))
    assert (len(memory.recent(9_999)), memory.recent(9_999)[-1]) == (KEPT, "3")
    memory.close()


def test_settings_are_a_plain_document(reopen: Reopen) -> None:
    memory = reopen()
    for name, value in {"theme": "dark", "motion": True, "text_scale": 110, "folders": ["/a", "/b"]}.items():
        memory.set_setting(name, value)
    memory.unset_setting("motion")
    memory = reopen()
    assert memory.settings() == {"theme": "dark", "text_scale": 110, "folders": ["/a", "/b"]}


@pytest.mark.parametrize("value", [None, 1.5, {"a": 1}, object(), [1], b"x"])
def test_a_setting_of_another_kind_is_refused_and_harms_nothing(reopen: Reopen, value: object) -> None:
    memory = reopen()
    memory.set_setting("theme", "dark")
    with pytest.raises(TypeError, match="setting theme"):
        memory.set_setting("theme", value)
    assert reopen().settings() == {"theme": "dark"}


def test_a_folder_has_one_owner_and_readers(tmp_path: Path, clock: Clock) -> None:
    owner = Memory(tmp_path, clock)
    owner.set_setting("theme", "dark")
    with pytest.raises(StateInUseError):
        Memory(tmp_path, clock)
    reader = Memory(tmp_path, clock, read_only=True)
    assert reader.settings() == {"theme": "dark"}
    reader.set_setting("theme", "light")
    reader.close()
    owner.close()
    after = Memory(tmp_path, clock)
    assert after.settings() == {"theme": "dark"}
    after.close()


def test_a_profile_that_cannot_be_made_is_reported_and_the_session_goes_on(
    tmp_path: Path, clock: Clock
) -> None:
    (tmp_path / "file").write_text("in the way")
    memory = Memory(tmp_path / "file" / "profile", clock)
    memory.tick(card(), "k1", True)
    assert memory.ticked(card()) == {"k1"}
    assert "saves nothing in this session" in memory.problems[0]
    memory.close()


def test_nothing_written_has_a_title_or_a_text_of_a_card(reopen: Reopen, tmp_path: Path) -> None:
    memory = reopen()
    seen = b""
    actions: list[Callable[[], None]] = [
        *(lambda key=key: memory.tick(card(), key, True) for key in ("k1", "k2", SECRET)),
        lambda: memory.reach_step(card(), 2),
        lambda: memory.new_visit(card()),
        lambda: memory.snooze("desk/pay", MORNING + timedelta(hours=1)),
        lambda: memory.not_here("desk/pay", "soffice"),
        lambda: memory.never("desk/pay"),
        lambda: memory.opened("desk/pay"),
        lambda: memory.pause(MORNING + timedelta(hours=1)),
        memory.close,
    ]
    for action in actions:
        action()
        seen += b"".join(path.read_bytes() for path in (tmp_path / "profile").iterdir())
    assert b"k2" in seen
    assert b"desk/pay" in seen
    assert SECRET.encode() not in seen


words = st.text(max_size=12)
times = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
steps = st.one_of(
    st.tuples(st.just("never"), words),
    st.tuples(st.just("not_here"), words, words),
    st.tuples(st.just("snooze"), words, times),
    st.tuples(st.just("opened"), words),
    st.tuples(st.just("set_setting"), words, st.booleans() | st.integers() | words | st.lists(words)),
    st.tuples(st.just("pause"), times | st.none()),
)


@settings(deadline=None, max_examples=50)
@given(st.lists(steps, max_size=12))
def test_any_session_reads_again_as_it_was_left(session: list[tuple[object, ...]]) -> None:
    def view(memory: Memory) -> object:
        return memory.wish_list(), memory.recent(99), memory.settings(), memory.paused_until()

    with tempfile.TemporaryDirectory() as folder:
        first = Memory(Path(folder), Clock(), only_at_the_end)
        for name, *arguments in session:
            getattr(first, str(name))(*arguments)
        before = view(first)
        first.close()
        second = Memory(Path(folder), Clock())
        assert second.problems == ()
        assert view(second) == before
        second.close()


def test_text_that_utf_8_has_no_bytes_for_does_not_cost_the_rest(reopen: Reopen) -> None:
    memory = reopen()
    memory.not_here("desk/pay", "\udcff")
    memory.never("desk/undo")
    memory = reopen()
    assert (memory.problems, memory.wishes().never) == ((), frozenset({"desk/undo"}))


def test_a_pause_at_the_ends_of_time_is_read_like_any_other(tmp_path: Path, clock: Clock) -> None:
    since, until = "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"
    pause = f'{{"pause":{{"since":"{since}","until":"{until}"}}}}'
    (tmp_path / "memory.json").write_text(f'{{"about":{{"file":{{"schema":1}}}},"pause":{pause}}}')
    memory = Memory(tmp_path, clock)
    assert memory.paused_until() == datetime.fromisoformat(until)
    memory.close()
