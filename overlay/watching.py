"""The app's eyes: the sources of the active window, and what becomes of what they see. Decides nothing."""

from __future__ import annotations

import os
from collections.abc import Callable

from overlay.detail_state import DetailState
from overlay.detailing import Detailing
from overlay.health import Health
from overlay.trace import Trace
from triggers.accessibility_mark import mark_path
from triggers.context import Detail
from triggers.loop import Loop
from triggers.sources.base import Observation, Unavailable
from triggers.sources.selector import SourceChoice
from triggers.sources.supervisor import Supervisor

_LEISURE = 1.0
"""Seconds after which what makes the first guide quicker no longer makes the start slower."""


class Watching:
    """Hands each observation to ``observe``, with what is known already of the window beyond its title.

    What becomes known of it later goes to ``look_closer``; ``blind`` is called when the active window cannot
    be told. ``make_ready`` is called when dialogs begin to be looked at: the guide for an error is urgent.
    """

    def __init__(
        self,
        loop: Loop,
        health: Health,
        trace: Trace,
        observe: Callable[[Observation, Detail | None], None],
        look_closer: Callable[[Detail | None], None],
        blind: Callable[[], None],
        make_ready: Callable[[], None],
    ) -> None:
        self.detailing = Detailing(loop, look_closer, self._detail_is)
        self._loop, self._make_ready = loop, make_ready
        self._health, self._trace = health, trace
        self._observe, self._blind = observe, blind
        self._supervisor = Supervisor(loop, os.getpid(), self._seen, self._chosen)

    def start(self) -> None:
        """Begin to watch."""
        self._supervisor.start()
        self._loop.call_later(_LEISURE, self._undo_after_crash)

    def activate(self, window_id: int) -> None:
        """Give the keyboard focus back to that window."""
        self._supervisor.activate(window_id)

    def close(self) -> None:
        """Watch no more; may be called twice."""
        self.detailing.close()
        self._supervisor.close()

    def _chosen(self, choice: SourceChoice) -> None:
        self._health.source_is(choice)
        self._trace.event("source", name=choice.source.name, state=self._health.source_state)

    def _undo_after_crash(self) -> None:
        """Accessibility may be on still for one of ours that was killed; nobody else knows it was us."""
        if mark_path().exists():
            from triggers.accessibility import undo_after_crash

            undo_after_crash(self._loop)

    def _detail_is(self, state: DetailState) -> None:
        self._health.detail_is(state)
        if state.state == "on":
            self._loop.call_later(_LEISURE, self._make_ready)

    def _seen(self, observation: Observation) -> None:
        self._observe(observation, self.detailing.known_of(observation.state))
        self.detailing.look_at(observation.state)
        self._health.source_says(observation.state)
        if isinstance(observation.state, Unavailable):
            reason = observation.state.reason
            self._trace.event("source", state=self._health.source_state, reason=reason)
            self._blind()
