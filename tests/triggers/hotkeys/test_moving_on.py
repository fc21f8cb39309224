from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.triggers.fake_loop import FakeLoop
from triggers.hotkeys.base import HotkeyError, HotkeyRegistrar, OtherKeysError, Tell, WaitsError
from triggers.hotkeys.moving_on import PATIENCE, MovingOn
from triggers.loop import Loop
from triggers.rounds import LONGEST_PAUSE, TRIES
from triggers.selection import Candidate

GONE = "the compositor has gone"


class Registrar:
    """Implements HotkeyRegistrar. ``answers`` says whether it knows at once; a test tells the rest."""

    def __init__(self, name: str, desk: Desk, tell: Tell) -> None:
        self.name, self.tell, self._desk = name, tell, desk
        self.actions: dict[str, Callable[[], None]] = {}
        self.purposes: list[str] = []
        self.is_closed = False

    def register(self, chord: str, pressed: Callable[[], None], purpose: str = "") -> bool:
        if (self.name, chord) in self._desk.refused:
            raise HotkeyError(f"{chord} is taken")
        self.actions[chord] = pressed
        self.purposes.append(purpose)
        return self.name not in self._desk.later

    def unregister(self, chord: str) -> None:
        self.actions.pop(chord, None)

    def close(self) -> None:
        self.is_closed = True


class Desk:
    """A row of registrars, made as they are needed."""

    def __init__(self, *names: str, absent: tuple[str, ...] = (), later: tuple[str, ...] = ()) -> None:
        self.loop = FakeLoop()
        self.absent = set(absent)  # these refuse at once
        self.later = set(later)  # these tell later what comes of a chord
        self.refused: set[tuple[str, str]] = set()
        self.asks_for = 0.0  # seconds until it is known that a round can begin
        self.made: list[Registrar] = []
        self.told: list[tuple[str | None, str]] = []
        self.hotkeys = MovingOn(
            self.loop,
            lambda chord, why: self.told.append((chord, "works" if why is None else why.reason)),
            [Candidate(name, self._maker(name)) for name in names],
            lambda loop, go_on: loop.call_later(self.asks_for, go_on),
            self.loop.clock,
        )

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.made]

    def register(self, chord: str = "super+k") -> bool:
        return self.hotkeys.register(chord, lambda: None, f"do {chord}")

    def fail(self, number: int, chord: str | None = None, reason: str = GONE) -> None:
        """Let a registrar tell that it lost one chord, or all."""
        self.made[number].tell(chord, HotkeyError(reason))
        self.loop.advance(0)

    def work(self, number: int, chord: str = "super+k") -> None:
        """Let a registrar tell that it has taken a chord."""
        self.made[number].tell(chord, None)

    def _maker(self, name: str) -> Callable[[Loop, Tell], HotkeyRegistrar]:
        def make(_loop: Loop, tell: Tell) -> HotkeyRegistrar:
            if name in self.absent:
                raise HotkeyError(f"no {name} here")
            self.made.append(Registrar(name, self, tell))
            return self.made[-1]

        return make


def test_the_next_one_gets_what_is_wanted_when_one_turns_out_not_to_work() -> None:
    desk = Desk("kwin", "middle", "portal", absent=("middle",), later=("kwin",))
    pressed: list[str] = []
    desk.hotkeys.register("super+k", lambda: pressed.append("k"), "Open the palette")
    desk.register("super+j")
    desk.hotkeys.unregister("super+j")
    desk.fail(0, reason="not running")
    assert (desk.hotkeys.name, desk.made[0].is_closed) == ("portal", True)
    assert desk.told == [("super+k", "works")]
    assert list(desk.made[1].actions) == ["super+k"]
    assert desk.made[1].purposes == ["Open the palette"]
    desk.made[1].actions["super+k"]()
    assert pressed == ["k"]
    assert [(one.name, one.reason) for one in desk.hotkeys.passed_over] == [
        ("kwin", "not running"),
        ("middle", "no middle here"),
    ]


