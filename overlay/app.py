"""The composition root: builds every part of the desktop app, connects them, and takes them down again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from content.library.cache import LibraryCache
from content.library.reading import Reading
from content.memory.memory import Memory
from content.policy.model import NO_POLICY, Policy
from overlay.acknowledging import Acknowledging
from overlay.app_events import AppEvents
from overlay.authoring import Authoring
from overlay.bundles import BundleReader
from overlay.calm import Calm
from overlay.companions import Companions
from overlay.conductor import Conductor
from overlay.dialogs import Dialogs
from overlay.evidence import Evidence
from overlay.finder import Finder
from overlay.health import Health
from overlay.hotkeys import HOTKEYS, Hotkeys
from overlay.instance import listen
from overlay.loop import QtLoop
from overlay.meaning import Meaning
from overlay.mishaps import Mishaps
from overlay.off_taskbar import OffTaskbar
from overlay.options import Options
from overlay.own_command import own_command
from overlay.panel.panel import Panel
from overlay.panel.tab import Tab
from overlay.panel_actions import PanelActions
from overlay.pauses import Pauses
from overlay.person import person_of
from overlay.presenter import Presenter
from overlay.profile import Profile
from overlay.requests import Requests
from overlay.settings import table
from overlay.settings.table import Setting, Settings
from overlay.shelf import active_folders
from overlay.statements import statements_of
from overlay.theme.look import look_of
from overlay.theme.theme import Theme
from overlay.trace import open_trace
from overlay.tray.tray import Tray
from overlay.updates import Updates
from overlay.watching import Watching
from overlay.wayland import keep_places
from triggers.context import Detail
from triggers.session.motion import Motion
from triggers.session.selector import choose_session
from triggers.sources.base import Observation

if TYPE_CHECKING:
    from overlay.answers import Answers
    from overlay.palette.palette import Palette

_SAVE_SECONDS = 0.5
_LEISURE_SECONDS = 1.0
_WHICH_CARDS = (table.STARTER_BUNDLE, table.BUNDLE_FOLDERS, table.ROLES, table.LANGUAGE)


def now() -> datetime:
    """The person's local time, with its zone."""
    return datetime.now().astimezone()


