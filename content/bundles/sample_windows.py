"""Forty windows as people have them open on an ordinary day, to hold rules against. Not for matching them."""

from __future__ import annotations

from functools import cache

import msgspec

from content.bundles.builtin import included
from content.strict_yaml import parse
from triggers.context import Context
from triggers.shown import comparable

_FILE = "windows.yaml"


class _Window(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"window_class": "class"}):
    os: str
    app: str
    window_class: str
    title: str
    url: str = ""
    dialog_text: str = ""
    control: str = ""
    control_role: str = ""

    def context(self) -> Context:
        window = self.app, self.window_class, self.title, self.url, self.os
        return comparable(Context(*window, self.control_role, self.control, self.dialog_text))


@cache
def sample_windows() -> tuple[Context, ...]:
    """The windows of ``included/windows.yaml``: file managers, browsers, mail, terminals, dialogs, …"""
    text = (included() / _FILE).read_text(encoding="utf-8")
    windows = msgspec.convert(parse(text, _FILE).value, tuple[_Window, ...])
    return tuple(window.context() for window in windows)