def test_the_loss_of_one_chord_is_told_and_nothing_moves() -> None:
    desk = Desk("kwin", "portal")
    desk.register()
    desk.fail(0, "super+k", "taken")
    assert (desk.hotkeys.name, desk.told) == ("kwin", [("super+k", "taken")])
    assert desk.loop.scheduled == 0


def test_what_one_has_lost_is_not_asked_of_it_again_unless_the_person_wants_it() -> None:
    desk = Desk("portal")
    desk.register("super+k")
    desk.register("super+j")
    desk.fail(0, "super+k", "not allowed")
    desk.fail(0)
    assert list(desk.made[1].actions) == ["super+j"]
    assert desk.told[1:] == [(None, GONE), ("super+k", "not allowed"), ("super+j", "works")]
    assert desk.register("super+k")
    assert list(desk.made[1].actions) == ["super+j", "super+k"]


def test_other_keys_than_wanted_are_told_and_asked_for_again_after_a_loss() -> None:
    desk = Desk("portal", later=("portal",))
    desk.register()
    desk.made[0].tell("super+k", OtherKeysError("other keys"))
    desk.fail(0)
    assert desk.told == [("super+k", "other keys"), (None, GONE)]
    assert list(desk.made[1].actions) == ["super+k"]


def test_a_chord_that_is_refused_at_once_stays_wanted_and_its_reason_is_told_again_after_a_loss() -> None:
    desk = Desk("x11", "sway")
    desk.refused.add(("x11", "super+k"))
    with pytest.raises(HotkeyError, match="is taken"):
        desk.register()
    assert desk.register("super+j")
    desk.fail(0)
    assert desk.told == [(None, GONE), ("super+k", "super+k is taken"), ("super+j", "works")]
    desk.absent.add("x11")
    desk.fail(1)
    desk.loop.advance(2)
    assert list(desk.made[2].actions) == ["super+k", "super+j"]
    assert desk.told[-2:] == [("super+k", "works"), ("super+j", "works")]


def test_a_chord_that_nobody_can_read_is_not_wanted() -> None:
    desk = Desk("x11")
    with pytest.raises(HotkeyError, match="cannot be used"):
        desk.register("super+nonsense")
    desk.register()
    desk.fail(0)
    assert list(desk.made[1].actions) == ["super+k"]


def test_when_none_is_left_all_reasons_are_told_and_it_goes_on_trying() -> None:
    desk = Desk("kwin")
    desk.register()
    desk.absent.add("kwin")
    desk.fail(0, reason="not running")
    none = "Global hotkeys do not work here (kwin: no kwin here)"
    assert desk.told == [(None, "not running"), (None, none)]
    assert not desk.register("super+j")
    desk.loop.advance(0)
    assert desk.told[2:] == [(None, none)]
    desk.loop.advance(1000)
    assert desk.told[3:] == []  # what is known is not told each round
    desk.absent.clear()
    desk.loop.advance(LONGEST_PAUSE)
    assert desk.told[3:] == [("super+k", "works"), ("super+j", "works")]
    assert desk.loop.scheduled == 0


def test_the_one_that_was_lost_is_tried_at_once_and_then_with_growing_pauses() -> None:
    desk = Desk("kwin")
    desk.register()
    desk.fail(0)
    assert desk.names == ["kwin", "kwin"]
    assert desk.told == [(None, GONE), ("super+k", "works")]
    at = []
    for number in range(1, 12):  # dies again whenever it works
        desk.fail(number)
        before = desk.loop.now
        while len(desk.made) < number + 2:
            desk.loop.advance(0.5)
        at.append(desk.loop.now - before)
    assert at[:6] == [2, 4, 8, 16, 32, 64]
    assert at[6:] == [LONGEST_PAUSE] * 5


