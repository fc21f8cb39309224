"""Our attention policy against "always open" and "never open": ``python -m tests.sim [--people N]``.

The same synthetic people live the same six weeks under each (tests/sim/people.py says what is assumed).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence

from content.attention.cue import Loudness
from tests.sim.people import Person
from tests.sim.replay import NOTICES, Always, Never, Ours, Policy, Tally, replay

DAYS = 30
PEOPLE = 12
POLICIES: dict[str, Callable[[], Policy]] = {"ours": Ours, "always open": Always, "never open": Never}
HEADS = (
    "interruptions an hour",
    "of them relevant",
    "tabs an hour",
    "needs served",
    "retention, day 30",
    "minutes a day",
)


def run(
    people: int = PEOPLE, days: int = DAYS, seed: int = 1, tab_noticed: float = NOTICES[Loudness.TAB]
) -> dict[str, Tally]:
    """The tally of each policy over all people together."""
    notices = {**NOTICES, Loudness.TAB: tab_noticed}
    return {
        name: _together([replay(Person(seed * 1000 + one), make(), days, notices) for one in range(people)])
        for name, make in POLICIES.items()
    }


def _together(tallies: Sequence[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        for field in vars(whole):
            setattr(whole, field, getattr(whole, field) + getattr(tally, field))
    whole.retention /= len(tallies)
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
        often, relevant, tabs, served, retention, minutes = tally.row()
        shares = f"{served:.0%} | {retention:.0%}"
        print(f"| {name} | {often:.2f} | {relevant:.0%} | {tabs:.1f} | {shares} | {minutes:.1f} |")
    ours, always = found["ours"], found["always open"]
    print(
        f"\nOurs serves {ours.row()[3] / always.row()[3]:.1%} of the needs that always open serves, with "
        f"{ours.row()[0] / always.row()[0]:.1%} of its interruptions."
    )


if __name__ == "__main__":
    main()
