"""A process that listens to the accessibility bus, as the app and some commands do, until its input ends."""

from __future__ import annotations

import os
import sys

from triggers.accessibility import AccessibilityBus
from triggers.accessibility_events import FOCUSED
from triggers.loop import SelectorLoop


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main() -> None:
    loop = SelectorLoop()
    bus = AccessibilityBus(loop, [FOCUSED], lambda *_: None, lambda: say("listens"), lambda *_: say("lost"))
    bus.start()
    ended: list[bytes] = []
    loop.watch(sys.stdin.fileno(), lambda: ended.append(os.read(sys.stdin.fileno(), 1)))
    loop.run(lambda: bool(ended), float("inf"))
    bus.close()


if __name__ == "__main__":
    main()