def test_a_loss_after_a_calm_minute_is_answered_at_once_again() -> None:
    desk = Desk("kwin")
    desk.register()
    desk.fail(0)
    desk.loop.advance(61)
    desk.fail(1)
    assert len(desk.made) == 3


def test_nothing_is_scheduled_while_all_is_well() -> None:
    desk = Desk("x11", "kwin", "portal", absent=("x11",), later=("kwin",))
    assert desk.loop.scheduled == 0
    assert not desk.register()
    desk.work(0)
    assert desk.loop.scheduled == 0
    desk.fail(0)
    assert desk.loop.scheduled == 0  # kwin is under way again
    desk.work(1)
    desk.loop.advance(1000)
    assert (desk.loop.scheduled, desk.names) == (0, ["kwin", "kwin"])


def test_where_none_ever_worked_it_gives_up_after_two_minutes_and_begins_again_for_a_person() -> None:
    desk = Desk("kwin", later=("kwin",))
    desk.register()
    for number in range(TRIES + 1):
        assert len(desk.made) == number + 1
        desk.fail(number, reason="not running")
        desk.loop.advance(LONGEST_PAUSE)
    assert desk.loop.scheduled == 0
    desk.register("super+j")
    desk.loop.advance(1)
    assert list(desk.made[-1].actions) == ["super+k", "super+j"]


def test_a_lesser_one_stands_in_until_the_lost_one_is_back() -> None:
    desk = Desk("kwin", "pynput", later=("kwin",))
    desk.register()
    desk.work(0)
    desk.fail(0)
    desk.fail(1, reason="not running")
    assert (desk.hotkeys.name, desk.told[-1]) == ("pynput", ("super+k", "works"))
    lesser = desk.made[2]
    desk.loop.advance(2)
    assert desk.names[3:] == ["kwin"]
    assert (desk.hotkeys.name, lesser.is_closed) == ("pynput", False)
    desk.work(3)
    assert (desk.hotkeys.name, lesser.is_closed, desk.loop.scheduled) == ("kwin", True, 0)


def test_a_lesser_one_that_works_while_the_better_one_is_tried_leaves_no_pause_behind() -> None:
    desk = Desk("kwin", "portal", later=("kwin", "portal"))
    desk.register()
    desk.fail(0, reason="not running")
    desk.loop.advance(1)
    assert desk.names == ["kwin", "portal", "kwin"]
    desk.work(1)
    assert desk.loop.scheduled == 2  # the next round, and the patience with KWin
    desk.work(2)
    assert (desk.hotkeys.name, desk.made[1].is_closed, desk.loop.scheduled) == ("kwin", True, 0)


def test_one_that_might_have_worked_is_tried_beside_a_lesser_one_for_two_minutes() -> None:
    desk = Desk("kwin", "portal", later=("kwin",))
    desk.register()
    desk.fail(0, reason="not running")
    for _ in range(20):
        desk.loop.advance(LONGEST_PAUSE)
        if desk.made[-1].name == "kwin" and not desk.made[-1].is_closed:
            desk.fail(len(desk.made) - 1, reason="not running")
    assert desk.names.count("kwin") == 1 + TRIES
    assert (desk.hotkeys.name, desk.loop.scheduled) == ("portal", 0)
    assert desk.told == [("super+k", "works")]


def test_a_better_one_whose_keys_are_taken_is_not_tried_again_beside_the_one_that_works() -> None:
    desk = Desk("kwin", "portal", later=("kwin",))
    desk.register()
    desk.work(0)
    desk.fail(0)
    desk.fail(1, reason="not running")
    desk.loop.advance(2)
    desk.fail(3, "super+k", "taken by the portal")
    assert (desk.hotkeys.name, desk.made[3].is_closed, desk.loop.scheduled) == ("portal", True, 0)
    assert desk.told[-1] == ("super+k", "works")


