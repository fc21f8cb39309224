"""The verbs that talk to the running app. No Qt: a desktop shortcut must feel instant."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from overlay.cli.exits import FINE, PROBLEMS
from overlay.cli.remote import NO_ANSWER, AwayError, NotRunningError, ask_app
from overlay.profile import open_profile

_NOT_RUNNING = "Sidecue is not running; start it with `sidecue`"


def palette(arguments: argparse.Namespace) -> int:
    """`sidecue palette [TEXT]`."""
    return _tell(arguments, {"verb": "palette", "text": arguments.text})


def open_card(arguments: argparse.Namespace) -> int:
    """`sidecue open CARD`; a copied link is the card's id behind "sidecue:"."""
    return _tell(arguments, {"verb": "open", "card": arguments.card.removeprefix("sidecue:")})


def toggle(arguments: argparse.Namespace) -> int:
    """`sidecue toggle`."""
    return _tell(arguments, {"verb": "toggle"})


def pause(arguments: argparse.Namespace) -> int:
    """`sidecue pause [15min|hour|tomorrow|off]`."""
    return _tell(arguments, {"verb": "pause", "length": arguments.length})


def leave(arguments: argparse.Namespace) -> int:
    """`sidecue quit`."""
    return _tell(arguments, {"verb": "quit"})


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


def _tell(arguments: argparse.Namespace, request: dict[str, object]) -> int:
    try:
        answer = ask_app(open_profile(arguments.profile), request)
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
