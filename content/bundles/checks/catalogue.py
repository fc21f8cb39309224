"""Every finding with its severity, its reason and its remedy, in words. Not for finding anything.

docs/checks.md is ``page()``, and a test keeps it so; SARIF reports describe their rules from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from content.bundles.builtin import included
from content.problems import Severity
from content.strict_yaml import parse

_FILE = "findings.yaml"

_INTRODUCTION = """\
# What `sidecue bundle check` finds

Each finding has a name, and names stay: reports, suppressions and other people's scripts refer to them. An
**error** takes something away from the people who use the bundle, or must not be published, and makes the
exit status 1. A **warning** takes nothing away; with `--strict` it makes the exit status 1 as well. A
**note** is good to know and never changes the exit status. `--json` and `--sarif` are described in
[command-line.md](command-line.md).

A warning that is meant that way is switched off in the card, by name:

```yaml
ignore: [many-lines]
```

Errors and notes cannot be switched off. A name that switches nothing off is reported, so that no list
outlives its reason.

An error in a rule takes the rule away: the card stays in search and never matches. `secret` and
`too-many-lines` take nothing away on a desk. Any other error takes its card away. One broken card, rule or
context never stops the others.

This page is made from `content/bundles/included/findings.yaml`:
`python -m content.bundles.checks.catalogue > docs/checks.md`.
"""

_CONCLUSION = """\
## What is not looked for

Telephone numbers: those of help desks and of people look alike, and help desks belong on cards. Names of
people, for the same reason. Passwords of letters alone: every sentence has such words.

`shadowed-rule` and `same-rule` report what can be proven from the patterns: the same patterns, a text that
fits, a piece inside a longer one. Regular expressions count as related only when they are the same. Required
cards are never said to shadow others: to come first is what they are for. Cards for different people
(`audience`) are not held against each other.
"""

_HEAD = "| name | severity | what it means, and why it matters | remedy |\n|---|---|---|---|\n"


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One finding, in Markdown: its name, ``what`` it means, ``why`` it matters, and the remedy."""

    name: str
    severity: Severity
    what: str
    why: str
    remedy: str


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Findings of one subject."""

    group: str
    findings: tuple[Entry, ...]


@cache
def groups() -> tuple[Group, ...]:
    """All findings by subject, in the order of the page."""
    text = (included() / _FILE).read_text(encoding="utf-8")
    return msgspec.convert(parse(text, _FILE).value, tuple[Group, ...])


@cache
def entries() -> Mapping[str, Entry]:
    """All findings by name."""
    return {entry.name: entry for group in groups() for entry in group.findings}


def ignorable() -> frozenset[str]:
    """The names that a card may ignore: those of all warnings."""
    return frozenset(name for name, entry in entries().items() if entry.severity is Severity.WARNING)


def page() -> str:
    """The whole of docs/checks.md."""
    tables = "\n".join(map(_table, groups()))
    return f"{_INTRODUCTION}\n{tables}\n{_CONCLUSION}"


def _table(group: Group) -> str:
    head = f"## {group.group}\n\n{_HEAD}"
    rows = [f"| `{e.name}` | {e.severity} | {e.what} {e.why} | {e.remedy} |\n" for e in group.findings]
    return head + "".join(rows)


if __name__ == "__main__":
    import sys

    sys.stdout.write(page())
