"""A small desk to work at in tests: a bundle on disk, windows it has cards for, and what keeps a record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from triggers.context import Context, Rect, WindowInfo
from triggers.sources.base import Observation, SourceState

BUNDLE = """id: desk
version: "1.2"
title: Desk
publisher: Example
"""
CARDS = {
    "pay": """---
title: Before you pay
when: {app: soffice, title: "*payment run*"}
loudness: panel
priority: 9
keywords: [treasury]
---
Two people check.

- [ ] The total matches
- [ ] No new bank details
""",
    "undo": """---
title: Undo a payment
when: {app: soffice, title: "*payment run*"}
---
1. Open the run.
2. Recall it.
""",
    "mail": """---
title: Before you send
when: {app: thunderbird}
loudness: tab
reset: visit
---
- [ ] Is everyone in it?
""",
    "news": """---
title: What is new
when: {app: firefox}
loudness: badge
---
Have a look.
""",
    "terms": """---
title: Payment terms
keywords: [deadline]
---
Thirty days.
""",
}


def write_bundle(root: Path, **cards: str) -> Path:
    """A bundle "desk" with these cards instead of the usual ones; the result is its folder."""
    (root / "cards").mkdir(parents=True, exist_ok=True)
    (root / "bundle.yaml").write_text(BUNDLE, encoding="utf-8")
    for name, text in (cards or CARDS).items():
        (root / "cards" / f"{name}.md").write_text(text, encoding="utf-8")
    return root


LEFT, RIGHT = Rect(0, 100, 300, 400), Rect(500, 100, 300, 400)  # at either edge of a screen of 800 px
PAYMENTS = WindowInfo(7, "soffice", "libreoffice", "Payment run 12.ods", 70, LEFT)
MAIL = WindowInfo(8, "thunderbird", "thunderbird", "Write: Hello", 80, RIGHT)
BROWSER = WindowInfo(9, "firefox", "firefox", "News", 90, RIGHT)
GAME = WindowInfo(10, "mines", "mines", "Mines", 100, RIGHT)


def moved(window: WindowInfo, frame: Rect) -> WindowInfo:
    """The same window somewhere else."""
    return replace(window, frame=frame)


class Windows:
    """Delivers what a source would see."""

    def __init__(self, observe: Callable[[Observation], None]) -> None:
        self._observe = observe
        self.seq = 0

    def see(self, state: SourceState) -> None:
        self.seq += 1
        self._observe(Observation(self.seq, float(self.seq), state))


class TraceRecord:
    """Implements Trace and keeps what it is told."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def event(self, name: str, /, t: float | None = None, **fields: object) -> None:
        self.events.append({"event": name, "t": t, **fields})

    def context(self, t: float, seq: int, context: Context) -> None:
        self.event("context", t, seq=seq, app=context.app)

    def close(self) -> None:
        pass

    def names(self) -> list[str]:
        return [event["event"] for event in self.events]

    def of(self, name: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["event"] == name]
