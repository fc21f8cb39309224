"""What Linux desktops tell over D-Bus about locks, do-not-disturb and programs that keep the screen awake.

Each question is a row; several may tell about one sign, because every desktop answers others of them. Nobody
tells whether the screen is shared: portals know it, and keep it to themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from triggers.bus_messages import Body, plain
from triggers.dbus import Bus, BusError
from triggers.loop import Loop
from triggers.session.base import Reading, SessionUnavailableError, Sign

if TYPE_CHECKING:
    from jeepney import Message

_PROPERTIES = "org.freedesktop.DBus.Properties"
_PORTAL = "org.freedesktop.portal.Settings"
_GNOME_SESSION = "org.gnome.SessionManager"
_AWAKE = "org.freedesktop.PowerManagement.Inhibit"
_IDLE_INHIBITED = 8  # the flag of org.gnome.SessionManager.Inhibit for "keep the session from going idle"
_BANNERS = ("org.gnome.desktop.notifications", "show-banners")


@dataclass(frozen=True, slots=True)
class Question:
    """Ask ``service`` by ``method`` with ``arguments``; ask again after a signal named ``told``."""

    sign: Sign
    service: str
    path: str
    interface: str
    method: str
    signature: str = ""
    arguments: Body = ()
    told: tuple[tuple[str, str], ...] = ()
    means: Callable[[Any], bool] = bool


def _property(sign: Sign, service: str, path: str, interface: str, name: str) -> Question:
    told = ((_PROPERTIES, "PropertiesChanged"),)
    return Question(sign, service, path, _PROPERTIES, "Get", "ss", (interface, name), told)


SESSION = (
    _property(
        Sign.DO_NOT_DISTURB,
        "org.freedesktop.Notifications",
        "/org/freedesktop/Notifications",
        "org.freedesktop.Notifications",
        "Inhibited",
    ),
    Question(
        Sign.DO_NOT_DISTURB,
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        _PORTAL,
        "Read",
        "ss",
        _BANNERS,
        ((_PORTAL, "SettingChanged"),),
        means=lambda shows: shows is False,
    ),
    *(
        Question(Sign.LOCKED, service, path, service, "GetActive", told=((service, "ActiveChanged"),))
        for service, path in (
            ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
            ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
        )
    ),
    Question(
        Sign.KEPT_AWAKE,
        _GNOME_SESSION,
        "/org/gnome/SessionManager",
        _GNOME_SESSION,
        "IsInhibited",
        "u",
        (_IDLE_INHIBITED,),
        ((_GNOME_SESSION, "InhibitorAdded"), (_GNOME_SESSION, "InhibitorRemoved")),
    ),
    Question(
        Sign.KEPT_AWAKE,
        "org.freedesktop.PowerManagement",
        "/org/freedesktop/PowerManagement/Inhibit",
        _AWAKE,
        "HasInhibit",
        told=((_AWAKE, "HasInhibitChanged"),),
    ),
)
_LOGIN = "org.freedesktop.login1"
_OWN_SESSION = "/org/freedesktop/login1/session/auto"

SYSTEM = (
    _property(Sign.LOCKED, _LOGIN, _OWN_SESSION, f"{_LOGIN}.Session", "LockedHint"),
    _property(Sign.IDLE, _LOGIN, _OWN_SESSION, f"{_LOGIN}.Session", "IdleHint"),
)


class DesktopSource:
    """Asks all ``questions`` of one bus at the start, and each again when a signal says that it changed."""

    def __init__(self, loop: Loop, kind: str, questions: tuple[Question, ...]) -> None:
        self.name = f"d-bus ({kind.lower()})"
        self.signs = frozenset(question.sign for question in questions)
        self._loop, self._kind, self._questions = loop, kind, questions
        self._bus: Bus | None = None
        self._changed: Callable[[], None] = lambda: None
        self._answers: dict[int, bool] = {}
        self._failures: dict[int, str] = {}

    def start(self, changed: Callable[[], None]) -> None:
        """As in SessionSource; the answers follow."""
        try:
            bus = self._bus = Bus(self._loop, self._kind, self._lost)
        except BusError as problem:
            raise SessionUnavailableError(problem.reason, problem.remedy) from problem
        self._changed = changed
        bus.hear(self._told)
        for interface, member in sorted({told for question in self._questions for told in question.told}):
            bus.listen(interface, member)
        for number in range(len(self._questions)):
            self._ask(bus, number)

    def read(self) -> Reading:
        """As in SessionSource."""
        present = frozenset(self._questions[number].sign for number, yes in self._answers.items() if yes)
        known = {self._questions[number].sign for number in self._answers}
        unknown: dict[Sign, str] = {}
        for number, question in enumerate(self._questions):
            if question.sign not in known:
                reason = self._failures.get(number, "it has not answered yet")
                before = f"{unknown[question.sign]}; " if question.sign in unknown else ""
                unknown[question.sign] = f"{before}{question.service}: {reason}"
        return Reading(present, unknown)

    def close(self) -> None:
        """As in SessionSource."""
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    def _ask(self, bus: Bus, number: int) -> None:
        it = self._questions[number]
        answered = partial(self._answered, number)
        bus.call(it.service, it.path, it.interface, it.method, it.signature, it.arguments, answered)

    def _answered(self, number: int, body: Body | None, reason: str) -> None:
        before = self._answers.get(number)
        if body is None:
            self._answers.pop(number, None)
            self._failures[number] = reason
        else:
            self._answers[number] = self._questions[number].means(plain(body))
        if self._answers.get(number) != before:
            self._changed()

    def _told(self, message: Message) -> None:
        from jeepney import HeaderFields

        fields = message.header.fields
        what = fields.get(HeaderFields.interface), fields.get(HeaderFields.member)
        bus = self._bus
        for number, question in enumerate(self._questions):
            if bus is not None and what in question.told:
                self._ask(bus, number)

    def _lost(self, reason: str) -> None:
        self._answers.clear()
        self._failures = dict.fromkeys(range(len(self._questions)), reason)
        self._changed()
