"""What came into view by itself within the last hour. Not for how much may: that is the Budget of cue.py."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from content.attention.cue import Budget

HOUR = timedelta(hours=1)


class Spending:
    """Kept while the app runs, and never written down: when somebody looked at what is nobody's business."""

    def __init__(self) -> None:
        self._panels: deque[datetime] = deque()
        self._cues: deque[datetime] = deque()

    def panel(self, now: datetime) -> None:
        """A panel opened by itself."""
        self._panels.append(now)

    def cue(self, now: datetime) -> None:
        """A card came into view by itself, as tab or panel."""
        self._cues.append(now)

    def spent(self, now: datetime) -> Budget:
        """How many of each within the hour before ``now``."""
        return Budget(_within(self._panels, now), _within(self._cues, now))


def _within(times: deque[datetime], now: datetime) -> int:
    while times and not timedelta(0) <= now - times[0] < HOUR:
        times.popleft()  # also after a clock that jumped back, which must not silence anything for days
    return len(times)
