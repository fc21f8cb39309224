from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.events.event import Happening
from content.insights.people import FEWEST, CardOfPeople, Group, TooFewPeopleError, people
from content.insights.share import CardCounts, Shared, read, shared, write
from content.problems import ContentError
from tests.content.events.examples import event
from tests.content.insights.examples import visit, working_days
from tests.content.memory.examples import MORNING

SOMEONE = "0123456789abcdef" * 2


def someone(number: int = 0, cards: dict[str, CardCounts] | None = None, **changes: int) -> Shared:
    made = shared(working_days(6, 2), f"{number:032}")
    assert made is not None
    return replace(made, **({"cards": cards} if cards is not None else {}), **changes)  # type: ignore[arg-type]


def test_what_is_shared_has_counts_and_days_and_no_time(tmp_path: Path) -> None:
    made = shared(working_days(6, 2), SOMEONE)
    assert made is not None
    assert made.cards["desk/pay"] == CardCounts(
        visits=24, visits_with_lookup=12, visits_with_help=12, lookups=12, cued=24, after_help=12, again=6,
        halves=12, early=6, late=6,
    )  # fmt: skip
    said = write(made).decode()
    assert not re.search(r"\d\d:\d\d", said)
    assert set(json.loads(said)) == {"format", "version", *(it.name for it in fields(Shared))}

    file = tmp_path / "mine.json"
    file.write_text(said)
    assert read(file) == made


def test_private_notes_are_never_shared_and_others_only_if_wanted() -> None:
    events = [*visit(MORNING, "my-notes/call-mr-x"), *visit(MORNING, "desk/pay"), *visit(MORNING, "other/a")]
    everything, desk = shared(events, SOMEONE), shared(events, SOMEONE, ["desk", "my-notes"])
    assert everything is not None
    assert desk is not None
    assert set(everything.cards) == {"desk/pay", "other/a"}
    assert set(desk.cards) == {"desk/pay"}
    assert b"my-notes" not in write(everything)


def test_nothing_happened_is_nothing_to_share() -> None:
    assert shared([], SOMEONE) is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"format": "recipes"}, "format"),
        ({"version": 2}, "version"),
        ({"person": "me"}, "person"),
        ({"person": "<script>alert(1)</script>"}, "person"),
        ({"first": "soon"}, "first"),
        ({"searches": -1}, "searches"),
        ({"searches": True}, "searches"),
        ({"searches": 1e400}, "searches"),
        ({"cards": []}, "cards"),
        ({"cards": {"desk/pay": 3}}, "cards.desk/pay"),
        ({"cards": {"desk/pay": {"visits": "many"}}}, "cards.desk/pay.visits"),
        ({"cards": {"desk/\ud800": {}}}, "cards"),
        ({"cards": {"desk/\u0000": {}}}, "cards"),
    ],
)
def test_a_wrong_file_is_refused_with_its_field_and_a_remedy(
    tmp_path: Path, change: dict[str, object], field: str
) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps({**json.loads(write(someone())), **change}))
    with pytest.raises(ContentError) as caught:
        read(file)
    (problem,) = caught.value.problems
    assert (problem.file, problem.field) == (str(file), field)
    assert problem.remedy


