"""Why one way of doing something on this machine was passed over for another. Chooses nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A window source or a hotkey registrar that is not used, and why; ``remedy`` is "" if nothing helps."""

    name: str
    reason: str
    remedy: str = ""


def all_reasons(passed_over: Sequence[PassedOver]) -> str:
    """One line for people: "x11: there is no display; polling: ..."."""
    return "; ".join(f"{one.name}: {one.reason}" for one in passed_over)


def first_remedy(passed_over: Sequence[PassedOver]) -> str:
    """What helps the best of them, which is tried first."""
    return next((one.remedy for one in passed_over if one.remedy), "")
