"""The apps a condition names, for the search index. Not for matching."""

from __future__ import annotations

from triggers.rules.model import All, AnyOf, Expression, Field, Kind, Test


def apps_of(condition: Expression | None) -> tuple[str, ...]:
    """The app and class names that ``condition`` asks for, without their wildcards; not those it excludes."""
    match condition:
        case Test(field=Field.APP | Field.CLASS, kind=Kind.GLOB | Kind.LITERAL, patterns=patterns):
            return tuple(pattern.replace("*", " ").replace("?", " ") for pattern in patterns)
        case All(parts=parts) | AnyOf(parts=parts):
            return tuple(app for part in parts for app in apps_of(part))
        case _:
            return ()
