"""Finds which of several ways of doing something works here, and why the others do not. Knows none itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Make = TypeVar("Make")
Made = TypeVar("Made")


class NotHereError(Exception):
    """Something cannot work on this machine or in this session; ``remedy`` says what to do instead."""

    def __init__(self, reason: str, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Candidate(Generic[Make]):
    """A way that may work here. ``make`` imports what it needs; ImportError says that it is missing."""

    name: str
    make: Make


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A window source or a hotkey registrar that is not used, and why; ``remedy`` is "" if nothing helps.

    ``began``: it did not refuse at once but has looked first, so its remedy is made for what is here.
    """

    name: str
    reason: str
    remedy: str = ""
    began: bool = False


def first_that_works(
    candidates: Iterable[Candidate[Make]], attempt: Callable[[Make], Made]
) -> tuple[Made | None, tuple[PassedOver, ...]]:
    """What ``attempt`` made of the first candidate that did not refuse, and those that did, in order."""
    passed_over: list[PassedOver] = []
    for candidate in candidates:
        try:
            return attempt(candidate.make), tuple(passed_over)
        except NotHereError as refusal:
            passed_over.append(PassedOver(candidate.name, refusal.reason, refusal.remedy))
        except ImportError as missing:
            passed_over.append(PassedOver(candidate.name, f"a library is missing: {missing}"))
    return None, tuple(passed_over)


def all_reasons(passed_over: Sequence[PassedOver]) -> str:
    """One line for people: "x11: there is no display; polling: ..."."""
    return "; ".join(f"{one.name}: {one.reason}" for one in passed_over)


def first_remedy(passed_over: Sequence[PassedOver]) -> str:
    """What helps the best of those that began, whose remedy is made for this session; else of all others.

    On GNOME that is its extension: choosing an X11 session, as the first one proposes, would help as well.
    """
    fitting_first = sorted(passed_over, key=lambda one: not one.began)
    return next((one.remedy for one in fitting_first if one.remedy), "")