class App:
    """Everything of one running Sidecue but the icon in the tray, which is there before all else."""

    def __init__(
        self,
        application: QApplication,
        theme: Theme,
        tray: Tray,
        profile: Profile,
        options: Options,
        policy: Policy = NO_POLICY,
    ) -> None:
        """Raises StateInUseError when another process owns the profile, TraceError without a trace file."""
        self._application, self._options, self._state = application, options, profile.state
        self._cache = LibraryCache(profile.cache)
        self.theme, self.tray = theme, tray
        self._ends = ExitStack()
        self.loop = QtLoop()
        self.memory = Memory(profile.state, now, self._save_soon)
        self._ends.callback(self.memory.close)
        self.evidence = Evidence(profile.evidence, self.memory)
        self._ends.callback(self.evidence.close)
        self.settings = Settings(self.memory, policy, lost_settings=self.memory.lost_settings)
        self.statements = statements_of(self.loop, profile, policy)
        self._ends.callback(self.statements.close)
        self.events = AppEvents(profile, now, self.loop, [self.statements.send_soon], self.statements.forget)
        self._ends.callback(self.events.close)
        self.updates = self._make_updates(profile, policy)
        self._ends.callback(self.updates.close)
        self.motion: Motion | None = None
        self._take_look()  # before there are windows that would have to change
        self.trace = open_trace(options.trace, titles=options.trace_titles, lost=self._trace_lost)
        self._ends.callback(self.trace.close)

    def start(self) -> None:
        """Build everything, connect it, and begin to watch."""
        self._build_windows()
        self._build_flow()
        self._ends.callback(self.settings.listen(self._setting_changed))
        self._take_settings()
        self._connect_tray()
        self._read_bundles()
        self._register_hotkeys()
        self._watch_windows()
        self.loop.call_later(_LEISURE_SECONDS, self.events.log.tidy)

    def listen(self, profile: Profile) -> Callable[[], None]:
        """Answer other starts of the command from now on; the result ends that.

        Raises AlreadyRunningError, or NoAddressError when no address can be had.
        """
        return listen(profile.addresses, self.requests.answer, self.loop)

    def close(self) -> None:
        """Take everything down in reverse order, saving state last; may be called twice."""
        self._ends.close()

    def _build_windows(self) -> None:
        self.panel, self.tab = Panel(self.theme), Tab(self.theme)
        command = own_command("--profile", str(self._state))
        self.dialogs = Dialogs(self.theme, self.settings, self.memory, command, now)
        self.off_taskbar = OffTaskbar()
        for part in (self.panel, self.tab, self.dialogs, self.off_taskbar):
            self._ends.callback(part.close)
        for window in (self.panel, self.tab):
            self.off_taskbar.keep(window)
        self._ends.callback(keep_places(self.loop, self.panel, self.tab))

    def _build_flow(self) -> None:
        self.companions = Companions.of(self.memory, self.events.recorder, self.evidence)
        self.onward = self.companions.onward
        calm = Calm(self.loop)
        self.presenter = Presenter(self.panel, self.tab, self.memory, self.trace, self.companions, calm)
        self._make_conductor()
        self.meaning = Meaning(own_command("encode-queries"))
        self._ends.callback(self.meaning.close)
        self.finder = Finder(
            self._make_palette,
            self.conductor,
            self.memory,
            self.trace,
            self._give_focus_back,
            self.meaning,
            self.onward,
        )
        self._ends.callback(self.finder.close)
        self.finder.answers = self._make_answers()
        self.finder.index_lost.connect(self._read_afresh)
        self.actions = PanelActions(
            self.panel, self.tab, self.conductor, self.presenter, self.memory, now, self._give_focus_back
        )
        self.health = Health(self.tray, self.dialogs, self.memory, self.settings, now)
        self.health.session_is(self.session)
        self.meaning.told.connect(self.health.meaning_is)
        self.health.meaning_is(self.meaning.state)
        self.panel.broken.connect(self.health.card_broken)
        for window in (self.panel, self.tab):
            window.painted.connect(self._load_palette_soon, Qt.ConnectionType.SingleShotConnection)
        self._ends.callback(Mishaps(self.health.went_wrong).close)
        self.pauses = Pauses(self.memory, self.loop, now, self._reconsider)
        self._ends.callback(self.pauses.close)
        self._make_requests()
        self._make_acknowledging()
        self._make_authoring()

    def _make_requests(self) -> None:
        self.requests = Requests(
            self.finder,
            self.conductor,
            self.pauses,
            self.health,
            self.settings,
            self.updates.look,
            self._application.quit,
        )
        self.requests.add("erase-feedback", self._erase_feedback)
        self.requests.add("erase-learned", self._forget_learned)
        self.events.connect_to(self.dialogs, self.health, self.requests.add)

    def _make_answers(self) -> Answers | None:
        """What has answers written, where the policy names a server for it."""
        if self.settings.policy.answers is None:
            return None
        from overlay.answers import Answers  # most desks have no server to ask

        answers = Answers(self.settings, own_command("write-answer"))
        self._ends.callback(answers.close)
        return answers

    def _make_acknowledging(self) -> None:
        """After the actions, which remember the ticks that it counts."""
        parts = (self.panel, self.conductor, self.presenter, self.memory, self.evidence)
        self.acknowledging = Acknowledging(*parts)
        self.evidence.troubled.connect(self.health.evidence_is)
        self.evidence.recorded.connect(self.events.recorder.acknowledged)

    def _make_conductor(self) -> None:
        self.motion = Motion(self.loop, self._take_settings)
        self._ends.callback(self.motion.close)
        self.session = choose_session(self.loop, self._session_changed)
        self._ends.callback(self.session.close)
        self.conductor = Conductor(self.memory, self.presenter, self.trace, now, self.companions)
        self.conductor.ask_session(self.loop, self.session.read)
        self._ends.callback(self.conductor.close)

    def _make_authoring(self) -> None:
        self.authoring = Authoring(
            self.theme, self.conductor, self._state, self.dialogs.adopt, self._give_focus_back
        )
        self._ends.callback(self.authoring.close)
        self.authoring.saved.connect(self._use_bundles)
        self.tray.author_asked.connect(self.authoring.make)
        self.panel.make_asked.connect(self.authoring.make)
        self.panel.edit_asked.connect(self.authoring.edit)

    def _make_updates(self, profile: Profile, policy: Policy) -> Updates:
        command = own_command("--profile", str(profile.state), "update", "--quiet")
        return Updates(self.loop, profile.channels, command, now, expected=bool(policy.channels))

    def _load_palette_soon(self) -> None:
        """The first cue has loaded fonts and icons; with its modules there too, the palette opens at once."""
        self.loop.call_later(_LEISURE_SECONDS, self._at_leisure)

    def _at_leisure(self) -> None:
        import_module("overlay.palette.palette")
        self.onward.warm()

    def _make_palette(self) -> Palette:
        from overlay.palette.palette import Palette

        palette = Palette(self.theme)
        self.off_taskbar.keep(palette)
        self._ends.callback(palette.hide)
        return palette

    def _connect_tray(self) -> None:
        tray, dialogs = self.tray, self.dialogs
        tray.palette_asked.connect(self.finder.toggle)
        tray.panel_asked.connect(self.conductor.toggle)
        tray.pause_asked.connect(self.pauses.pause)
        tray.resume_asked.connect(self.pauses.resume)
        tray.settings_asked.connect(dialogs.show_settings)
        tray.problems_asked.connect(dialogs.show_problems)
        tray.check_asked.connect(self.updates.check)
        tray.quit_asked.connect(self._application.quit)
        dialogs.wish_undone.connect(self.conductor.reconsider)
        dialogs.learned_forgotten.connect(lambda: self._forget_learned({}))
        dialogs.check_asked.connect(self.updates.check)
        dialogs.channels_changed.connect(self.updates.look)
        dialogs.in_use.connect(self.conductor.stand_aside)
        self.presenter.badge_changed.connect(tray.set_badge)

    def _read_bundles(self) -> None:
        self.bundles = BundleReader(self.loop, own_command("read-bundles"), self._cache)
        self._ends.callback(self.bundles.close)
        self.bundles.read.connect(self._use)
        self.bundles.failed.connect(self.health.reading_failed)
        self.bundles.unwatched.connect(self.health.files_unwatched)
        self.updates.start(self._use_bundles, self._tell_channels)
        self.statements.start(self.health.statements_are)
        self._use_bundles()

    def _use_bundles(self) -> None:
        person = person_of(self.settings, QLocale.system().uiLanguages())
        of_channels = self.updates.channels.files
        folders = active_folders(self.settings, self._state, self._options.bundles, of_channels)
        self.bundles.use(folders, person)

    def _read_afresh(self) -> None:
        self.bundles.read_afresh()

    def _tell_channels(self) -> None:
        self.health.channels_are(self.updates.channels)

    def _register_hotkeys(self) -> None:
        actions = {
            table.HOTKEY_PALETTE.name: self._palette_hotkey,
            table.HOTKEY_PANEL.name: self._panel_hotkey,
        }
        self.hotkeys = Hotkeys(self.loop, self.settings, actions, self.health.hotkey_is)
        self._ends.callback(self.hotkeys.close)
        self.dialogs.recording.connect(self.hotkeys.recording)
        self.hotkeys.register_all()

    def _watch_windows(self) -> None:
        blind = self.memory.flush  # the session may be about to end
        hears = self._observe, self._look_closer, blind, self.panel.make_ready
        self.watching = Watching(self.loop, self.health, self.trace, *hears)
        self._ends.callback(self.watching.close)
        self.watching.detailing.follow(self.settings)
        self.authoring.began.connect(self.watching.detailing.want)
        self.authoring.ended.connect(self.watching.detailing.want_no_more)
        self.watching.start()

    def _observe(self, observation: Observation, detail: Detail | None) -> None:
        self.conductor.observe(observation, detail)
        self.authoring.observe()

    def _look_closer(self, detail: Detail | None) -> None:
        self.conductor.look_closer(detail)
        self.authoring.observe()

    def _use(self, reading: Reading) -> None:
        self.onward.use(reading.library)
        self.finder.use(reading)
        self.actions.use(reading.library)
        self.acknowledging.use(reading.library)
        self.authoring.use(reading.library)
        self.health.use(reading.library)
        self.meaning.use([bundle.root for bundle in reading.library.bundles])
        self.conductor.use(reading.library)
        asked = reading.library.wanted if reading.library.asks_beyond_titles else None
        self.watching.detailing.need(asked)

    def _erase_feedback(self, request: Mapping[str, object]) -> dict[str, object]:
        erased = self.memory.feedback.erase(str(request.get("card", "")))
        self.presenter.refresh()
        return {"erased": erased}

    def _forget_learned(self, _request: Mapping[str, object]) -> dict[str, object]:
        self.memory.forget_learned()
        self.conductor.reconsider()
        self.presenter.refresh()
        return {"problems": list(self.memory.problems)}

    def _session_changed(self) -> None:
        if self.conductor.cue.waits:
            self.conductor.look_again()

    def _palette_hotkey(self) -> None:
        self.trace.event("hotkey", chord=self.settings.get(table.HOTKEY_PALETTE))
        self.finder.toggle()

    def _panel_hotkey(self) -> None:
        self.trace.event("hotkey", chord=self.settings.get(table.HOTKEY_PANEL))
        self.actions.visit_by_keyboard()

    def _setting_changed(self, setting: Setting[Any]) -> None:
        if setting in HOTKEYS:
            self.hotkeys.register(setting)
        elif setting in _WHICH_CARDS:
            self._use_bundles()
        elif setting is table.HISTORY and not self.settings.get(table.HISTORY):
            self.memory.forget_history()
            self.onward.forget()
        self._take_settings()
        self._reconsider()

    def _take_settings(self) -> None:
        self._take_look()
        self.presenter.side = self.settings.get(table.SIDE)
        self.conductor.loudest = self.settings.loudest
        self.conductor.budget = self.settings.budget
        self.conductor.quiet_hours = self.settings.get(table.QUIET_HOURS)
        self.conductor.over_full_screen = self.settings.get(table.FULL_SCREEN)
        self.conductor.keeps_history = self.settings.get(table.HISTORY)
        self.events.take(self.settings)
        self.companions.take(self.settings)
        self.meaning.turn(on=self.settings.get(table.SEARCH_MEANING))
        self.finder.keeps_searches = self.settings.get(table.SEARCHES)
        if not self.finder.keeps_searches:
            self.memory.forget_searches()  # also when a policy switched it off while we were not running

    def _trace_lost(self, reason: str) -> None:
        self.health.trace_lost(reason)  # which is made after the trace

    def _take_look(self) -> None:
        moves = self.motion is None or self.motion.moves  # it is asked once the windows are there
        self.theme.set(**look_of(self.settings, desktop_moves=moves))

    def _reconsider(self) -> None:
        self.conductor.reconsider()
        self.health.refresh()

    def _give_focus_back(self) -> None:
        if self.conductor.window is not None:
            self.watching.activate(self.conductor.window.id)

    def _save_soon(self, save: Callable[[], None]) -> None:
        def save_and_tell() -> None:
            save()
            self.health.refresh()  # a full disk is told by the file, not by an exception

        self.loop.call_later(_SAVE_SECONDS, save_and_tell)
