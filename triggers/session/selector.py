"""All that can be known here about the session, from every source that works. Not for judging it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from triggers.context import current_os
from triggers.loop import Loop
from triggers.selection import Candidate, PassedOver
from triggers.session.base import Reading, SessionSource, SessionUnavailableError, Sign

Factory = Callable[[Loop], SessionSource]

NOBODY = "nothing on this desktop tells it"


class Session:
    """What the ``sources`` say together: a sign is there if one of them says so."""

    def __init__(self, sources: Sequence[SessionSource], passed_over: Sequence[PassedOver] = ()) -> None:
        self.sources, self.passed_over = tuple(sources), tuple(passed_over)

    def read(self) -> Reading:
        """The signs that are there, and those that no source knows, with the reasons. Waits for nothing."""
        present: set[Sign] = set()
        known: set[Sign] = set()
        reasons: dict[Sign, list[str]] = {}
        inputs: list[float] = []
        for source in self.sources:
            reading = source.read()
            present |= reading.present
            if reading.input_at is not None:
                inputs.append(reading.input_at)
            known |= source.signs - set(reading.unknown)
            for sign, reason in reading.unknown.items():
                reasons.setdefault(sign, []).append(reason)
        missing = (sign for sign in Sign if sign not in known | present)
        unknown = {sign: "; ".join(reasons.get(sign, [NOBODY])) for sign in missing}
        return Reading(frozenset(present), unknown, max(inputs, default=None))

    def close(self) -> None:
        """Stop watching; may be called twice."""
        for source in self.sources:
            source.close()


def choose_session(
    loop: Loop, changed: Callable[[], None], candidates: Sequence[Candidate[Factory]] | None = None
) -> Session:
    """Start all ``candidates`` that work here; ``changed`` is called when one of them has news."""
    sources: list[SessionSource] = []
    passed_over: list[PassedOver] = []
    for candidate in _BY_SYSTEM[current_os()] if candidates is None else candidates:
        try:
            source = candidate.make(loop)
            source.start(changed)
        except SessionUnavailableError as refusal:
            passed_over.append(PassedOver(candidate.name, refusal.reason, refusal.remedy))
        except ImportError as missing:
            passed_over.append(PassedOver(candidate.name, f"a library is missing: {missing}"))
        else:
            sources.append(source)
    return Session(sources, passed_over)


def _x11(_loop: Loop) -> SessionSource:
    from triggers.session.xinput import XInputSource

    return XInputSource()


def _session_bus(loop: Loop) -> SessionSource:
    from triggers.session.freedesktop import SESSION, DesktopSource

    return DesktopSource(loop, "SESSION", SESSION)


def _system_bus(loop: Loop) -> SessionSource:
    from triggers.session.freedesktop import SYSTEM, DesktopSource

    return DesktopSource(loop, "SYSTEM", SYSTEM)


def _windows(_loop: Loop) -> SessionSource:
    from triggers.session.win32 import WindowsSource

    return WindowsSource()


def _macos(_loop: Loop) -> SessionSource:
    from triggers.session.macos import MacSource

    return MacSource()


_BY_SYSTEM: dict[str, tuple[Candidate[Factory], ...]] = {
    "windows": (Candidate("windows", _windows),),
    "macos": (Candidate("macos", _macos),),
    "linux": (
        Candidate("x11", _x11),
        Candidate("d-bus (session)", _session_bus),
        Candidate("d-bus (system)", _system_bus),
    ),
}
