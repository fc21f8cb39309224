"""Our policy against opening always, never, and reviewing by hand: ``python -m tests.sim [--people N]``.

The same synthetic people live the same six weeks under each (tests/sim/people.py says what is assumed).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from content.attention.cue import Loudness
from tests.sim.people import Person
from tests.sim.policies import Always, Manual, Never, Ours
from tests.sim.replay import NOTICES, Tally, replay

DAYS = 30
PEOPLE = 12
OURS, ALWAYS, NEVER, MANUAL = "ours", "always open", "never open", "manual review"
HEADS = (
    "interruptions an hour",
    "of them relevant",
    "tabs an hour",
    "needs served",
    "retention, day 30",
    "of all cards alike",
    "minutes with help a day",
    "minutes lost without it",
)


def run(
    people: int = PEOPLE, days: int = DAYS, seed: int = 1, tab_noticed: float = NOTICES[Loudness.TAB]
) -> dict[str, Tally]:
    """The tally of each policy over all people together."""
    notices = {**NOTICES, Loudness.TAB: tab_noticed}
    tallies: dict[str, list[Tally]] = {OURS: [], ALWAYS: [], NEVER: [], MANUAL: []}
    with TemporaryDirectory() as folder:
        for one in range(people):
            number = seed * 1000 + one
            person = Person(number)
            ours = replay(person, Ours(person, Path(folder)), days, notices)
            tallies[OURS].append(ours)
            tallies[ALWAYS].append(replay(Person(number), Always(), days, notices))
            tallies[NEVER].append(replay(Person(number), Never(), days, notices))
            by_hand = Person(number)
            # As many minutes as ours took of this person on each day, beside what they look up by themselves.
            tallies[MANUAL].append(replay(by_hand, Manual(by_hand, ours.daily), days, notices))
    return {name: _together(of_people) for name, of_people in tallies.items()}


def _together(tallies: Sequence[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        for field in vars(whole):
            setattr(whole, field, getattr(whole, field) + getattr(tally, field))
    whole.retention /= len(tallies)
    whole.breadth /= len(tallies)
    return whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE, metavar="N", help=f"how many ({PEOPLE})")
    parser.add_argument("--days", type=int, default=DAYS, metavar="N", help=f"of the calendar ({DAYS})")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another crowd")
    parser.add_argument(
        "--tab-noticed",
        type=float,
        default=NOTICES[Loudness.TAB],
        metavar="P",
        help="how likely a person who is stuck takes to the tab",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    found = run(arguments.people, arguments.days, arguments.seed, arguments.tab_noticed)
    if arguments.json:
        print(json.dumps({name: dict(zip(HEADS, tally.row(), strict=True)) for name, tally in found.items()}))
        return
    print(f"| policy | {' | '.join(HEADS)} |")
    print("|---|" + "---:|" * len(HEADS))
    for name, tally in found.items():
        often, relevant, tabs, served, retention, breadth, helped, without = tally.row()
        shares = f"{served:.0%} | {retention:.1%} | {breadth:.0%} | {helped:.1f} | {without:.1f}"
        print(f"| {name} | {often:.2f} | {relevant:.0%} | {tabs:.1f} | {shares} |")
    ours, always = found[OURS], found[ALWAYS]
    print(
        f"\nOurs serves {ours.row()[3] / always.row()[3]:.1%} of the needs that always open serves, with "
        f"{ours.row()[0] / always.row()[0]:.1%} of its interruptions."
    )


if __name__ == "__main__":
    main()