@pytest.mark.parametrize("raw", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b"null", b'"text"'])
def test_what_is_no_file_of_ours_is_refused(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "wrong.json"
    file.write_bytes(raw)
    with pytest.raises(ContentError):
        read(file)


def test_nothing_is_said_of_fewer_than_five_people_however_many_files_they_made() -> None:
    files = [
        replace(someone(number % 4), last=MORNING.date() + timedelta(days=number)) for number in range(20)
    ]
    with pytest.raises(TooFewPeopleError, match="files of 5 people are needed, and these are of 4"):
        people(files)


def test_a_card_that_fewer_than_five_used_is_not_named() -> None:
    both = {"desk/pay": CardCounts(visits=9), "desk/rare": CardCounts(visits=9)}
    files = [
        someone(number, both if number < 4 else {"desk/pay": CardCounts(visits=9)}) for number in range(7)
    ]
    found = people(files)
    assert [one.card for one in found.cards] == ["desk/pay"]
    assert (found.left_out, found.people) == (1, 5)


def test_a_share_of_which_fewer_than_five_have_any_part_is_not_told() -> None:
    cued = CardCounts(visits=9, cued=9, sent_away=9)
    files = [
        someone(number, {"desk/pay": cued if number < 4 else CardCounts(visits=9)}) for number in range(8)
    ]
    (card,) = people(files).cards
    assert card.sent_away is None
    assert card.looked_up is not None


def test_nobody_weighs_more_than_another() -> None:
    busy = CardCounts(visits=1000, visits_with_lookup=1000)
    idle = CardCounts(visits=10, visits_with_lookup=0)
    files = [someone(number, {"desk/pay": busy if number == 0 else idle}) for number in range(10)]
    (card,) = people(files).cards
    assert card.looked_up is not None
    assert card.looked_up.value == pytest.approx(0.10)


def test_what_is_true_of_each_of_them_is_not_told_as_such() -> None:
    always = CardCounts(visits=9, visits_with_lookup=9, cued=9)
    (card,) = people([someone(number, {"desk/pay": always}) for number in range(6)]).cards
    assert card.looked_up is not None
    assert card.sent_away is not None
    assert card.looked_up.value == pytest.approx(0.95)
    assert card.sent_away.value == pytest.approx(0.05)


@pytest.mark.parametrize("number", [5, 9, 30])
def test_no_interval_tells_whether_they_all_do_the_same(number: int) -> None:
    """The mean is 20 % for both; that each of them does it at times, or one in five always, shows nowhere."""

    def shown(looked_up: Callable[[int], int]) -> CardOfPeople:
        counts = [
            CardCounts(visits=40, visits_with_lookup=looked_up(at), halves=20, late=looked_up(at) // 2)
            for at in range(number)
        ]
        (card,) = people([someone(at, {"desk/pay": it}) for at, it in enumerate(counts)]).cards
        return card

    alike, apart = shown(lambda _: 8), shown(lambda at: 40 if at % 5 == 0 and at < number // 5 * 5 else 0)
    if number % 5 == 0:
        assert alike == apart
    assert alike.looked_up is not None
    assert alike.looked_up.high - alike.looked_up.low > 1 / number


def test_an_interval_is_that_of_so_many_people() -> None:
    """Of 5 people 20 % is 1: Wilson's interval for 1 of 5 is 3.6 to 62.4 %."""
    some = CardCounts(visits=40, visits_with_lookup=8)
    (card,) = people([someone(at, {"desk/pay": some}) for at in range(5)]).cards
    assert card.looked_up is not None
    assert (card.looked_up.value, card.looked_up.low, card.looked_up.high) == pytest.approx((0.2, 0.05, 0.65))


def test_that_nobody_ever_did_it_shows_in_no_interval() -> None:
    def card(looked_up: int) -> CardOfPeople:
        counts = CardCounts(visits=20, visits_with_lookup=looked_up, halves=20, early=looked_up)
        (made,) = people([someone(at, {"desk/pay": counts}) for at in range(5)]).cards
        return made

    assert card(0).looked_up == card(1).looked_up
    assert card(20).looked_up == card(19).looked_up


def test_of_several_files_of_one_person_the_latest_counts_in_any_order() -> None:
    old = CardCounts(visits=9, visits_with_lookup=9)
    files = [someone(number, {"desk/pay": CardCounts(visits=9)}) for number in range(5)]
    again = [
        replace(someone(number, {"desk/pay": old}), last=MORNING.date() - timedelta(days=9))
        for number in range(5)
    ]
    assert people([*again, *files]) == people([*files, *again]) == people(files)


_counts = st.builds(CardCounts, **{it.name: st.integers(0, 50) for it in fields(CardCounts)})


@settings(deadline=None, max_examples=25)
@given(st.lists(_counts, min_size=6, max_size=12), _counts)
def test_one_person_more_changes_a_share_little(many: list[CardCounts], one: CardCounts) -> None:
    """Differencing: what is subtracted from a second report is known to 5 points at best, of a mean."""
    without = people([someone(number, {"desk/pay": it}) for number, it in enumerate(many)])
    with_one = people([someone(number, {"desk/pay": it}) for number, it in enumerate([*many, one])])
    for before, after in zip(_groups(without.cards), _groups(with_one.cards), strict=True):
        if before is not None and after is not None:
            assert abs(after.value - before.value) <= 2 / FEWEST + 0.05
            for value in (after.value, after.low, after.high):
                assert round(value * 20) == pytest.approx(value * 20)


def _groups(cards: tuple[CardOfPeople, ...]) -> list[Group | None]:
    return [
        group
        for it in cards
        for group in (it.looked_up, it.again, it.change, it.sent_away, it.completed, it.helpful)
    ] or [None] * 6


def test_ratings_are_shared_without_their_words() -> None:
    rated = [event(Happening.RATED, rating=it) for it in ("helpful", "outdated")]
    made = shared(rated, SOMEONE)
    assert made is not None
    assert (made.cards["desk/pay"].rated, made.cards["desk/pay"].rated_helpful) == (2, 1)