def standing_in() -> Desk:
    """The portal works in place of KWin, which was lost, is back, and has not answered yet."""
    desk = Desk("kwin", "sway", "portal", absent=("sway",), later=("kwin",))
    desk.register()
    desk.work(0)
    desk.fail(0)
    desk.fail(1, reason="not running")
    desk.loop.advance(2)
    assert (desk.names, desk.hotkeys.name) == (["kwin", "kwin", "portal", "kwin"], "portal")
    return desk


def test_a_better_one_that_never_answers_does_not_keep_the_others_away() -> None:
    desk = standing_in()
    desk.loop.advance(PATIENCE - 1)
    assert not desk.made[3].is_closed
    desk.loop.advance(1)
    assert (desk.made[3].is_closed, desk.hotkeys.name) == (True, "portal")
    assert desk.hotkeys.passed_over[0].reason == "it has not answered for 15 seconds"
    desk.loop.advance(LONGEST_PAUSE)
    desk.work(len(desk.made) - 1)
    assert (desk.names[4], desk.hotkeys.name, desk.loop.scheduled) == ("kwin", "kwin", 0)


def test_a_better_one_that_asks_the_person_is_waited_for() -> None:
    desk = standing_in()
    told = len(desk.told)
    desk.made[3].tell("super+k", WaitsError("it asks"))
    assert desk.loop.scheduled == 0
    desk.loop.advance(1000)
    assert (desk.made[3].is_closed, desk.told[told:]) == (False, [])
    desk.work(3)
    assert (desk.hotkeys.name, desk.loop.scheduled) == ("kwin", 0)


def test_one_that_works_and_asks_once_more_says_so_and_stays() -> None:
    desk = Desk("portal")
    desk.register()
    desk.made[0].tell("super+k", WaitsError("it asks"))
    desk.work(0)
    assert desk.told == [("super+k", "it asks"), ("super+k", "works")]
    assert (desk.names, desk.loop.scheduled) == (["portal"], 0)


def test_chords_that_come_or_go_while_it_is_asked_whether_a_round_can_begin_are_minded() -> None:
    desk = Desk("x11")
    desk.register("super+k")
    desk.asks_for = 0.5
    desk.fail(0)
    assert not desk.register("super+j")
    desk.hotkeys.unregister("super+k")
    assert desk.loop.scheduled == 2  # what is to be told, and the question
    desk.loop.advance(0.5)
    assert desk.names == ["x11", "x11"]
    assert list(desk.made[1].actions) == ["super+j"]
    assert desk.loop.scheduled == 0


def test_closed_while_it_is_asked_whether_a_round_can_begin_it_makes_nothing_more() -> None:
    desk = Desk("x11")
    desk.register()
    desk.asks_for = 0.5
    desk.fail(0)
    desk.hotkeys.close()
    assert desk.loop.scheduled == 0
    desk.loop.advance(100)
    assert desk.names == ["x11"]


def test_a_chord_that_comes_just_when_all_are_lost_is_registered_with_the_next() -> None:
    desk = Desk("x11", "sway")
    desk.register()
    desk.absent.add("x11")
    desk.made[0].tell(None, HotkeyError(GONE))
    assert not desk.register("super+j")
    desk.loop.advance(0)
    assert (desk.hotkeys.name, list(desk.made[1].actions)) == ("sway", ["super+k", "super+j"])


def test_one_that_is_not_used_any_more_is_not_listened_to() -> None:
    desk = Desk("kwin", "portal", "pynput", later=("kwin", "portal"))
    desk.register()
    desk.fail(0, reason="not running")
    desk.fail(0, reason="once more")
    desk.fail(0, "super+k", "taken")
    assert (desk.hotkeys.name, desk.told) == ("portal", [])
    desk.hotkeys.close()
    desk.fail(1, reason="gone")
    assert (len(desk.made), desk.told, desk.made[1].is_closed) == (2, [], True)
    assert desk.loop.scheduled == 0
