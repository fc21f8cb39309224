"""Puts a cue on the screen as panel, tab or badge, once, calmly, and not again while nothing differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from content.attention.cue import Cue, Loudness
from content.attention.reasons import why_shown
from content.cards.model import Card, Recall
from content.memory.memory import Memory
from overlay.calm import Calm, Haste
from overlay.companions import Companions
from overlay.panel.content import PanelContent
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.trace import Trace
from triggers.context import WindowInfo

CHOSEN = "You opened this card yourself."


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that the picture depends on."""

    loudness: Loudness
    cards: tuple[Card, ...] = ()
    because: str = ""
    is_asked: bool = False
    recall: Recall | None = None
    owed: bool = False
    done: str = ""


class Presenter(QObject):
    """The only one who shows and hides panel and tab."""

    badge_changed = Signal(bool)
    applied = Signal(object)  # the Scene that is on the screen, told for each cue that is not held back

    def __init__(
        self,
        panel: Panel,
        tab: Tab,
        memory: Memory,
        trace: Trace,
        companions: Companions | None = None,
        calm: Calm | None = None,
    ) -> None:
        """Without ``calm`` everything is shown at once."""
        super().__init__()
        companions = companions or Companions.of(memory)
        self._onward, self._lessons = companions.onward, companions.lessons
        self._evidence = companions.evidence
        self._calm = calm or Calm()
        self._panel, self._tab, self._memory, self._trace = panel, tab, memory, trace
        self._scene = Scene(Loudness.NONE)
        self._window_id: int | None = None
        self._seq = 0
        self._untold: Loudness | None = None
        self.side = "nearest"
        panel.painted.connect(self._panel_painted)
        tab.painted.connect(self._tab_painted)

    @property
    def panel_card(self) -> str | None:
        """The card in the panel, None while the panel is hidden."""
        return self._scene.cards[0].id if self._scene.loudness is Loudness.PANEL else None

    def show(
        self,
        cue: Cue,
        chosen: str | None,
        cards: Mapping[str, Card],
        because: Mapping[str, str],
        window: WindowInfo | None,
        seq: int,
        haste: Haste = Haste.ASKED,
    ) -> None:
        """Show ``cue`` beside ``window``; a card that the person chose comes before what is offered.

        What the person did not ask for waits until it has settled (calm.py).
        """
        scene = self._with_question(self._with_duty(_scene_of(cue, chosen, cards, because), because))
        window_id = window.id if window is not None else None
        moved = window_id is not None and window_id != self._window_id
        if scene == self._scene and not (moved and scene.loudness >= Loudness.TAB):
            self._calm.forget()
            self._window_id = self._window_id if window_id is None else window_id
            self.follow(window)  # it may have moved while its title changed
            self.applied.emit(scene)
            return
        self._calm.change(
            (scene, window_id),
            lambda: self._turn_to(scene, window, seq),
            lingers=scene.loudness < self._scene.loudness,
            haste=haste,
        )

    def _turn_to(self, scene: Scene, window: WindowInfo | None, seq: int) -> None:
        moved = window is not None and window.id != self._window_id
        if window is not None:
            self._window_id = window.id
        before, self._scene, self._seq = self._scene, scene, seq
        self._untold = scene.loudness
        self._apply(scene, before, window, moved=moved)
        self.applied.emit(scene)

    def follow(self, window: WindowInfo | None) -> None:
        """The person moved their window, perhaps to another edge or screen: go with it."""
        if self._calm.waits:
            return  # this may be another window than the one beside which the picture stands
        shown = {Loudness.PANEL: self._panel, Loudness.TAB: self._tab}.get(self._scene.loudness)
        if shown is not None and window is not None:
            shown.appear(window.frame, self.side)

    def refresh(self) -> None:
        """Ticks or steps have changed in memory: show them."""
        if self._scene.loudness is Loudness.PANEL:
            self._scene = self._with_duty(self._scene)
            self._panel.present(self._content(self._scene))

    def ask_to_close(self) -> bool:
        """Let the panel ask first why a required card is left; False when there is nothing to ask."""
        if self._scene.owed:
            self._panel.ask_to_close()
        return self._scene.owed

    def _with_duty(self, scene: Scene, because: Mapping[str, str] | None = None) -> Scene:
        """``scene`` with what is recorded of its card, which is owed where its rule holds.

        Looked up elsewhere it is only read. Without ``because`` the rule holds if it did before.
        """
        if scene.loudness is not Loudness.PANEL or self._evidence is None:
            return scene
        card = scene.cards[0].id
        standing = self._evidence.standing(card)
        if standing is None:
            return scene
        is_here = scene.owed if because is None else card in because
        return replace(scene, owed=is_here and not standing.holds, done=standing.short)

    def _apply(self, scene: Scene, before: Scene, window: WindowInfo | None, *, moved: bool) -> None:
        frame = window.frame if window is not None else None
        if scene.loudness is not Loudness.PANEL:
            self._panel.vanish()
        if scene.loudness is not Loudness.TAB:
            self._tab.vanish()
        if scene.loudness is Loudness.PANEL:
            self._panel.present(self._content(scene))
            if moved or before.loudness is not Loudness.PANEL:
                self._panel.appear(frame, self.side)
        elif scene.loudness is Loudness.TAB:
            self._tab.present(scene.cards)
            if moved or before.loudness is not Loudness.TAB:
                self._tab.appear(frame, self.side)
        self._lessons.showing(self.panel_card)
        self.badge_changed.emit(scene.loudness is Loudness.BADGE)
        if scene.loudness <= Loudness.BADGE and before.loudness != scene.loudness:
            self._trace.event("cue_painted", seq=self._seq, loudness=scene.loudness.name.lower())

    def _with_question(self, scene: Scene) -> Scene:
        """A card that was brought back is asked for, where there is room for a question."""
        if scene.loudness is not Loudness.PANEL:
            return scene
        return replace(scene, recall=self._lessons.question(scene.cards[0].id))

    def _content(self, scene: Scene) -> PanelContent:
        card, lessons = scene.cards[0], self._lessons
        return PanelContent(
            card,
            scene.cards[1:],
            scene.because,
            self._memory.ticked(card),
            self._memory.step(card),
            scene.recall,
            lessons.knows(card.id) if lessons.can_be_known(card) else None,
            self._memory.feedback.on(card.id),
            tuple((it.card, it.because) for it in self._onward.after(card.id, [it.id for it in scene.cards])),
            scene.owed,
            scene.done,
        )

    def _panel_painted(self) -> None:
        self._tell_painted(Loudness.PANEL)

    def _tab_painted(self) -> None:
        self._tell_painted(Loudness.TAB)

    def _tell_painted(self, loudness: Loudness) -> None:
        # Once for each cue: a tick paints the panel too, and is no new cue.
        if self._untold is loudness:
            self._untold = None
            self._trace.event("cue_painted", seq=self._seq, loudness=loudness.name.lower())


def _scene_of(cue: Cue, chosen: str | None, cards: Mapping[str, Card], because: Mapping[str, str]) -> Scene:
    offered = tuple(cards[card] for card in cue.cards)
    if chosen is not None:
        others = tuple(card for card in offered if card.id != chosen)
        why = _why(cue, chosen, cards, because)
        return Scene(Loudness.PANEL, (cards[chosen], *others), why, is_asked=True)
    if not offered:
        return Scene(Loudness.NONE)
    why = _why(cue, None, cards, because) if cue.loudness is Loudness.PANEL else ""
    return Scene(cue.loudness, offered, why)


def _why(cue: Cue, chosen: str | None, cards: Mapping[str, Card], because: Mapping[str, str]) -> str:
    return "\n".join(why_shown(cue, chosen, because, CHOSEN, lambda card: f"“{cards[card].title}”"))
