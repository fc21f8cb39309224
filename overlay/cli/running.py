"""The verbs that talk to the running app. No Qt: a desktop shortcut must feel instant."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from overlay.cli.exits import FINE, PROBLEMS
from overlay.cli.remote import NO_ANSWER, AwayError, NotRunningError, ask_app
from overlay.profile import open_profile

if TYPE_CHECKING:  # main.py comes here without
    import argparse

_NOT_RUNNING = "Sidecue is not running; start it with `sidecue`"


def palette(arguments: argparse.Namespace) -> int:
    """`sidecue palette [TEXT]`."""
    return tell(arguments.profile, {"verb": "palette", "text": arguments.text})


def open_card(arguments: argparse.Namespace) -> int:
    """`sidecue open CARD`; a copied link is the card's id behind "sidecue:"."""
    return tell(arguments.profile, {"verb": "open", "card": arguments.card.removeprefix("sidecue:")})


def toggle(arguments: argparse.Namespace) -> int:
    """`sidecue toggle`."""
    return tell(arguments.profile, {"verb": "toggle"})


def pause(arguments: argparse.Namespace) -> int:
    """`sidecue pause [15min|hour|tomorrow|off]`."""
    return tell(arguments.profile, {"verb": "pause", "length": arguments.length})


def leave(arguments: argparse.Namespace) -> int:
    """`sidecue quit`."""
    return tell(arguments.profile, {"verb": "quit"})


def status(arguments: argparse.Namespace) -> int:
    """`sidecue status [--json]`: exit status 1 when the app is not running."""
    try:
        answer = ask_app(open_profile(arguments.profile), {"verb": "status"})
    except (NotRunningError, TimeoutError) as error:
        answer = {"running": False, "reason": _reason(error)}
    if "error" in answer:  # an app of another version
        answer = {"running": False, "reason": answer["error"]}
    print(json.dumps(answer, indent=2, ensure_ascii=False) if arguments.json else _describe(answer))
    return FINE if answer["running"] else PROBLEMS


def tell(profile: Path | None, request: dict[str, object]) -> int:
    """Ask the app of ``profile`` for something, without a word if it does it; returns the exit status."""
    try:
        answer = ask_app(open_profile(profile), request)
    except (NotRunningError, TimeoutError) as error:
        answer = {"error": _reason(error)}
    if "error" in answer:
        print(f"sidecue: {answer['error']}", file=sys.stderr)
        return PROBLEMS
    return FINE


def _reason(error: Exception) -> str:
    if isinstance(error, AwayError):
        return str(error)
    if isinstance(error, NotRunningError):
        return _NOT_RUNNING
    return NO_ANSWER


def _describe(answer: dict[str, Any]) -> str:
    if not answer["running"]:
        return str(answer["reason"])
    lines = [f"Sidecue {answer['version']}: {answer['state']}"]
    lines.append(_entry("source", answer["source"]))
    lines += [_entry("passed over", entry) for entry in answer["source"]["passed_over"]]
    if (display := answer.get("display", {})).get("reason"):
        lines.append(_entry("display", display))
    lines += [_entry("session", entry) for entry in answer.get("session", ())]
    if (detail := answer.get("detail", {})).get("state", "off") != "off":
        lines.append(_entry("detail", detail))
    lines += [_entry("hotkey", answer[hotkey]) for hotkey in ("hotkey", "panel_hotkey")]
    lines += [_entry("bundle", entry) for entry in answer["bundles"]]
    lines += [_channel(entry) for entry in answer["channels"]]
    if person := answer.get("person"):
        roles = ", ".join(person["roles"]) or "not stated"
        lines.append(f"  {'person':12} roles: {roles}; language: {person['language']}")
    if answer.get("policy", {}).get("state", "none") != "none":
        lines.append(_entry("policy", answer["policy"]))
    if meaning := answer.get("meaning"):
        lines.append(_entry("search", {"name": "by meaning", **meaning}))
    if answer.get("answers", {}).get("state", "none") != "none":
        lines.append(_entry("answers", answer["answers"]))
    if (store := answer.get("xapi", {})).get("state", "off") != "off":
        lines.append(_store(store))
    lines.append(f"  {'problems':12} {answer['problems']}")
    return "\n".join(lines)


def _channel(entry: dict[str, Any]) -> str:
    times = [f"{what} {entry[of]}" for what, of in (("asked", "checked"), ("next", "next_check"))]
    return ", ".join([_entry("channel", entry), *(said for said in times if not said.endswith("None"))])


def _store(entry: dict[str, Any]) -> str:
    counts = f"{entry['waiting']} waiting, {entry['set_aside']} set aside"
    return f"{_entry('record store', entry)}, {counts}"


def _entry(kind: str, entry: dict[str, Any]) -> str:
    state = f": {entry['state']}" if "state" in entry else ""
    reason = f" ({entry['reason']})" if entry["reason"] else ""
    return f"  {kind:12} {entry['name']}{state}{reason}"
