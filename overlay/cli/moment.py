"""The moment for which `sidecue why` answers: the running app's own, else what the profile says. No Qt."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from content.attention import moments
from content.attention.cue import Moment, Offer, Wishes
from content.attention.quiet import is_quiet
from content.library.library import Library
from overlay.cli.bundles import memory_of
from overlay.cli.remote import NotRunningError, ask_app
from overlay.lessons import Lessons
from overlay.policy import load_policy
from overlay.prepared import prepare
from overlay.profile import open_profile
from overlay.settings.table import LEARNING, QUIET_HOURS, Settings
from triggers.context import Context


@dataclass(frozen=True)
class Now:
    """What is decided about: ``offers`` in the order for the person.

    ``unknown`` are the signs of the session that nobody could tell about, with the reasons.
    """

    moment: Moment
    offers: Sequence[Offer]
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


def plain(library: Library, context: Context) -> Now:
    """For bundles under test and scripts: nothing happened yet, everything is allowed."""
    return Now(Moment(datetime.now().astimezone(), app=context.app.casefold()), library.offers(context))


def present(arguments: argparse.Namespace, library: Library, context: Context, said: Wishes) -> Now:
    """The real moment of the person whose profile it is, in the window of ``context``."""
    if arguments.bundle:
        return plain(library, context)
    try:
        answer = ask_app(open_profile(arguments.profile), {"verb": "moment", "window": asdict(context)})
        return Now(
            moments.from_json(answer["moment"], context.app.casefold()),
            moments.offers_from_json(answer["offers"]),  # it may have been started with other bundles
            is_of_app=True,
            unknown=answer["unknown"],
        )
    # also an app of another version
    except (NotRunningError, TimeoutError, AttributeError, KeyError, TypeError, ValueError):
        return _of_profile(arguments, library, context, said)


def _of_profile(arguments: argparse.Namespace, library: Library, context: Context, said: Wishes) -> Now:
    now = datetime.now().astimezone()
    with closing(memory_of(arguments)) as memory:
        settings = Settings(memory, load_policy())
        lessons = Lessons(memory)
        lessons.use(library.cards)
        lessons.on = settings.get(LEARNING)
        moment = Moment(
            now,
            app=context.app.casefold(),
            loudest=settings.loudest,
            paused_until=memory.paused_until(),
            is_quiet=is_quiet(settings.get(QUIET_HOURS), now),
            budget=settings.budget,
        )
        offers = library.offers(context)
        prepared = prepare(
            offers,
            said,
            moment,
            plan=lessons.look,
            done=_done(open_profile(arguments.profile).evidence, library, offers, now),
            is_ticked=lambda card: memory.all_ticked(library.cards[card]),
        )
        return Now(prepared.moment, prepared.offers)


def _done(folder: Path, library: Library, offers: Sequence[Offer], now: datetime) -> Mapping[str, str]:
    """The required cards among ``offers`` that are done, each with how long that holds."""
    required = {offer.card for offer in offers if offer.required}
    if not required:
        return {}
    from content.evidence.entry import How
    from content.evidence.errors import EvidenceError
    from content.evidence.log import EvidenceLog
    from content.evidence.standing import standing

    try:
        entries = EvidenceLog(folder).look(signatures=False).examination.entries
    except EvidenceError:  # the app says so, and `sidecue evidence verify`
        return {}
    said = [entry.acknowledged for _, entry, _ in entries]
    last = {it.card: it for it in said if it.how is How.DONE and it.card in required}
    told = {card: standing(library.cards[card], it, now) for card, it in last.items()}
    return {card: it.because for card, it in told.items() if it.holds}
