"""The rule language: plain data, as YAML gives it, to expressions. Not for YAML, files or line numbers.

The reference for those who write rules is docs/rules.md.
"""

from __future__ import annotations

from collections.abc import Mapping

from triggers.rules.cycles import in_order
from triggers.rules.entries import EntryReader, too_large
from triggers.rules.model import All, Expression, Not
from triggers.rules.problems import ConditionError, ConditionProblem

__all__ = ["ConditionError", "ConditionProblem", "read_condition", "read_contexts"]

MAX_CONTEXTS = 1000
"""Most named contexts in one file."""

_FORMS = ("when", "not_when")


def read_condition(when: object, not_when: object, contexts: Mapping[str, Expression]) -> Expression:
    """The condition that ``when`` and ``not_when`` state together; ``not_when`` None: not stated.

    Raises ConditionError with every problem found. Nothing that is empty ever becomes "always".
    """
    problems: list[ConditionProblem] = []
    expression = _both(when, not_when, "", EntryReader(contexts, problems.append))
    if expression is not None and not problems:
        _check_size(expression, "when", problems)
    if expression is None or problems:
        raise ConditionError(problems)
    return expression


def read_contexts(data: object) -> tuple[dict[str, Expression], list[ConditionProblem]]:
    """The named contexts of a file that can be used, and the problems of the others."""
    if data is None:
        return {}, []
    if not isinstance(data, dict):
        return {}, [ConditionProblem("", "is not a mapping of contexts", "write NAME: {app: ...} lines")]
    if len(data) > MAX_CONTEXTS:
        message = f"has {len(data):,} contexts, more than {MAX_CONTEXTS:,}"
        return {}, [ConditionProblem("", message, "split the bundle")]
    problems: list[ConditionProblem] = []
    named = {name: value for name, value in data.items() if _is_name(name, problems)}
    order, circular = in_order(named)
    problems += circular
    contexts: dict[str, Expression] = {}
    for name in order:
        found: list[ConditionProblem] = []
        expression = _context(named[name], name, EntryReader(contexts, found.append, named))
        if expression is not None and not found:
            _check_size(expression, name, found)
        if expression is not None and not found:
            contexts[name] = expression
        problems += found
    return contexts, problems


def _context(data: object, name: str, reader: EntryReader) -> Expression | None:
    """One named context: the shapes of ``when``, or a mapping with ``when`` and ``not_when``."""
    if not isinstance(data, dict) or not any(form in data for form in _FORMS):
        return reader.alternatives(data, name)
    for key in data:
        if key not in _FORMS:
            reader.fail(f"{name}.{key}", "stands beside when and not_when", "move it below when")
    return _both(data.get("when"), data.get("not_when"), f"{name}.", reader)


def _both(when: object, not_when: object, prefix: str, reader: EntryReader) -> Expression | None:
    holds = reader.alternatives(when, f"{prefix}when")
    if not_when is None:
        return holds
    excluded = reader.alternatives(not_when, f"{prefix}not_when")
    return None if holds is None or excluded is None else All((holds, Not(excluded)))


def _is_name(name: object, problems: list[ConditionProblem]) -> bool:
    if isinstance(name, str) and name.strip() and len(name) <= 100:
        return True
    remedy = 'use letters, digits and "-", in quotes if YAML takes it for something else'
    problems.append(ConditionProblem(str(name)[:60], "is not a name of a context", remedy))
    return False


def _check_size(expression: Expression, place: str, problems: list[ConditionProblem]) -> None:
    if reason := too_large(expression):
        problems.append(ConditionProblem(place, reason, "split it into several cards or simpler contexts"))
