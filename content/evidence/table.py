"""Evidence as a table for spreadsheets. Not for reading it back: that is what the log is for."""

from __future__ import annotations

import csv
import io
from datetime import UTC

from content.evidence.chain import Examination
from content.spreadsheet import harmless

FIELDS = (
    *("number", "utc", "local", "card", "bundle_version", "how", "reason", "ticked", "of"),
    *("items", "content", "desk", "hash", "finding"),
)


def table(examination: Examination) -> bytes:
    """CSV (RFC 4180) in UTF-8 with the mark that spreadsheets know it by, an entry a line.

    ``finding`` says what is wrong with a line of the log; a line that is no entry, and what is wrong with the
    head, is a row with nothing else.
    """
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(FIELDS)
    findings = {it.line: it.what for it in examination.findings}
    for line, entry, found in examination.entries:
        said = entry.acknowledged
        cells = (
            str(entry.number),
            f"{said.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            said.at.isoformat(timespec="seconds"),
            *(said.card, said.bundle_version, said.how.value, said.reason),
            *(str(len(said.items)), str(said.of)),
            *(" ".join(said.items), said.content, entry.desk, found, findings.pop(line, "")),
        )
        rows.writerow([harmless(cell) for cell in cells])
    for line, what in sorted(findings.items()):
        where = f"line {line}" if line else "head.json"
        rows.writerow([*[""] * (len(FIELDS) - 1), harmless(f"{where}: {what}")])
    return text.getvalue().encode("utf-8-sig")
