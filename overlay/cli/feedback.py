"""`sidecue feedback`: what the person said about cards, theirs to list, to share and to erase. No Qt."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from contextlib import closing
from datetime import datetime

from content.memory.feedback import Feedback
from content.memory.memory import Memory
from content.spreadsheet import harmless
from content.whole_file import FOR_OWNER, write_whole
from overlay.cli.bundles import memory_of
from overlay.cli.counted import counted
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE
from overlay.cli.new_file import is_there
from overlay.cli.remote import NO_ANSWER, NotRunningError, ask_app
from overlay.profile import Profile, open_profile

_NOTHING = "Nothing was said. In the panel's foot, “Helpful?” is where to say it."


def list_feedback(arguments: argparse.Namespace) -> int:
    """`sidecue feedback list [--json]`."""
    entries = _entries(arguments)
    if arguments.json:
        print(_as_json(entries), end="")
    elif entries:
        print("\n".join(map(_line, entries)))
    else:
        print(_NOTHING)
    return FINE


def export(arguments: argparse.Namespace) -> int:
    """`sidecue feedback export [FILE] [--csv]`: a file of one's own, to send to whoever writes the cards."""
    entries = _entries(arguments)
    written = _as_csv(entries) if arguments.csv else _as_json(entries)
    if arguments.file is None:
        print(written, end="")
        return FINE
    if is_there(arguments.file):
        return WRONG_USE
    write_whole(arguments.file, written.encode(), FOR_OWNER)
    print(f"What you said about {counted(len(entries), 'card')} is in {arguments.file}. Nothing was sent.")
    return FINE


def erase(arguments: argparse.Namespace) -> int:
    """`sidecue feedback erase CARD` or `--all`."""
    if bool(arguments.card) == arguments.all:
        print("sidecue: say which: a card, or --all", file=sys.stderr)
        return WRONG_USE
    try:
        gone = _erase(open_profile(arguments.profile), arguments.card or "")
    except TimeoutError:
        print(f"sidecue: {NO_ANSWER}", file=sys.stderr)
        return PROBLEMS
    if isinstance(gone, str):
        print(f"sidecue: {gone}", file=sys.stderr)
        return PROBLEMS
    print(f"Erased what you said about {counted(gone, 'card')}.")
    return FINE


def _erase(profile: Profile, card: str) -> int | str:
    """How many entries are gone, or why none could be: by the running app, or without one on disk."""
    try:
        answer = ask_app(profile, {"verb": "erase-feedback", "card": card})
    except NotRunningError:
        with closing(Memory(profile.state, _now)) as memory:
            gone = memory.feedback.erase(card)
            problems = memory.problems
        return "; ".join(problems) or gone
    return str(answer["error"]) if "error" in answer else int(answer["erased"])


def _entries(arguments: argparse.Namespace) -> list[Feedback]:
    with closing(memory_of(arguments)) as memory:
        return list(memory.feedback.all())


def _line(entry: Feedback) -> str:
    said = [{True: "helpful", False: "not helpful", None: ""}[entry.helpful]]
    said.append("outdated" if entry.outdated else "")
    facts = ", ".join(part for part in said if part)
    text = f"“{entry.text}”" if entry.text else ""
    return f"{_date(entry)}  {entry.card}: {' '.join(part for part in (facts, text) if part)}"


def _row(entry: Feedback) -> dict[str, object]:
    return {
        "card": entry.card,
        "helpful": entry.helpful,
        "outdated": entry.outdated,
        "text": entry.text,
        "date": _date(entry),
    }


def _as_json(entries: list[Feedback]) -> str:
    return json.dumps([_row(entry) for entry in entries], indent=2, ensure_ascii=False) + "\n"


def _as_csv(entries: list[Feedback]) -> str:
    stream = io.StringIO()
    table = csv.DictWriter(stream, ("card", "helpful", "outdated", "text", "date"), lineterminator="\n")
    table.writeheader()
    words = {True: "yes", False: "no", None: ""}
    for entry in entries:
        said = {"helpful": words[entry.helpful], "outdated": words[entry.outdated]}
        table.writerow({**_row(entry), **said, "card": harmless(entry.card), "text": harmless(entry.text)})
    return stream.getvalue()


def _date(entry: Feedback) -> str:
    return f"{entry.at.astimezone():%Y-%m-%d}" if entry.at is not None else ""


def _now() -> datetime:
    return datetime.now().astimezone()
