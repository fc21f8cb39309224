"""Answers what another start of the `sidecue` command asks of the running app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields

from PySide6.QtCore import QTimer

from content.attention.moments import offers_to_json, to_json
from overlay.conductor import Conductor
from overlay.finder import Finder
from overlay.health import Health
from overlay.instance import Answer
from overlay.pauses import Pauses
from overlay.settings.errors import SettingError, SettingLockedError
from overlay.settings.table import SETTINGS, Settings
from triggers.context import Context

_FIELDS = [field.name for field in fields(Context)]

Answerer = Callable[[Mapping[str, object]], Answer]


class Requests:
    """An answer is empty when the request was carried out; what is wrong with it is its "error"."""

    def __init__(
        self,
        finder: Finder,
        conductor: Conductor,
        pauses: Pauses,
        health: Health,
        settings: Settings,
        look_at_channels: Callable[[], None],
        leave: Callable[[], None],
    ) -> None:
        self._finder, self._conductor, self._pauses = finder, conductor, pauses
        self._health, self._settings, self._leave = health, settings, leave
        self._look_at_channels = look_at_channels
        self._further: dict[str, Answerer] = {}
        self._told: Mapping[str, Callable[[], Answer]] = {
            "status": health.status,
            "settings": self._all_settings,
            "window": self._window,
        }

    def add(self, verb: str, answer: Answerer) -> None:
        """Let another part of the app answer requests with this verb."""
        self._further[verb] = answer

    def answer(self, request: Mapping[str, object]) -> Answer:
        """Carry out ``request``; never raises."""
        if tell := self._told.get(str(request.get("verb"))):
            return tell()
        match request:
            case {"verb": "moment"}:
                return self._moment(request.get("window"))
            case {"verb": "palette", "text": str(text)}:
                self._finder.open(text)
            case {"verb": "open", "card": str(card)}:
                if not self._conductor.choose(card):
                    return {"error": f"{self._conductor.missing(card)}; `sidecue find` names those there are"}
            case {"verb": "toggle"}:
                self._conductor.toggle("key")
            case {"verb": "pause", "length": "off"}:
                self._pauses.resume()
            case {"verb": "pause", "length": "15min" | "hour" | "tomorrow" as length}:
                self._pauses.pause(length)
            case {"verb": "set", "name": str(name), "value": str(value)}:
                return self._set(name, value)
            case {"verb": "channels"}:
                QTimer.singleShot(0, self._look_at_channels)  # whoever asks need not wait for all it reads
            case {"verb": "quit"}:
                # The answer must be on its way before the loop ends.
                QTimer.singleShot(0, self._leave)
            case _:
                return self._further.get(str(request.get("verb")), _unknown)(request)
        return {}

    def _window(self) -> Answer:
        context = self._conductor.context
        return {"window": asdict(context) if context is not None else None}

    def _all_settings(self) -> Answer:
        return {setting.name: self._settings.text(setting.name) for setting in SETTINGS}

    def _moment(self, window: object) -> Answer:
        """What is to be decided in ``window``, the fields of a context; else where the person is."""
        context = None
        if isinstance(window, Mapping):
            context = Context(**{name: str(window.get(name, "")) for name in _FIELDS})
        prepared, unknown = self._conductor.present(context)
        return {
            "moment": to_json(prepared.moment),
            "offers": offers_to_json(prepared.offers),
            "unknown": dict(unknown),
        }

    def _set(self, name: str, value: str) -> Answer:
        try:
            self._settings.set_text(name, value)
        except SettingLockedError as error:
            return {"error": str(error), "locked": self._settings.policy.file}
        except SettingError as error:
            return {"error": str(error)}
        return {}


def _unknown(_request: Mapping[str, object]) -> Answer:
    return {"error": "the running Sidecue does not know this request; it may be another version"}
