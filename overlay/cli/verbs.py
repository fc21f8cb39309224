"""What can be asked of the `sidecue` command, and which module answers. Not for its begin: see main.py."""

from __future__ import annotations

import argparse
import sys
from argparse import BooleanOptionalAction
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from content.answers.errors import AnswerError
from content.channels.errors import ChannelError
from content.events.errors import EventLogError
from content.memory.errors import StateError
from overlay.cli.exits import PROBLEMS
from overlay.cli.options import (
    ShowVersion,
    bundles,
    existing,
    folder,
    json,
    key,
    mark,
    person,
    recording,
    seconds,
    whole,
    window,
)

if TYPE_CHECKING:
    from overlay.cli.options import Verbs

_SUMMARY = "The right checklist, guide or video beside the window you are working in."
_RUNNING = "talks to the running app, for desktop shortcuts and scripts"


def answer(words: Sequence[str]) -> int:
    """Do what ``words`` ask for; returns the exit status. Raises OSError, and SystemExit for wrong use."""
    arguments = parser_for(words).parse_args(words)
    module, _, function = arguments.answer.partition(":")
    try:
        return int(getattr(import_module(f"overlay.cli.{module}"), function)(arguments))
    except (StateError, ChannelError, AnswerError, EventLogError) as error:
        print(f"sidecue: {error}", file=sys.stderr)
        return PROBLEMS


