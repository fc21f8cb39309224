"""`sidecue settings`: list, read and change settings, in the running app or, without one, on disk. No Qt."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing
from datetime import datetime

from content.memory.memory import Memory
from overlay.cli.exits import FINE, WRONG_USE
from overlay.cli.remote import NotRunningError, ask
from overlay.profile import Profile, open_profile
from overlay.settings.table import SETTINGS, SettingError, Settings, find


def settings(arguments: argparse.Namespace) -> int:
    """Without a name: all. With a name: its value. With a value too: set it."""
    profile = open_profile(arguments.profile)
    try:
        if arguments.value is not None:
            _set(profile, arguments.name, arguments.value)
        else:
            _print(profile, arguments.name, as_json=arguments.json)
    except SettingError as error:
        print(f"sidecue: {error}", file=sys.stderr)
        return WRONG_USE
    return FINE


def _set(profile: Profile, name: str, value: str) -> None:
    try:
        answer = ask(profile.address, {"verb": "set", "name": name, "value": value})
    except NotRunningError:
        with closing(Memory(profile.state, _now)) as memory:
            Settings(memory).set_text(name, value)
        return
    if "error" in answer:
        raise SettingError(str(answer["error"]))


def _print(profile: Profile, name: str | None, *, as_json: bool) -> None:
    with closing(Memory(profile.state, _now, read_only=True)) as memory:
        values = Settings(memory)
        shown = [find(name)] if name else SETTINGS
        texts = {setting.name: values.text(setting.name) for setting in shown}
    if as_json:
        print(json.dumps(texts, indent=2, ensure_ascii=False))
    elif name:
        print(texts[name])
    else:
        for setting in shown:
            print(f"{setting.name} = {texts[setting.name]}\n    {setting.help} ({setting.kind.allowed})")


def _now() -> datetime:
    return datetime.now().astimezone()
