"""Our numbers of windows: the same window keeps its own, and they do not pile up."""

from __future__ import annotations

from triggers.sources.macos_numbers import WindowNumbers


def test_a_window_keeps_its_number_and_is_found_by_it() -> None:
    numbers = WindowNumbers()
    one, other = numbers.of(7, "a"), numbers.of(8, "a")
    assert one != other
    assert numbers.of(7, "a") == one
    assert numbers.window(other) == (8, "a")
    assert numbers.window(99) is None


def test_the_ones_not_seen_for_longest_are_forgotten() -> None:
    numbers = WindowNumbers(remembered=2)
    first, second = numbers.of(7, "a"), numbers.of(7, "b")
    numbers.of(7, "a")
    numbers.of(7, "c")
    assert numbers.window(second) is None
    assert numbers.window(first) == (7, "a")
