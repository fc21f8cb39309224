"""Short ways to write rules and contexts in these tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from triggers.context import Context
from triggers.rules.language import ConditionError, ConditionProblem, read_condition
from triggers.rules.matcher import Matcher
from triggers.rules.model import Expression, Rule
from triggers.titles import normalise

NO_CONTEXTS: Mapping[str, Expression] = {}


def window(
    app: str = "", title: str = "", window_class: str = "", url: str = "", os: str = "linux"
) -> Context:
    """A context as the desktop app would make it: with its title normalised."""
    return Context(app=app, window_class=window_class, title=normalise(title), url=url, os=os)


def rule(when: object, not_when: object = None, card: str = "a", **others: Any) -> Rule:
    return Rule(card, f"cards/{card}.md:2", read_condition(when, not_when, NO_CONTEXTS), **others)


def holds(when: object, context: Context, not_when: object = None) -> bool:
    return bool(Matcher([rule(when, not_when)]).match(context))


def problems(when: object, not_when: object = None) -> list[ConditionProblem]:
    """What is wrong with a condition; fails the test when nothing is."""
    try:
        read = read_condition(when, not_when, NO_CONTEXTS)
    except ConditionError as error:
        return error.problems
    raise AssertionError(f"nothing was found wrong: {read}")


def fields(when: object, not_when: object = None) -> list[str]:
    return [problem.field for problem in problems(when, not_when)]
