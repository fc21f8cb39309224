"""`sidecue settings`: list, read and change settings, in the running app or, without one, on disk. No Qt."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing, suppress
from datetime import datetime

from content.memory.memory import Memory
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE
from overlay.cli.remote import NO_ANSWER, NotRunningError, ask_app
from overlay.policy import load_policy
from overlay.profile import Profile, open_profile
from overlay.settings.errors import SettingError, SettingLockedError
from overlay.settings.table import SETTINGS, Settings, find


def settings(arguments: argparse.Namespace) -> int:
    """Without a name: all. With a name: its value. With a value too: set it."""
    profile = open_profile(arguments.profile)
    try:
        if arguments.value is not None:
            return _set(profile, arguments.name, arguments.value)
        _print(profile, arguments.name, as_json=arguments.json)
    except SettingError as error:
        print(f"sidecue: {error}", file=sys.stderr)
        return PROBLEMS if isinstance(error, SettingLockedError) else WRONG_USE
    except TimeoutError:
        print(f"sidecue: {NO_ANSWER}", file=sys.stderr)
        return PROBLEMS
    return FINE


def _set(profile: Profile, name: str, value: str) -> int:
    kind, policy = find(name).kind, load_policy()
    if name in policy.settings:
        raise SettingLockedError(name, policy.file)
    with suppress(ValueError):  # whoever sets it says what is wrong
        value = kind.to_text(kind.from_text(value))  # a relative path starts here, not where the app runs
    try:
        answer = ask_app(profile, {"verb": "set", "name": name, "value": value})
    except NotRunningError:
        return _set_on_disk(profile, name, value)
    if "locked" in answer:  # by the policy it started with
        raise SettingLockedError(name, str(answer["locked"]))
    if "error" in answer:
        raise SettingError(str(answer["error"]))
    return FINE


def _set_on_disk(profile: Profile, name: str, value: str) -> int:
    with closing(Memory(profile.state, _now)) as memory:
        before = memory.problems
        changed = Settings(memory, load_policy())
        changed.set_text(name, value)
    with closing(Memory(profile.state, _now, read_only=True)) as memory:
        kept = Settings(memory).text(name) == changed.text(name)
    for problem in before:
        print(f"sidecue: {problem}", file=sys.stderr)
    if not kept:
        remedy = "make room on the disk or make the folder writable"
        print(f"sidecue: {name} was not kept in {profile.state}; {remedy}", file=sys.stderr)
    return FINE if kept and not before else PROBLEMS


def _print(profile: Profile, name: str | None, *, as_json: bool) -> None:
    shown = [find(name)] if name else SETTINGS
    values = _values(profile)
    texts = {setting.name: values[setting.name] for setting in shown}
    if as_json:
        print(json.dumps(texts, indent=2, ensure_ascii=False))
    elif name:
        print(texts[name])
    else:
        policy = load_policy()
        for problem in policy.problems:
            print(f"Your organisation's policy, {problem}", file=sys.stderr)
        for setting in shown:
            note = "; set by your organisation" if setting.name in policy.settings else ""
            print(
                f"{setting.name} = {texts[setting.name]}\n    {setting.help} ({setting.kind.allowed}{note})"
            )


def _values(profile: Profile) -> dict[str, str]:
    """All settings as text: the running app's, because it saves a little later, else those on disk."""
    try:
        return ask_app(profile, {"verb": "settings"})
    except NotRunningError:
        with closing(Memory(profile.state, _now, read_only=True)) as memory:
            settings_on_disk = Settings(memory, load_policy())
            return {setting.name: settings_on_disk.text(setting.name) for setting in SETTINGS}


def _now() -> datetime:
    return datetime.now().astimezone()
