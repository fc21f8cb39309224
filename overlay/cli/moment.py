"""The moment for which `sidecue why` answers: the running app's own, else what the profile says. No Qt."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

from content.attention import moments
from content.attention.cue import Moment
from content.attention.quiet import is_quiet
from overlay.cli.bundles import memory_of
from overlay.cli.remote import NotRunningError, ask_app
from overlay.policy import load_policy
from overlay.profile import open_profile
from overlay.settings.table import QUIET_HOURS, Settings


@dataclass(frozen=True)
class Now:
    """``unknown`` are the signs of the session that nobody could tell about, with the reasons."""

    moment: Moment
    is_of_app: bool = False
    unknown: Mapping[str, str] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """The moment in words, if it is the running app's: else there is little to tell."""
        if not self.is_of_app:
            return
        moment = self.moment
        spent, budget = moment.spent, moment.budget
        yield (
            f"now, in the running Sidecue: {spent.panels} of {budget.panels} panels and "
            f"{spent.cues} of {budget.cues} cards within the hour"
        )
        yield f"  session: {', '.join(sorted(moment.signs)) or 'nothing speaks against showing a card'}"
        for sign, reason in self.unknown.items():
            yield f"  unknown: {sign}: {reason}"


def plain() -> Now:
    """For bundles under test and scripts: nothing happened yet, everything is allowed."""
    return Now(Moment(datetime.now().astimezone()))


def present(arguments: argparse.Namespace) -> Now:
    """The real moment of the person whose profile it is."""
    if arguments.bundle:
        return plain()
    try:
        answer = ask_app(open_profile(arguments.profile), {"verb": "moment"})
        return Now(moments.from_json(answer["moment"], ""), is_of_app=True, unknown=answer["unknown"])
    except (NotRunningError, TimeoutError, KeyError, TypeError, ValueError):  # also an app of another version
        return _of_profile(arguments)


def _of_profile(arguments: argparse.Namespace) -> Now:
    now = datetime.now().astimezone()
    with closing(memory_of(arguments)) as memory:
        settings = Settings(memory, load_policy())
        return Now(
            Moment(
                now,
                loudest=settings.loudest,
                paused_until=memory.paused_until(),
                is_quiet=is_quiet(settings.get(QUIET_HOURS), now),
                budget=settings.budget,
            )
        )
