"""Options that several verbs share, and what their values may be. Which verb has which: see verbs.py."""

from __future__ import annotations

import argparse
import math
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from overlay.version import version

_LONGEST_WAIT = 3600  # seconds
_MOST = 100_000

if TYPE_CHECKING:
    from content.evidence.known import Mark

    Verbs = argparse._SubParsersAction[argparse.ArgumentParser]

SYSTEMS = ("linux", "macos", "windows")


def bundles(parser: argparse.ArgumentParser, text: str) -> None:
    """--bundle, any number of times; ``text`` says what becomes of them."""
    parser.add_argument("--bundle", type=Path, action="append", default=[], metavar="PATH", help=text)


def window(parser: argparse.ArgumentParser) -> None:
    """The options that name a window; context.py reads them."""
    group = parser.add_argument_group("the window to ask about")
    group.add_argument("--app", metavar="NAME", help="process name")
    group.add_argument("--title", metavar="TEXT", help="window title")
    group.add_argument("--class", dest="window_class", metavar="NAME", help="window class")
    group.add_argument("--url", metavar="URL", help="address of the page in a browser")
    group.add_argument("--dialog-text", metavar="TEXT", help="what its labels say, if it is a dialog")
    group.add_argument("--control", metavar="NAME", help="name of the control that is used in it")
    group.add_argument("--control-role", metavar="ROLE", help='what that control is, like "button"')
    group.add_argument("--os", choices=SYSTEMS, help="instead of this machine's")


def person(parser: argparse.ArgumentParser) -> None:
    """The options that say for whom to ask; bundles.py reads them."""
    group = parser.add_argument_group("the person to ask for")
    group.add_argument("--role", action="append", default=[], metavar="ROLE", help="only cards for this role")
    group.add_argument(
        "--language",
        type=language,
        action="append",
        default=[],
        metavar="CODE",
        help="in this language",
    )


def language(text: str) -> str:
    """The code of a language in its one spelling."""
    from content.language_codes import canonical  # a desktop shortcut does without

    code = canonical(text)
    if not code:
        raise argparse.ArgumentTypeError(f'"{text}" is not the code of a language, like en or de-AT')
    return code


def recording(parser: argparse.ArgumentParser) -> None:
    """The options of `why --record`; record.py reads them."""
    group = parser.add_argument_group("to record windows for `sidecue bundle test --trace`")
    group.add_argument("--record", type=Path, metavar="FILE", help="write the windows you work in to FILE")
    group.add_argument("--for", dest="length", type=seconds, metavar="SECONDS", help="stop after this time")
    group.add_argument("--mask", action="store_true", help="hide what no rule names in their titles")
    group.add_argument("--yes", action="store_true", help="do not ask before recording")


def json(parser: argparse.ArgumentParser) -> None:
    """--json."""
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def folder(text: str) -> Path:
    """A folder that is there or can be made."""
    path = Path(text)
    try:
        is_folder = text != "" and (path.expanduser().is_dir() or not path.expanduser().exists())
    except (OSError, RuntimeError):  # nobody may look there; there is no such person's home
        is_folder = False
    if not is_folder:
        raise argparse.ArgumentTypeError(f'"{text}" is not a folder; name a folder')
    return path


def existing(text: str) -> Path:
    """A path at which there is something."""
    path = Path(text)
    if not path.exists():
        raise argparse.ArgumentTypeError(f'"{text}" does not exist')
    return path


def key(text: str) -> str:
    """A public key."""
    if len(text) != 64 or not set(text) <= set("0123456789abcdef"):
        raise argparse.ArgumentTypeError("a key is 64 hexadecimal digits, as `evidence key` prints it")
    return text


def mark(text: str) -> Mark:
    """Where a log once stood."""
    from content.evidence.known import read_mark  # a desktop shortcut does without

    try:
        return read_mark(text)
    except ValueError:
        said = "a mark is a number, a colon and 64 hexadecimal digits, as `evidence key` prints it"
        raise argparse.ArgumentTypeError(said) from None


def whole(text: str) -> int:
    """How many at most."""
    number = int(text) if text.isdecimal() and len(text) < 10 else 0
    if not 0 < number <= _MOST:
        raise argparse.ArgumentTypeError(f'"{text}" is no whole number from 1 to {_MOST}')
    return number


def seconds(text: str) -> float:
    """A time to wait."""
    try:
        wait = float(text)
    except ValueError:
        wait = math.nan
    if not 0 <= wait <= _LONGEST_WAIT:
        raise argparse.ArgumentTypeError(f'"{text}" is no number from 0 to {_LONGEST_WAIT}')
    return wait


def day(text: str) -> date:
    """A day of the calendar."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no date, like 2026-05-31') from None


class ShowVersion(argparse.Action):
    """Looks the version up only when asked: that alone takes longer than all the rest of this module."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        print(f"sidecue {version()}")
        parser.exit()
