"""Whether a rule can hold where nobody tells what a window shows beyond its title. Not for matching."""

from __future__ import annotations

from triggers.rules.model import BEYOND_TITLE, All, Expression, Not, Test


def needs_detail(condition: Expression) -> bool:
    """Whether ``condition`` never holds while the setting ``detail`` is off.

    A negated test on detail holds there, and one alternative that needs none is enough.
    """
    return not _can_come_out(condition, holding=True)


def _can_come_out(condition: Expression, *, holding: bool) -> bool:
    """Whether it may hold, or not hold, without detail: where nobody tells, no test on detail holds."""
    if isinstance(condition, Test):
        return not holding or condition.field not in BEYOND_TITLE
    if isinstance(condition, Not):
        return _can_come_out(condition.part, holding=not holding)
    parts = (_can_come_out(part, holding=holding) for part in condition.parts)
    return all(parts) if isinstance(condition, All) is holding else any(parts)
