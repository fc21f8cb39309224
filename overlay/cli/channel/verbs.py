"""What `sidecue channel` can be asked, and which module answers. Imports nothing heavy itself."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from overlay.cli.options import existing, json

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from overlay.cli.options import Verbs

ROLES = ("root", "publishing", "online")
_MOST_DAYS = 3650


def add(verbs: Verbs) -> None:
    """`channel` and its actions: for those who sign and distribute."""
    channel = verbs.add_parser(
        "channel", help="sign bundles and distribute them from a folder of static files"
    )
    actions = channel.add_subparsers(metavar="ACTION", required=True)
    _add_init(actions)
    _add_publish(actions)
    _add_changes(actions)
    _add_rotate(actions)
    _add_sign(actions)
    _add_reading(actions)


def _add_init(actions: Verbs) -> None:
    init = _action(actions, "init", "make a channel and its keys", "init:init")
    init.add_argument("folder", type=Path, metavar="FOLDER", help="an empty folder for the channel's files")
    init.add_argument("--title", required=True, metavar="TEXT", help="what people read")
    init.add_argument("--id", metavar="ID", help="its short name for ever (made from the title)")
    init.add_argument("--url", default="", help="where desks will find it; none: beside the invitation")
    init.add_argument("--keys", type=Path, required=True, metavar="FOLDER", help="where the keys go")
    for role, keys, threshold in (("root", 2, 1), ("publishing", 1, 1)):
        init.add_argument(
            f"--{role}-keys", type=_count, default=keys, metavar="N", help=f"{role} keys to make ({keys})"
        )
        init.add_argument(
            f"--{role}-threshold",
            type=_count,
            default=threshold,
            metavar="M",
            help="how many have to sign (1)",
        )
    init.add_argument(
        "--expires",
        type=_expiry,
        action="append",
        default=[],
        metavar="ROLE=DAYS",
        help="how long signatures hold",
    )
    init.add_argument(
        "--poll-minutes", type=_count, default=60, metavar="N", help="how often desks may ask (60)"
    )
    _passphrases(init)
    _yes(init)


def _add_publish(actions: Verbs) -> None:
    publish = _action(actions, "publish", "check, pack, sign and offer bundles", "publish:publish")
    _folder(publish)
    publish.add_argument(
        "paths", type=existing, nargs="+", metavar="PATH", help="a bundle's folder or packed file"
    )
    publish.add_argument(
        "--percent", type=_percent, default=100, metavar="N", help="offer it to this share of the desks (100)"
    )
    _signing(publish)


def _add_changes(actions: Verbs) -> None:
    ring = _change(actions, "ring", "offer the newest release to another share of the desks")
    ring.add_argument("percent", type=_percent, metavar="PERCENT", help="0 to 100")
    _change(actions, "halt", "offer the newest release to no further desk")
    _change(actions, "resume", "end a halt")
    pin = _change(actions, "pin", "lead every desk to one version, also to an older one")
    pin.add_argument("version", metavar="VERSION", help="one of the bundle's releases")
    _change(actions, "unpin", "let the rings count again")
    _change(actions, "withdraw", "take a bundle off every desk")
    refresh = _action(actions, "refresh", "say that the content is still the present one", "change:refresh")
    _folder(refresh)
    _signing(refresh)


def _add_rotate(actions: Verbs) -> None:
    rotate = _action(actions, "rotate", "change who may sign, or renew the root", "rotate:rotate")
    _folder(rotate)
    rotate.add_argument("--role", choices=ROLES, required=True, help="whose keys")
    rotate.add_argument("--add", type=_count, default=0, metavar="N", help="make this many new keys")
    rotate.add_argument(
        "--add-public",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="another holder's .pub file",
    )
    rotate.add_argument(
        "--revoke", action="append", default=[], metavar="KEY", help="the name or id of a key"
    )
    rotate.add_argument("--threshold", type=_count, metavar="M", help="how many have to sign from now on")
    rotate.add_argument("--expires", type=_days, metavar="DAYS", help="how long the role's signatures hold")
    rotate.add_argument(
        "--new-keys", type=Path, metavar="FOLDER", help="where new keys go (the first --keys)"
    )
    _passphrases(rotate)
    _signing(rotate)


def _add_sign(actions: Verbs) -> None:
    sign = _action(actions, "sign", "sign a root that waits for several holders", "sign:sign")
    sign.add_argument(
        "path",
        type=existing,
        metavar="PATH",
        help="the channel's folder, or its pending-root.json elsewhere",
    )
    _signing(sign)


def _add_reading(actions: Verbs) -> None:
    status = _action(actions, "status", "keys, expiry, bundles, and what desks will see", "status:status")
    _folder(status)
    json(status)
    serve = _action(
        actions, "serve-info", "how to put the channel on a server or a share", "serve_info:serve_info"
    )
    _folder(serve)
    json(serve)
    tidy = _action(actions, "tidy", "remove files that no desk needs any more", "tidy:tidy")
    _folder(tidy)
    _yes(tidy)


def _action(actions: Verbs, name: str, text: str, answer: str) -> ArgumentParser:
    parser = actions.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
    parser.set_defaults(answer=f"channel.{answer}")
    return parser


def _change(actions: Verbs, name: str, text: str) -> ArgumentParser:
    parser = _action(actions, name, text, f"change:{name}")
    _folder(parser)
    parser.add_argument("bundle", metavar="BUNDLE", help="its id")
    _signing(parser)
    return parser


def _folder(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=existing, metavar="FOLDER", help="the channel's folder")


def _signing(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--keys",
        type=existing,
        action="append",
        required=True,
        metavar="FOLDER",
        help="where keys lie; repeatable",
    )
    _yes(parser)


def _passphrases(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--no-passphrase",
        choices=(*ROLES, "all"),
        action="append",
        default=[],
        metavar="ROLE",
        help="keep new keys of this role where whoever reads the file has them",
    )


def _yes(parser: ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask first")


def _number(text: str, least: int, most: int) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else -1
    if not least <= number <= most:
        raise argparse.ArgumentTypeError(f'"{text}" is no whole number from {least} to {most}')
    return number


def _count(text: str) -> int:
    return _number(text, 1, 10_080)


def _days(text: str) -> int:
    return _number(text, 1, _MOST_DAYS)


def _percent(text: str) -> int:
    return _number(text.removesuffix("%"), 0, 100)


def _expiry(text: str) -> tuple[str, int]:
    role, _, days = text.partition("=")
    if role not in ROLES:
        raise argparse.ArgumentTypeError(f'"{text}" is not of the form ROLE=DAYS, as in online=30')
    return role, _days(days)
