from __future__ import annotations

from collections.abc import Callable

import pytest

from triggers.selection import Candidate, NotHereError, PassedOver, first_remedy, first_that_works


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


def test_what_began_has_the_remedy_for_this_session() -> None:
    x11, kwin = PassedOver("x11", "it is Xwayland", "Choose X11."), PassedOver("kwin", "no KWin", began=True)
    gnome = PassedOver("gnome", "no extension", "Install it.", began=True)
    accessibility = PassedOver("accessibility", "no bus", "Install at-spi2-core.", began=True)
    assert first_remedy([x11, kwin, gnome, accessibility]) == "Install it."
    assert first_remedy([x11, kwin, accessibility]) == "Install at-spi2-core."
    assert first_remedy([x11, kwin]) == "Choose X11."
    assert first_remedy([kwin]) == ""
