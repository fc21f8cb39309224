"""The verbs of a desk that receives channels, and which modules answer. Imports nothing heavy itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from overlay.cli.options import json

if TYPE_CHECKING:
    from overlay.cli.options import Verbs


def add(verbs: Verbs) -> None:
    """`subscribe`, `unsubscribe` and `update`."""
    subscribe = verbs.add_parser("subscribe", help="follow a channel of signed bundles")
    subscribe.add_argument(
        "what", nargs="?", metavar="WHAT", help="an invitation file, or the URL or folder of a channel"
    )
    subscribe.add_argument("--fingerprint", metavar="HEX", help="the invitation must have this SHA-256")
    subscribe.add_argument("--yes", action="store_true", help="believe the invitation without being asked")
    subscribe.add_argument("--show", action="store_true", help="say whose invitation it is and end there")
    subscribe.add_argument("--list", action="store_true", help="say which channels are followed")
    json(subscribe)
    subscribe.set_defaults(answer="subscribe:subscribe")
    unsubscribe = verbs.add_parser("unsubscribe", help="follow a channel no more; its bundles go")
    unsubscribe.add_argument("channel", metavar="CHANNEL", help="its id, as `subscribe --list` says it")
    unsubscribe.set_defaults(answer="subscribe:unsubscribe")
    update = verbs.add_parser("update", help="ask the channels for new bundles now")
    update.add_argument("channel", nargs="?", default="", metavar="CHANNEL", help="only this one, by its id")
    update.add_argument("--quiet", action="store_true", help="say only what went wrong")
    json(update)
    update.set_defaults(answer="update:update")
