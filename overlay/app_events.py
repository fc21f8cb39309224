"""The event log of the running app: fed by the recorder, ruled by the settings, erased and exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from content.events.errors import EventLogError
from content.events.log import EventLog
from overlay.commands import Commands, Outcome
from overlay.dialogs import Dialogs
from overlay.health import Health
from overlay.instance import Answer
from overlay.own_command import own_command
from overlay.profile import Profile
from overlay.recorder import Recorder, Sink
from overlay.requests import Answerer
from overlay.settings.table import EVENT_DAYS, EVENT_LOG, Settings
from triggers.loop import Loop


class AppEvents(QObject):
    """``recorder`` is what other parts tell."""

    def __init__(
        self,
        profile: Profile,
        now: Callable[[], datetime],
        loop: Loop,
        sinks: Sequence[Sink] = (),
        forget: Callable[[], None] = lambda: None,
    ) -> None:
        """``sinks`` hear of each event, too; ``forget`` erases what was made of events elsewhere."""
        super().__init__()
        self._loop, self._forget, self._page = loop, forget, profile.report
        self._commands = Commands(own_command("--profile", str(profile.state)))
        self._dialogs: Dialogs | None = None
        self._health: Health | None = None
        self.log = EventLog(profile.events, now, self._told)
        self.recorder = Recorder((self.log.record, *sinks), now)

    def connect_to(self, dialogs: Dialogs, health: Health, add: Callable[[str, Answerer], None]) -> None:
        """Do what the settings window and other starts of the command ask, and tell what goes wrong.

        ``add`` lets requests with a verb be answered.
        """
        add("write-events", lambda _request: self._write())
        add("erase-events", lambda _request: self._erase_on_request())
        self._dialogs, self._health = dialogs, health
        dialogs.events_erased.connect(self._erase)
        dialogs.events_exported.connect(self._export)
        dialogs.report_asked.connect(self._make_report)

    def take(self, settings: Settings) -> None:
        """The settings that hold now."""
        self.log.keeps, self.log.days = settings.get(EVENT_LOG), settings.get(EVENT_DAYS)

    def close(self) -> None:
        """Write what waits; may be called twice."""
        self._commands.cancel()
        self.log.close()

    def _told(self) -> None:
        self._loop.call_threadsafe(self._tell)  # we are in the log's own thread

    def _tell(self) -> None:
        if self._health is not None:
            self._health.events_say(self.log.problems)

    def _erase(self) -> None:
        try:
            self._erase_all()
        except EventLogError as error:
            self._say(f"Not erased: {error}.")
        else:
            self._say("Erased.")

    def _erase_all(self) -> int:
        erased = self.log.erase()
        self._page.unlink(missing_ok=True)
        self._forget()
        return erased

    def _make_report(self) -> None:
        """In a process of its own, which takes its memory along; it has this app write what waits first."""
        self._say("One moment …")
        self._commands.run(["insights", "--output", str(self._page)], self._open_report)

    def _open_report(self, outcome: Outcome) -> None:
        if outcome.complaint:
            self._say(f"There is no report: {outcome.complaint}.")
        elif QDesktopServices.openUrl(QUrl.fromLocalFile(self._page)):
            self._say("")
        else:
            self._say(f"No browser could be opened; the report is {self._page}.")

    def _export(self, target: str) -> None:
        from content.events.export import export  # SQLite costs memory, and hardly anybody exports

        self.log.flush()
        try:
            self._say(f"Exported {export(self.log.file, Path(target)):,} events to {target}.")
        except EventLogError as error:
            self._say(f"Not exported: {error}.")
        except OSError as error:
            self._say(f"Not exported: {target}: {error.strerror or error}.")

    def _say(self, words: str) -> None:
        if self._dialogs is not None:
            self._dialogs.say_of_events(words)

    def _write(self) -> Answer:
        self.log.flush()
        return {}

    def _erase_on_request(self) -> Answer:
        try:
            return {"erased": self._erase_all()}
        except EventLogError as error:
            return {"error": str(error)}
