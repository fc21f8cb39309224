"""What goes along with every card: who notes, teaches, leads on and proves. Does nothing itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from content.memory.memory import Memory
from overlay.evidence import Evidence
from overlay.lessons import Lessons
from overlay.onward import Onward
from overlay.recorder import Recorder
from overlay.settings.table import HISTORY, LEARNING, SUGGESTIONS, Settings


@dataclass(frozen=True, slots=True)
class Companions:
    """One of each for the whole app. Without ``evidence`` nothing is required of anybody."""

    memory: Memory
    lessons: Lessons
    onward: Onward
    recorder: Recorder = field(default_factory=Recorder)
    evidence: Evidence | None = None

    @classmethod
    def of(
        cls, memory: Memory, recorder: Recorder | None = None, evidence: Evidence | None = None
    ) -> Companions:
        """Those who keep what they know in ``memory``."""
        told = recorder or Recorder()
        return cls(memory, Lessons(memory, told.learned), Onward(memory), told, evidence)

    def take(self, settings: Settings) -> None:
        """The settings that hold now."""
        self.lessons.on = settings.get(LEARNING)
        # Paths count what was completed, which whoever wants neither of these kept does not want kept either.
        self.memory.learned.keeps_done = settings.get(LEARNING) or settings.get(HISTORY)
        self.lessons.keeps_history = self.onward.keeps_history = settings.get(HISTORY)
        self.onward.suggests = settings.get(SUGGESTIONS)
