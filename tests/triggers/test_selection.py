from __future__ import annotations

from collections.abc import Callable

import pytest

from triggers.selection import Candidate, NotHereError, PassedOver, first_that_works


def refuse() -> str:
    raise NotHereError("no display", "log in")


def miss() -> str:
    raise ImportError("no module named 'Xlib'")


def work() -> str:
    return "made"


def fail() -> str:
    raise LookupError("a mistake of ours")


def tried(*makes: Callable[[], str]) -> tuple[str | None, tuple[PassedOver, ...]]:
    return first_that_works([Candidate(make.__name__, make) for make in makes], lambda make: make())


def test_what_comes_after_the_first_that_works_is_not_tried() -> None:
    assert tried(work, fail) == ("made", ())


def test_those_before_it_are_named_with_their_reasons() -> None:
    refused = PassedOver("refuse", "no display", "log in")
    missed = PassedOver("miss", "a library is missing: no module named 'Xlib'")
    assert tried(refuse, miss, work) == ("made", (refused, missed))
    assert tried(miss, refuse) == (None, (missed, refused))


def test_a_mistake_is_no_refusal() -> None:
    with pytest.raises(LookupError):
        tried(fail, work)


def test_what_is_made_for_another_system_is_neither_tried_nor_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")

    def attempt(make: str) -> str:
        if make != "works":
            raise NotHereError(make)
        return make

    candidates = [
        Candidate("elsewhere", "never", "linux"),
        Candidate("broken", "broken", "windows"),
        Candidate("anywhere", "works"),
    ]
    assert first_that_works(candidates, attempt) == ("works", (PassedOver("broken", "broken"),))
