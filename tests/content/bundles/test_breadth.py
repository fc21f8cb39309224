"""The sample windows, and how many of them a condition takes in."""

from __future__ import annotations

from collections import Counter

import pytest

from content.bundles.breadth import Breadth, breadth, breadths
from content.bundles.sample_windows import sample_windows
from triggers.rules.language import read_condition
from triggers.rules.model import Expression
from triggers.titles import normalise


def condition(when: object) -> Expression:
    return read_condition(when, None, {})


def test_there_are_forty_different_windows_of_every_system() -> None:
    windows = sample_windows()
    assert len(set(windows)) == 40
    counts = Counter(window.os for window in windows)
    assert set(counts) == {"linux", "windows", "macos"}
    assert min(counts.values()) >= 10


def test_their_titles_are_those_that_rules_see() -> None:
    for window in sample_windows():
        assert window.title == normalise(window.title) != ""
        assert window.app


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ({"title": "*"}, "40 of 40 sample windows"),
        ({"title_re": "."}, "40 of 40 sample windows"),
        ({"os": "macos"}, "10 of 10 sample windows of macos"),
        ({"app": "*", "os": "linux"}, "13 of 13 sample windows of linux"),
    ],
)
def test_a_condition_that_most_windows_fit_is_broad(when: object, shown: str) -> None:
    found = breadth(condition(when), sample_windows())
    assert str(found) == shown
    assert found.is_broad


@pytest.mark.parametrize(
    "when",
    [
        {"app": "excel"},
        {"app": ["firefox", "firefox-esr", "chromium", "chrome", "msedge", "Safari", "Google Chrome"]},
        {"title": "*payment run*"},
        {"app": "mines"},
    ],
)
def test_a_condition_about_some_apps_or_titles_is_not(when: object) -> None:
    assert not breadth(condition(when), sample_windows()).is_broad


def test_many_conditions_are_answered_in_their_order() -> None:
    many = [condition({"title": "*"}), condition({"app": "mines"}), condition({"title": "*"})]
    everything = Breadth(40, 40)
    assert breadths(many, sample_windows()) == [everything, Breadth(0, 40), everything]
