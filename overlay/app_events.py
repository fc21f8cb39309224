"""The event log of the running app: fed by the recorder, ruled by the settings, erased and exported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from content.events.errors import EventLogError
from content.events.log import EventLog
from content.whole_file import delete
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
        forget: Callable[[], str] = str,
    ) -> None:
        """``sinks`` hear of each event, too; ``forget`` erases what was made of events elsewhere.

        It returns "", or what could not be erased and why.
        """
        super().__init__()
        self._loop, self._forget, self._page = loop, forget, profile.report
        self._commands = Commands(own_command("--profile", str(profile.state)))
        self._erased: list[tuple[str, int | None, str]] = []  # for whom, how many, and what went wrong
        self._asker = ""  # whoever asked on a terminal, and what they are told
        self._answer: Answer = {}
        self._dialogs: Dialogs | None = None
        self._health: Health | None = None
        self.log = EventLog(profile.events, now, self._told)
        self.recorder = Recorder((self.log.record, *sinks), now)

    def connect_to(self, dialogs: Dialogs, health: Health, add: Callable[[str, Answerer], None]) -> None:
        """Do what the settings window and other starts of the command ask, and tell what goes wrong.

        ``add`` lets requests with a verb be answered.
        """
        add("write-events", lambda _request: self._write())
        add("erase-events", self._erase_on_request)
        self._dialogs, self._health = dialogs, health
        dialogs.events_erased.connect(self._erase)
        dialogs.events_exported.connect(self._export)
        dialogs.report_asked.connect(self._make_report)

    def take(self, settings: Settings) -> None:
        """The settings that hold now."""
        self.log.keeps, self.log.days = settings.get(EVENT_LOG), settings.get(EVENT_DAYS)

    def close(self) -> None:
        """Write what waits, and end what was begun; may be called twice."""
        self._commands.cancel()
        self.log.close()
        self._tell_erased()

    def _told(self) -> None:
        self._loop.call_threadsafe(self._tell)  # we are in the log's own thread

    def _tell(self) -> None:
        if self._health is not None:
            self._health.events_say(self.log.problems)

    def _erase(self, asker: str = "") -> None:
        """Begin to; what comes of it is said when it is done, and nobody waits for the disk."""

        def done(number: int | None, trouble: str) -> None:
            self._erased.append((asker, number, trouble))
            self._loop.call_threadsafe(self._tell_erased)

        self.log.erase(done)

    def _tell_erased(self) -> None:
        while self._erased:
            asker, number, trouble = self._erased.pop(0)
            trouble = trouble or self._forget_rest()  # what was made of events stays while these stay
            if asker and asker == self._asker:
                self._answer = {"error": trouble} if trouble else {"erased": number}
            self._say(f"Not all was erased: {trouble}." if trouble else "Erased.")

    def _forget_rest(self) -> str:
        return "; ".join(filter(None, (delete(self._page), self._forget())))

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
        def work() -> None:
            words = _exported(self.log.file, target)
            self._loop.call_threadsafe(lambda: self._say(words))

        self.log.after_writing(work)

    def _say(self, words: str) -> None:
        if self._dialogs is not None:
            self._dialogs.say_of_events(words)

    def _write(self) -> Answer:
        """Whoever asks asks again while it is "waiting": we wait for no disk."""
        self.log.hurry()
        return {"waiting": True} if self.log.is_behind else {}

    def _erase_on_request(self, request: Mapping[str, object]) -> Answer:
        """As ``_write``; "for" names whoever asks, so that nobody takes another's outcome for their own."""
        asker = str(request.get("for", "anybody"))
        if asker != self._asker:
            self._asker, self._answer = asker, {"waiting": True}
            self._erase(asker)
        return self._answer


def _exported(log: Path, target: str) -> str:
    """How exporting went, in a thread that may wait for the disk."""
    from content.events.export import export  # SQLite costs memory, and hardly anybody exports

    try:
        return f"Exported {export(log, Path(target)):,} events to {target}."
    except EventLogError as error:
        return f"Not exported: {error}."
    except OSError as error:
        return f"Not exported: {target}: {error.strerror or error}."
