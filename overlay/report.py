"""Says how the app fares: the tray's state, the problems list, and the answer to `sidecue status`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from content.bundles.model import Bundle
from content.library.library import Library
from content.policy.model import Policy
from content.problems import Severity
from content.xapi.standing import FAILING, OFF, REFUSED, Standing
from overlay.channels import Channels
from overlay.detail_state import DetailState
from overlay.display_ends import DisplayEnds
from overlay.hotkey_state import HotkeyState
from overlay.meaning import MeaningState
from overlay.settings.table import LANGUAGE, ROLES, WRITTEN_ANSWERS, Settings
from overlay.tray.state import TrayState
from overlay.version import version
from triggers.context import WindowInfo
from triggers.session.selector import Session
from triggers.sources.base import NothingFocused, SourceState, Unavailable
from triggers.sources.selector import SourceChoice

Json = dict[str, Any]

_OFFLINE = timedelta(days=1)


def tray_state(
    source: SourceState | None, paused_until: datetime | None, now: datetime, trouble: str
) -> tuple[TrayState, str]:
    """What the icon shows, and the reason that completes it. ``trouble`` is the gravest one, "" for none."""
    if paused_until is not None and paused_until > now:
        return TrayState.PAUSED, f"until {_when(paused_until, now)}"
    if isinstance(source, Unavailable):
        return TrayState.NO_SOURCE, source.reason
    if trouble:
        return TrayState.PROBLEM, trouble
    return TrayState.ACTIVE, ""


def _when(moment: datetime, now: datetime) -> str:
    then = moment.astimezone()  # the zone of ``now`` may be another after a change of summer time
    days = (then.date() - now.date()).days
    day = {0: "", 1: "tomorrow "}.get(days, f"{then:%Y-%m-%d} ")
    return f"{day}{then:%H:%M}"


def source_report(choice: SourceChoice | None, state: SourceState | None) -> Json:
    """The window source with its state and reason, and the ones that were passed over."""
    match state:
        case WindowInfo():
            words, reason = "window", ""
        case NothingFocused():
            words, reason = "nothing focused", ""
        case Unavailable():
            words, reason = "unavailable", _sentences(state.reason, state.remedy)
        case None:
            words, reason = "starting", ""
    return {
        "name": choice.source.name if choice is not None else "none",
        "state": words,
        "reason": reason,
        "passed_over": [
            {"name": one.name, "reason": _sentences(one.reason, one.remedy)}
            for one in (choice.passed_over if choice is not None else ())
        ],
    }


def session_reports(session: Session | None) -> list[Json]:
    """Each source of signs of the session (locks, talks, typing), and why one that tells nothing does not."""
    if session is None:
        return []
    reports: list[Json] = []
    for source in session.sources:
        unknown = source.read().unknown
        # A source that still knows something works; what it cannot know here, `sidecue why` says.
        lost = next(iter(unknown.values())) if source.signs <= unknown.keys() else ""
        reports.append({"name": source.name, "state": "silent" if lost else "in use", "reason": lost})
    return reports + [
        {"name": one.name, "state": "unavailable", "reason": _sentences(one.reason, one.remedy)}
        for one in session.passed_over
    ]


def display_report(ends: DisplayEnds) -> Json:
    """Whether the app had to start again because its display server ended, and when that was."""
    return {"name": "display", "state": "started again" if ends else "in use", "reason": ends.reason}


def hotkey_report(state: HotkeyState | None) -> Json:
    """One hotkey with its state and reason."""
    if state is None or not state.chord:
        return {"name": "none", "state": "not set", "reason": ""}
    if state.waits:
        reason = "the desktop has not answered yet; it may be asking you in a window of its own"
        return {"name": state.chord, "state": "waiting", "reason": reason}
    reason = _sentences(state.problem, state.remedy)
    return {"name": state.chord, "state": "failed" if state.problem else "registered", "reason": reason}


def _sentences(reason: str, remedy: str) -> str:
    """What is wrong, and then what to do; "" when nothing is wrong."""
    return f"{reason.rstrip('.')}. {remedy}" if reason and remedy else reason


def policy_report(policy: Policy) -> Json:
    """The organisation's policy file, whether it holds, and what of it does not."""
    if not policy.file:
        return {"name": "none", "state": "none", "reason": ""}
    said = [str(found).removeprefix(f"{policy.file}:").removeprefix("0: ") for found in policy.problems]
    reason = ", ".join(f"line {words}" if words[:1].isdigit() else words for words in said)
    in_force = bool(policy.settings or policy.channels or not policy.problems)
    state = ("problems" if policy.problems else "in force") if in_force else "not used"
    return {"name": policy.file, "state": state, "reason": reason}