def parser_for(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for ``words``. The app, which stays for days, is spared what only other verbs need."""
    parser = argparse.ArgumentParser(prog="sidecue", description=_SUMMARY, epilog="Without a command: run.")
    parser.add_argument(
        "--profile", type=folder, metavar="DIR", help="keep settings, memory, cache and socket in this folder"
    )
    parser.add_argument("--version", action=ShowVersion, nargs=0, help="say which version this is")
    verbs = parser.add_subparsers(metavar="COMMAND")
    _add_run(verbs)
    if not _start_the_app(words):
        _add_others(verbs)
    # `sidecue` alone starts the app, with the same defaults as `sidecue run`.
    parser.set_defaults(answer="run:run", bundle=[], trace=None, trace_titles=False, no_tray=False)
    return parser


def _start_the_app(words: Sequence[str]) -> bool:
    """Whether ``words`` are those of `sidecue` alone or of `sidecue run`."""
    rest = list(words)
    while rest and (rest[0] == "--profile" or rest[0].startswith("--profile=")):
        del rest[: 1 if "=" in rest[0] else 2]
    return not rest or rest[0] == "run"


def _add_others(verbs: Verbs) -> None:
    from overlay.cli import event_verbs, receiving
    from overlay.cli.bundle import verbs as bundle
    from overlay.cli.channel import verbs as channel

    _add_running(verbs)
    _add_find(verbs)
    _add_missing(verbs)
    _add_feedback(verbs)
    _add_learned(verbs)
    _add_why(verbs)
    _add_settings(verbs)
    _add_xapi(verbs)
    bundle.add(verbs)
    channel.add(verbs)
    receiving.add(verbs)
    event_verbs.add(verbs)
    _add_evidence(verbs)
    # Not for people: the app's own processes for reading (content/library/reading.py, overlay/policy.py).
    verbs.add_parser("read-bundles").set_defaults(answer="bundles:read_bundles")
    verbs.add_parser("read-policy").set_defaults(answer="policy:tell")
    verbs.add_parser("read-drafts").set_defaults(answer="drafts:judge_drafts")
    verbs.add_parser("encode-queries").set_defaults(answer="meaning:encode_queries")
    verbs.add_parser("send-statements").set_defaults(answer="xapi:send_statements")
    verbs.add_parser("write-answer").set_defaults(answer="written:write_answer")


def _add_run(verbs: Verbs) -> None:
    run = verbs.add_parser("run", help="start the desktop app (a second start shows the running one)")
    bundles(run, "also use this bundle folder and read it again whenever it is saved")
    run.add_argument("--trace", type=Path, metavar="FILE", help="append what happens as JSON lines")
    run.add_argument("--trace-titles", action="store_true", help="with window titles in the trace")
    run.add_argument("--no-tray", action="store_true", help="without an icon in the tray")
    run.set_defaults(answer="run:run")


def _add_running(verbs: Verbs) -> None:
    palette = verbs.add_parser("palette", help="open the search palette", description=_RUNNING)
    palette.add_argument("text", nargs="?", default="", help="search for this at once")
    palette.set_defaults(answer="running:palette")
    opened = verbs.add_parser("open", help="show one card in the panel", description=_RUNNING)
    opened.add_argument("card", metavar="CARD", help='"BUNDLE/CARD", or a link that was copied from a card')
    opened.set_defaults(answer="running:open_card")
    toggle = verbs.add_parser("toggle", help="show or hide the panel", description=_RUNNING)
    toggle.set_defaults(answer="running:toggle")
    pause = verbs.add_parser("pause", help="stay silent for a while", description=_RUNNING)
    pause.add_argument("length", nargs="?", default="hour", choices=("15min", "hour", "tomorrow", "off"))
    pause.set_defaults(answer="running:pause")
    leave = verbs.add_parser("quit", help="end the running app", description=_RUNNING)
    leave.set_defaults(answer="running:leave")
    status = verbs.add_parser("status", help="source, hotkeys and bundles, each with state and reason")
    json(status)
    status.set_defaults(answer="running:status")


def _add_find(verbs: Verbs) -> None:
    find = verbs.add_parser("find", help="search the library")
    find.add_argument("text", help='what to look for; "-" reads one query a line and answers in JSON lines')
    find.add_argument("--limit", type=whole, default=10, metavar="N", help="at most this many results (10)")
    find.add_argument(
        "--meaning",
        action=BooleanOptionalAction,
        help="find what is meant, too, not only what is said (as set, where it is possible)",
    )
    # Its name in the code is another one: "answer" is what answers a command.
    find.add_argument(
        "--answer",
        dest="written",
        action="store_true",
        help="with an answer that the server of your organisation writes from the best cards",
    )
    bundles(find, "search this bundle instead of the active ones")
    window(find)
    person(find)
    json(find)
    find.set_defaults(answer="find:find")


def _add_missing(verbs: Verbs) -> None:
    missing = verbs.add_parser("missing", help="what you noted in the palette that no card says")
    json(missing)
    missing.add_argument("--csv", action="store_true", help="answer as a table for a spreadsheet")
    missing.set_defaults(answer="missing:missing")


def _add_feedback(verbs: Verbs) -> None:
    feedback = verbs.add_parser("feedback", help="what you said about cards: list, export or erase it")
    inner = feedback.add_subparsers(metavar="WHAT", required=True)
    listed = inner.add_parser("list", help="print it")
    json(listed)
    listed.set_defaults(answer="feedback:list_feedback")
    export = inner.add_parser("export", help="write it to a file, to share with whoever writes the cards")
    export.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a new file (the terminal)")
    export.add_argument("--csv", action="store_true", help="as a table for a spreadsheet instead of JSON")
    export.set_defaults(answer="feedback:export")
    erase = inner.add_parser("erase", help="forget it for good")
    erase.add_argument("card", nargs="?", metavar="CARD", help='"BUNDLE/CARD"')
    erase.add_argument("--all", action="store_true", help="what was said about all cards")
    erase.set_defaults(answer="feedback:erase")


def _add_learned(verbs: Verbs) -> None:
    learned = verbs.add_parser("learned", help="what Sidecue takes you to know: erase it")
    inner = learned.add_subparsers(metavar="WHAT", required=True)
    erase = inner.add_parser("erase", help="forget it, and what you completed and ticked, for good")
    erase.set_defaults(answer="learned:erase")


def _add_why(verbs: Verbs) -> None:
    why = verbs.add_parser("why", help="which rules match a window, and why the others do not")
    why.add_argument(
        "source", nargs="?", choices=("-",), help='"-" reads one context a line (JSON) and answers likewise'
    )
    why.add_argument(
        "--wait", type=seconds, default=0.0, metavar="SECONDS", help="time to switch windows first"
    )
    why.add_argument("--all", action="store_true", help="with all rules that do not match, in JSON too")
    bundles(why, "ask this bundle instead of the active ones")
    window(why)
    person(why)
    json(why)
    recording(why)
    why.set_defaults(answer="why:why")


def _add_settings(verbs: Verbs) -> None:
    settings = verbs.add_parser("settings", help="list, read or change settings")
    settings.add_argument("name", nargs="?", help="only this setting")
    settings.add_argument("value", nargs="?", help="its new value")
    json(settings)
    settings.set_defaults(answer="settings:settings")


def _add_xapi(verbs: Verbs) -> None:
    xapi = verbs.add_parser("xapi", help="what happened, for a learning record store")
    inner = xapi.add_subparsers(metavar="VERB", required=True)
    export = inner.add_parser("export", help="write all that is in the event log to a file, as statements")
    export.add_argument("file", type=Path, metavar="FILE", help="a new file: .json for a list, or .jsonl")
    export.set_defaults(answer="xapi:export")
    send = inner.add_parser("send", help="send what waits to the store of your organisation now")
    json(send)
    send.set_defaults(answer="xapi:send")
    status = inner.add_parser("status", help="what waits for the store, and what it would not take")
    json(status)
    status.set_defaults(answer="xapi:status")


def _add_evidence(verbs: Verbs) -> None:
    evidence = verbs.add_parser("evidence", help="what was done with required cards: list, verify, export")
    actions = evidence.add_subparsers(metavar="ACTION", required=True)
    listed = actions.add_parser("list", help="every entry, oldest first")
    verify = actions.add_parser("verify", help="say whether anything was changed, and where")
    verify.add_argument("--key", type=key, metavar="HEX", help="it must be signed by this key")
    verify.add_argument(
        "--known", type=mark, metavar="MARK", help="it must hold what it held when `evidence key` said this"
    )
    export = actions.add_parser("export", help="write a table for spreadsheets")
    export.add_argument("file", type=Path, metavar="FILE.csv", help="a file that does not exist yet")
    public = actions.add_parser("key", help="the desk's public key, and a mark of where the log stands")
    for action, answer in ((listed, "entries"), (verify, "verify"), (export, "export"), (public, "key")):
        action.add_argument(
            "--folder", type=existing, metavar="FOLDER", help="a copy of another desk's log instead"
        )
        if action is not export:
            json(action)
        action.set_defaults(answer=f"evidence:{answer}")
