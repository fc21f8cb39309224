"""Gathers how every part of the app fares, and tells the tray, the problems list and `sidecue status`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from content.library.library import Library
from content.memory.memory import Memory
from content.problems import Severity
from content.xapi.standing import OFF, Standing
from overlay import report
from overlay.channels import Channels, last_check
from overlay.detail_state import MISSED, DetailState
from overlay.dialogs import Dialogs
from overlay.display_ends import DisplayEnds
from overlay.hotkey_state import HotkeyState
from overlay.meaning import MeaningState
from overlay.problems.model import AppProblem, said
from overlay.settings.table import HOTKEY_PALETTE, HOTKEY_PANEL, Settings
from overlay.tray.state import TrayState
from overlay.tray.tray import Tray
from triggers.session.selector import Session
from triggers.sources.base import SourceState, Unavailable
from triggers.sources.selector import SourceChoice


class Health:
    """Is told what changes, and passes on the whole each time something did."""

    def __init__(
        self, tray: Tray, dialogs: Dialogs, memory: Memory, settings: Settings, now: Callable[[], datetime]
    ) -> None:
        self._tray, self._dialogs, self._memory = tray, dialogs, memory
        self._settings, self._now = settings, now
        self._library = Library(())
        self._hotkeys: dict[str, HotkeyState] = {}
        self._source: SourceChoice | None = None
        self._seen: SourceState | None = None
        self._unread = ""
        self._mishaps: list[str] = []
        self._broken: dict[str, str] = {}
        self._untraced = ""
        self._unwatched = 0
        self._events: tuple[str, ...] = ()
        self._no_evidence = ""
        self._channels = Channels()
        self._meaning = MeaningState("resting")
        self._detail = DetailState()
        self._statements = Standing(OFF)
        self._session: Session | None = None
        self._display = DisplayEnds()

    def source_is(self, choice: SourceChoice) -> None:
        """This source runs; one that only stands in for a better one is a problem to tell."""
        before, self._source = self._source, choice
        if (before.missed if before is not None else None) != choice.missed:
            self.refresh()

    def source_says(self, state: SourceState) -> None:
        """What the source sees; only whether it sees, and why not, matters here."""
        before, self._seen = self._seen, state
        if type(before) is not type(state) or (isinstance(state, Unavailable) and before != state):
            self.refresh()

    def session_is(self, session: Session) -> None:
        """This is asked about the session; what it lacks is in `sidecue status`."""
        self._session = session

    def display_is(self, ends: DisplayEnds) -> None:
        """Why the app started again by itself, if it did: for `sidecue status`, because it is no problem."""
        self._display = ends

    def hotkey_is(self, name: str, state: HotkeyState) -> None:
        """The hotkey of the setting ``name`` was registered, could not be, was lost or works again."""
        self._hotkeys[name] = state
        if name == HOTKEY_PALETTE.name:
            self._tray.set_hotkey(state.chord if state.works else "")
        self._dialogs.hotkey_is(name, state)
        self.refresh()

    @property
    def source_state(self) -> str:
        """The state of the source in one or two words, as `sidecue status` has it."""
        return str(report.source_report(self._source, self._seen)["state"])

    def use(self, library: Library) -> None:
        """The bundles were read."""
        self._library, self._unread = library, ""
        self._broken.clear()
        self.refresh()

    def reading_failed(self, reason: str) -> None:
        """The bundles could not be read; those read before stay in use."""
        self._unread = reason
        self.refresh()

    def files_unwatched(self, count: int) -> None:
        """So many files of the bundles cannot be watched for changes."""
        if count != self._unwatched:
            self._unwatched = count
            self.refresh()

    def went_wrong(self, what: str) -> None:
        """An error inside Sidecue that nobody expected; each is told once."""
        if what not in self._mishaps:
            self._mishaps.append(what)
            self.refresh()

    def trace_lost(self, reason: str) -> None:
        """The trace that was asked for is written no more."""
        self._untraced = reason
        self.refresh()

    def events_say(self, problems: tuple[str, ...]) -> None:
        """What is wrong with the event log, if anything."""
        self._events = problems
        self.refresh()

    def evidence_is(self, trouble: str) -> None:
        """What is wrong with the log of required cards, "" when nothing is."""
        if trouble != self._no_evidence:
            self._no_evidence = trouble
            self.refresh()

    def channels_are(self, channels: Channels) -> None:
        """The channels were looked at, or will be at another time."""
        self._channels = channels
        self._tray.set_channels(last_check(channels, self._now()), checking=channels.checking)
        self._dialogs.channels_are(channels)
        self.refresh()

    def meaning_is(self, state: MeaningState) -> None:
        """How search by meaning fares; without it the words still find cards, so that it is no problem."""
        self._meaning = state

    def detail_is(self, state: DetailState) -> None:
        """How it stands with what windows show beyond their titles."""
        if state != self._detail:
            self._detail = state
            self.refresh()

    def statements_are(self, standing: Standing) -> None:
        """How it stands with the learning record store."""
        self._statements = standing
        self.refresh()

    def card_broken(self, card: str, reason: str) -> None:
        """The panel could not show ``card``; that holds until the bundles are read again."""
        if self._broken.get(card) != reason:
            self._broken[card] = reason
            self.refresh()

    def refresh(self) -> None:
        """Tell everyone how things are now."""
        problems = self._app_problems()
        self._tray.set_state(*self._state(problems))
        self._tray.set_problems(len(problems) + len(self._library.problems))
        self._dialogs.tell(self._library, problems)

    def status(self) -> report.Json:
        """The answer to `sidecue status`."""
        problems = self._app_problems()
        state, reason = self._state(problems)
        return report.status_report(
            f"{state.value} {reason}".strip(),
            report.source_report(self._source, self._seen),
            [report.hotkey_report(self._hotkeys.get(key.name)) for key in (HOTKEY_PALETTE, HOTKEY_PANEL)],
            report.bundle_reports(self._library),
            report.policy_report(self._settings.policy),
            report.person_report(self._settings),
            len(problems) + len(self._library.problems),
        ) | {
            "channels": report.channel_reports(self._channels),
            "detail": report.detail_report(self._detail),
            "meaning": report.meaning_report(self._meaning),
            "answers": report.answers_report(self._settings),
            "xapi": report.xapi_report(self._statements),
            "session": report.session_reports(self._session),
            "display": report.display_report(self._display),
        }

    def _state(self, problems: list[AppProblem]) -> tuple[TrayState, str]:
        broken = any(problem.severity is Severity.ERROR for problem in self._library.problems)
        first = problems[0].message if problems else "some cards are broken" if broken else ""
        return report.tray_state(self._seen, self._memory.paused_until(), self._now(), first)

    def _app_problems(self) -> list[AppProblem]:
        """What is wrong with the app itself, in plain words."""
        found = [
            AppProblem(message)
            for message in (*self._memory.problems, *self._settings.problems, *self._events)
        ]
        found += [
            AppProblem(
                f"Your organisation's policy, {problem.file}:{problem.line}: {said(problem)}", problem.remedy
            )
            for problem in self._settings.policy.problems
        ]
        found += self._problems_around()
        for card, reason in self._broken.items():
            remedy = "Please report this, with the card; it may help to write the card in another way."
            found.append(AppProblem(f"The card {card} could not be shown: {reason}", remedy))
        for what in self._mishaps:
            remedy = "It goes on; please report this, and start it again if something looks wrong."
            found.append(AppProblem(f"Something went wrong inside Sidecue: {what}", remedy))
        if self._unread:
            remedy = "The cards read before stay in use; `sidecue bundle check` may say more."
            found.append(AppProblem(f"The cards could not be read: {self._unread}", remedy))
        if self._unwatched:
            words = f"{self._unwatched:,} files of your bundles cannot be watched: saving one goes unnoticed"
            remedy = "On Linux raise fs.inotify.max_user_watches; elsewhere start Sidecue anew after changes."
            found.append(AppProblem(words, remedy))
        if self._no_evidence:
            remedy = "`sidecue evidence verify` says more."
            found.append(AppProblem(self._no_evidence, remedy))
        if self._untraced:
            found.append(AppProblem(self._untraced, "Sidecue goes on without it."))
        return found

    def _problems_around(self) -> list[AppProblem]:
        """What is wrong with what others have to give: the desktop, publishers, a record store."""
        found = [
            AppProblem(f"The hotkey {state.chord} does not work: {state.problem}", state.remedy)
            for state in self._hotkeys.values()
            if state.problem
        ]
        if self._source is not None and (missed := self._source.missed) is not None:
            words = f"The active window is told by {self._source.source.name} now, for want of {missed.name}"
            found.append(AppProblem(f"{words}: {missed.reason}", missed.remedy))
        if self._detail == MISSED and self._library.requires_beyond_titles:
            words = "Required cards belong to dialogs, controls or pages, which Sidecue does not look at"
            found.append(AppProblem(words, "Switch on “detail” in the settings; else they never come."))
        if self._detail.state == "unavailable":
            words = f"Dialogs, controls and page addresses cannot be seen: {self._detail.reason}"
            remedy = self._detail.remedy or "Cards that ask for them stay away; all others come as ever."
            found.append(AppProblem(words, remedy))
        for words in report.channel_problems(self._channels, self._now()):
            remedy = "What was there before stays in use. Tell the publisher if this does not pass."
            found.append(AppProblem(words, remedy))
        for words in report.xapi_problems(self._statements, self._now()):
            remedy = "Nothing else suffers. `sidecue xapi status` says more; tell whoever looks after it."
            found.append(AppProblem(words, remedy))
        return found
