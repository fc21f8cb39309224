"""Orders named contexts so that each comes after those it uses. Not for reading what they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from triggers.rules.problems import ConditionProblem

_LOGIC = ("when", "not_when", "not", "context")
_LONGEST_SHOWN = 8


def in_order(named: Mapping[str, object]) -> tuple[list[str], list[ConditionProblem]]:
    """The names that are part of no circle, each after those it uses, and a problem for every circle."""
    uses = {name: {used for used in _names_in(data) if used in named} for name, data in named.items()}
    problems: list[ConditionProblem] = []
    while True:
        try:
            return list(TopologicalSorter(uses).static_order()), problems
        except CycleError as error:
            circle = error.args[1][::-1]  # each uses the next; the first is the last again
            problems.append(_problem(circle))
            uses = {name: used - set(circle) for name, used in uses.items() if name not in circle}


def _names_in(data: object) -> Iterator[str]:
    """Every text in ``data`` that stands where the name of a context may stand."""
    waiting, seen = [data], set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, list | dict) and id(part) not in seen:
            seen.add(id(part))  # YAML aliases can make data that contains itself
            waiting.extend(part if isinstance(part, list) else (part[key] for key in _LOGIC if key in part))


def _problem(circle: list[str]) -> ConditionProblem:
    shown = " uses ".join(f'"{name}"' for name in circle[:_LONGEST_SHOWN])
    tail = " uses …" if len(circle) > _LONGEST_SHOWN else ""
    return ConditionProblem(circle[0], f"is part of a circle: {shown}{tail}", "take one of them out")
