"""The words of author mode as pure functions of what was found. Not for widgets or colours."""

from __future__ import annotations

import re

from content.bundles.author.draft import Count, Hit, Verdict
from content.problems import Problem

LONGEST_TITLE = 240  # characters of a window's title that are shown; the rest is in the tooltip
NO_WINDOW = "No window was in front when you asked. Write the rule yourself, or leave it out."

HEADLINES = {
    Hit.EXACTLY: "Hits this window exactly",
    Hit.BROADLY: "Hits this window broadly, and many others too",
    Hit.NOT: "Does not hit this window at all",
    Hit.UNUSABLE: "The rule cannot be used yet",
    Hit.NO_RULE: "Belongs to no window: found by search only",
    Hit.NO_WINDOW: "There is no window to try the rule on",
}
ICONS = {
    Hit.EXACTLY: "check",
    Hit.BROADLY: "warning",
    Hit.NOT: "close",
    Hit.UNUSABLE: "warning",
    Hit.NO_RULE: "search",
    Hit.NO_WINDOW: "info",
}


def reason(verdict: Verdict) -> str:
    """Why the verdict is what it is, in one or two sentences."""
    if verdict.hit is Hit.UNUSABLE:
        return sentence(fault_of(verdict.fault)) if verdict.fault else "Look at the problems below."
    if verdict.hit is Hit.NO_RULE:
        return "Pick one of the proposals, or write patterns, to offer it beside a window."
    parts = [sentence(verdict.because)] if verdict.because else []
    if verdict.any_title:
        parts.append("Whatever the title is.")
    if verdict.needs_detail:
        parts.append("Only where the setting “detail” is on; it is off by default.")
    parts += [_counted(verdict.samples, "sample windows"), _counted(verdict.visited, "windows you went to")]
    return " ".join(part for part in parts if part)


def fault_of(problem: Problem) -> str:
    """A problem as one line, without its place."""
    field = f"{problem.field}: " if problem.field else ""
    return f"{field}{problem.message}; {problem.remedy}" if problem.remedy else f"{field}{problem.message}"


def sentence(words: str) -> str:
    """``words`` with a full stop and a capital letter, but for the name of a field that they begin with."""
    ended = words if words.endswith((".", "!", "?", "…")) else f"{words}."
    if re.match(r"[\w.\[\]-]+: ", ended):
        return ended
    return ended[:1].upper() + ended[1:]


def shown_title(title: str) -> str:
    """A window's title for a label: quite long ones are cut."""
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"


def _counted(count: Count, what: str) -> str:
    if not count.of:
        return ""
    return f"Hits {count.hit or 'none'} of {count.of} {what}."
