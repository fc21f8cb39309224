"""When the display server ended under the app, as one start tells the next. Not for what follows from it."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime

WITHIN = 60.0
"""Seconds in which ends are counted."""

MOST = 3
"""Ends in that time after which the app still comes back."""

NOTE = "SIDECUE_DISPLAY_ENDED"
"""The variable of the environment that hands it on."""

_LATEST = 4e9
"""Seconds since the epoch; no note of ours is from after the year 2096. Also refuses what is no number."""


@dataclass(frozen=True, slots=True)
class DisplayEnds:
    """``platform`` is Qt's name of the way to the display; ``at`` are seconds since the epoch, in order."""

    platform: str = ""
    at: tuple[float, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.at)

    @property
    def too_many(self) -> bool:
        """Whether coming back once more would only go on like this."""
        return len(self.at) > MOST

    @property
    def reason(self) -> str:
        """When it ended, in words; "" if it did not."""
        if not self.at:
            return ""
        again = f", {len(self.at)} times within a minute" if len(self.at) > 1 else ""
        # By way of UTC: the first day of all is beyond what Windows can tell of local times.
        when = datetime.fromtimestamp(self.at[-1], UTC).astimezone()
        return f"the display server ended at {when:%H:%M:%S}{again}"

    def and_at(self, now: float, platform: str) -> DisplayEnds:
        """With one more, without those that are long ago."""
        lately = (moment for moment in self.at if abs(now - moment) <= WITHIN)
        return DisplayEnds(platform, (*lately, now))

    def note(self) -> str:
        """As ``take_note`` reads it."""
        return " ".join([self.platform, *(f"{moment:.3f}" for moment in self.at)])


def take_note(environment: MutableMapping[str, str]) -> DisplayEnds:
    """What the start before left there, if it is one of ours; the programs that we start need not know."""
    platform, *moments = environment.pop(NOTE, "").split() or [""]
    try:
        at = tuple(float(moment) for moment in moments)
    except ValueError:
        return DisplayEnds()
    return DisplayEnds(platform, at) if all(0 <= moment <= _LATEST for moment in at) else DisplayEnds()
