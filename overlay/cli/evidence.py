"""`sidecue evidence`: lists, verifies and exports what was done with required cards. Records none; no Qt."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC
from functools import wraps
from typing import Any

from content.evidence.chain import Ending, Finding
from content.evidence.entry import Entry
from content.evidence.errors import EvidenceError
from content.evidence.keys import desk_of
from content.evidence.known import Mark, compare
from content.evidence.log import EvidenceLog, Found
from content.evidence.table import table
from content.files.names import printable
from content.whole_file import FOR_OWNER, write_whole
from overlay.cli.exits import FINE, PROBLEMS, WRONG_USE
from overlay.cli.new_file import is_there
from overlay.profile import open_profile

_NOTHING = "Nothing was recorded on this desk yet; its key is made with the first entry."
_ENDINGS = {
    Ending.CLEAN: "",
    Ending.AHEAD: "The last entry was interrupted: it is whole, and Sidecue signs it at its next start.",
    Ending.TORN: "An entry was interrupted and never recorded; Sidecue clears it up at its next start.",
}


Answer = Callable[[argparse.Namespace], int]


def _told(answer: Answer) -> Answer:
    """``answer`` with its errors on standard error. Not in main.py: a desktop shortcut does without these."""

    @wraps(answer)
    def told(arguments: argparse.Namespace) -> int:
        try:
            return answer(arguments)
        except EvidenceError as error:
            print(f"sidecue: {printable(str(error))}", file=sys.stderr)
            return PROBLEMS

    return told


@_told
def entries(arguments: argparse.Namespace) -> int:
    """Print every entry that can be read, oldest first."""
    log = _log(arguments)
    found = log.look()
    rows = [_row(entry, of_line) for _, entry, of_line in found.examination.entries]
    if arguments.json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    elif not rows:
        print(_NOTHING)
    for row in () if arguments.json else rows:
        ticked = f" ({len(row['items'])} of {row['of']})" if row["of"] else ""
        reason = f": {row['reason']}" if row["reason"] else ""
        when = row["local"][:16].replace("T", " ")
        print(printable(f"{row['number']:>5}  {when}  {row['how']:<8}  {row['card']}{ticked}{reason}"))
    return _tell(log, found.examination.findings)


@_told
def verify(arguments: argparse.Namespace) -> int:
    """Say whether the log is what this desk signed, and what is wrong where."""
    log = _log(arguments)
    found = log.look()
    ending, count = found.examination.ending, len(found.examination.entries)
    findings = (*found.examination.findings, *compare(found, arguments.key or "", arguments.known))
    if arguments.json:
        print(json.dumps(_verdict(found, findings), indent=2))
    elif not findings and found.head is None:
        print(_NOTHING)
    elif not findings and found.head is not None:
        counted = _counted(count)
        print(f"{counted}, as desk {desk_of(found.head.key)} signed them: nothing was changed.")
    if not arguments.json and not findings and _ENDINGS[ending]:
        print(_ENDINGS[ending])
    return _tell(log, findings)


@_told
def export(arguments: argparse.Namespace) -> int:
    """Write a table for spreadsheets."""
    log = _log(arguments)
    if is_there(arguments.file):
        return WRONG_USE
    found = log.look().examination
    write_whole(arguments.file, table(found), FOR_OWNER)
    print(f"{_counted(len(found.entries))} in {printable(arguments.file)}")
    return _tell(log, found.findings)


@_told
def key(arguments: argparse.Namespace) -> int:
    """Print whose log this is and where it stands, for somebody else to keep."""
    found = _log(arguments).look(signatures=False)
    head = found.head
    said = {
        "desk": desk_of(head.key) if head else "",
        "key": head.key if head else "",
        "mark": str(Mark(head.count, head.last)) if head else "",
    }
    if arguments.json:
        print(json.dumps(said, indent=2))
    elif not head:
        print(_NOTHING)
    else:
        print("\n".join(f"{name}  {value}" for name, value in said.items()))
    return FINE


def _counted(entries: int) -> str:
    return "1 entry" if entries == 1 else f"{entries} entries"


def _log(arguments: argparse.Namespace) -> EvidenceLog:
    if arguments.folder is not None:
        return EvidenceLog(arguments.folder, is_copy=True)
    return EvidenceLog(open_profile(arguments.profile).evidence)


def _row(entry: Entry, of_line: str) -> dict[str, Any]:
    said = entry.acknowledged
    return {
        "number": entry.number,
        "utc": f"{said.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "local": said.at.isoformat(timespec="seconds"),
        "card": said.card,
        "bundle_version": said.bundle_version,
        "how": said.how.value,
        "reason": said.reason,
        "items": list(said.items),
        "of": said.of,
        "content": said.content,
        "desk": entry.desk,
        "hash": of_line,
    }


def _verdict(found: Found, findings: Sequence[Finding]) -> dict[str, Any]:
    head = found.head
    return {
        "intact": not findings,
        "entries": len(found.examination.entries),
        "ending": found.examination.ending.value,
        "desk": desk_of(head.key) if head else "",
        "key": head.key if head else "",
        "mark": str(Mark(head.count, head.last)) if head else "",
        "findings": [asdict(finding) for finding in findings],
    }


def _tell(log: EvidenceLog, findings: Iterable[Finding]) -> int:
    status = FINE
    for finding in findings:
        file = log.file if finding.line else log.head_file
        print(f"{printable(file)}:{finding.line}: {finding.what}", file=sys.stderr)
        status = PROBLEMS
    return status
