"""`sidecue missing`: what the person noted that no card says, to share with whoever writes cards. No Qt."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from contextlib import closing

from content.spreadsheet import harmless
from overlay.cli.bundles import memory_of
from overlay.cli.exits import FINE

_FIELDS = ("query", "count", "first", "last")


def missing(arguments: argparse.Namespace) -> int:
    """Print the list of this profile; it stays where it is."""
    with closing(memory_of(arguments)) as memory:
        rows = [
            {
                "query": it.query,
                "count": it.count,
                "first": f"{it.first:%Y-%m-%d}",
                "last": f"{it.last:%Y-%m-%d}",
            }
            for it in memory.missing()
        ]
    if arguments.json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    elif arguments.csv:
        table = csv.DictWriter(sys.stdout, _FIELDS, lineterminator="\n")
        table.writeheader()
        table.writerows({**row, "query": harmless(str(row["query"]))} for row in rows)
    elif rows:
        for row in rows:
            print(f"{row['last']}  {row['count']:>3} ×  {row['query']}")
    else:
        print("Nothing was noted. In the palette, Ctrl+L notes what no card says.")
    return FINE
