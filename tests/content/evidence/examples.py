"""Acknowledgements and logs for tests, and what a tamperer could do to their bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from content.evidence.entry import Acknowledgement, How
from content.evidence.log import EvidenceLog
from tests.content.memory.examples import MORNING


def acknowledged(number: int = 1, reason: str = "", at: datetime = MORNING) -> Acknowledgement:
    """What was done, or with a ``reason`` declined; another one for each number."""
    return Acknowledgement(
        at=at + timedelta(minutes=number),
        card=f"desk/card-{number % 3}",
        bundle_version="1.2",
        content=f"{number:064x}",
        items=("k1", "k2"),
        of=2,
        how=How.DECLINED if reason else How.DONE,
        reason=reason,
    )


def log_of(folder: Path, entries: int) -> EvidenceLog:
    """A log with that many entries."""
    log = EvidenceLog(folder, sleep=lambda _seconds: None)
    for number in range(1, entries + 1):
        log.append(acknowledged(number, reason="späť =1+1" if number % 4 == 0 else ""))
    return log


def other(said: Acknowledgement) -> Acknowledgement:
    """The same, done another time."""
    return replace(said, at=said.at + timedelta(days=1))