def detail_report(detail: DetailState) -> Json:
    """The source of detail beyond titles with its state and reason."""
    reason = _sentences(detail.reason, detail.remedy)
    return {"name": detail.name, "state": detail.state, "reason": reason}


def meaning_report(meaning: MeaningState) -> Json:
    """How search by meaning fares, and how many cards it can find."""
    return {"state": meaning.state, "cards": meaning.cards, "reason": meaning.reason}


def answers_report(settings: Settings) -> Json:
    """The server that may be asked to write answers, and whether the person wants that."""
    endpoint = settings.policy.answers
    if endpoint is None:
        return {"name": "none", "state": "none", "reason": ""}
    is_on = settings.get(WRITTEN_ANSWERS)
    reason = "" if is_on else f"the setting {WRITTEN_ANSWERS.name} is off, so nothing is sent"
    return {"name": endpoint.url, "state": "on" if is_on else "off", "reason": reason}


def person_report(settings: Settings) -> Json:
    """For whom cards are read."""
    return {"roles": [*settings.get(ROLES)], "language": settings.get(LANGUAGE)}


def bundle_reports(library: Library) -> list[Json]:
    """Each active bundle, and each folder that is none."""
    others = Counter(card.partition("/")[0] for card in library.others.cards)
    reports = []
    for bundle in library.bundles:
        errors = sum(problem.severity is Severity.ERROR for problem in bundle.problems)
        reports.append(
            {
                "name": bundle.id,
                "version": bundle.version,
                "cards": len(bundle.cards),
                "for_others": others.get(bundle.id, 0),
                "state": "problems" if errors else "active",
                "reason": _mend(bundle, errors) if errors else "",
            }
        )
    reports += [
        {"name": problem.file, "state": "unusable", "reason": str(problem)} for problem in library.left_out
    ]
    return reports


def _mend(bundle: Bundle, errors: int) -> str:
    return f"{errors} {'error' if errors == 1 else 'errors'}; `sidecue bundle check {bundle.root}`"


def channel_reports(channels: Channels) -> list[Json]:
    """Each channel subscribed to. ``next_check`` is the same for all: one process asks them all."""
    next_check = channels.next_check.isoformat(timespec="seconds") if channels.next_check else None
    return [
        {
            "name": state.id,
            "title": state.title,
            "address": state.address,
            "state": state.state,
            "reason": state.reason,
            "checked": state.checked.isoformat(timespec="seconds") if state.checked else None,
            "next_check": next_check,
            "bundles": [{"name": bundle, "version": number} for bundle, number in state.bundles],
        }
        for state in channels.states
    ]


def channel_problems(channels: Channels, now: datetime) -> list[str]:
    """What a person should know of their channels. A desk that was offline for a day is no problem."""
    found = list(channels.problems)
    for state in channels.states:
        begun = state.reached or state.since
        offline = state.state == "failing" and begun is not None and now - begun < _OFFLINE
        if state.state in ("failing", "refused", "unusable") and not offline:
            found.append(f"The channel {state.title}: {state.reason}")
    return found


def xapi_report(standing: Standing) -> Json:
    """The learning record store that gets statements, and how many wait for it or were refused by it."""
    if standing.state == OFF:
        return {"name": "none", "state": OFF, "reason": ""}
    return {
        "name": standing.server,
        "state": standing.state,
        "reason": standing.reason,
        "waiting": standing.waiting,
        "set_aside": standing.aside,
        "sent": standing.sent or None,
    }


def xapi_problems(standing: Standing, now: datetime) -> list[str]:
    """What a person should know of the store. Like a channel it may be out of reach for a day."""
    found = [standing.problem] if standing.problem else []
    begun = datetime.fromisoformat(standing.since) if standing.since else now
    if standing.state == REFUSED or (standing.state == FAILING and now - begun >= _OFFLINE):
        found.append(f"What happened cannot be sent to your organisation's record store: {standing.reason}")
    return found


def status_report(
    state: str,
    source: Json,
    hotkeys: Sequence[Json],
    bundles: list[Json],
    policy: Json,
    person: Json,
    problems: int,
) -> Json:
    """The answer to `sidecue status --json`, one shape for the life of version 1."""
    palette, panel = hotkeys
    return {
        "running": True,
        "version": version(),
        "state": state,
        "source": source,
        "hotkey": palette,
        "panel_hotkey": panel,
        "bundles": bundles,
        "channels": [],
        "policy": policy,
        "person": person,
        "problems": problems,
    }
