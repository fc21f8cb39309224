"""The verbs about what happened on this desk, and which modules answer. Imports nothing heavy itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from overlay.cli.options import day, json, whole

if TYPE_CHECKING:
    from overlay.cli.options import Verbs


def add(verbs: Verbs) -> None:
    """`events` and `insights`."""
    events = verbs.add_parser("events", help="what was noted of what happened with cards")
    inner = events.add_subparsers(metavar="VERB", required=True)
    listed = inner.add_parser("list", help="print it, the latest last")
    listed.add_argument("--since", type=day, metavar="DATE", help="only from this day on")
    listed.add_argument("--limit", type=whole, metavar="N", help="only the last N")
    json(listed)
    listed.set_defaults(answer="events:list_events")
    export = inner.add_parser("export", help="write all of it to a file, to take along")
    export.add_argument("file", type=Path, metavar="FILE")
    export.set_defaults(answer="events:export_events")
    erase = inner.add_parser("erase", help="delete all of it, also what was set aside as damaged")
    erase.set_defaults(answer="events:erase_events")
    _add_insights(verbs)


def _add_insights(verbs: Verbs) -> None:
    insights = verbs.add_parser("insights", help="what cards did for you, from what was noted")
    insights.add_argument("--since", type=day, metavar="DATE", help="only from this day on")
    insights.add_argument(
        "--compare", type=day, metavar="DATE", help="what was before this day, and what from then on"
    )
    insights.add_argument("--card", default="", metavar="CARD", help="compare only this card")
    insights.add_argument("--output", type=Path, metavar="FILE", help="write a page (HTML) to this file")
    insights.add_argument(
        "--share", type=Path, metavar="FILE", help="write counts per card, without times of day, to hand on"
    )
    insights.add_argument(
        "--only", action="append", default=[], metavar="BUNDLE", help="share only cards of this bundle, by id"
    )
    insights.add_argument(
        "--bundle-report",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="make the page of files that five people or more shared",
    )
    json(insights)
    insights.set_defaults(answer="insights:insights")
