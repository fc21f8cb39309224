"""What `sidecue bundle` can be asked, and which module answers. Imports nothing heavy itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from overlay.cli.options import existing, json

if TYPE_CHECKING:
    from overlay.cli.options import Verbs


def add(verbs: Verbs) -> None:
    """`bundle` and its actions: for those who write cards."""
    bundle = verbs.add_parser("bundle", help="write, check, test and pack bundles")
    actions = bundle.add_subparsers(metavar="ACTION", required=True)
    _add_new(actions)
    _add_check(actions)
    _add_diff(actions)
    _add_import(actions)
    _add_pack(actions)
    _add_show(actions)
    _add_test(actions)


def _add_new(actions: Verbs) -> None:
    new = actions.add_parser("new", help="make a folder that works already, with two cards to begin with")
    new.add_argument(
        "folder", type=Path, metavar="FOLDER", help="a folder that does not exist yet, or is empty"
    )
    new.add_argument("--title", default="", metavar="TEXT", help="what the bundle is called")
    new.add_argument("--publisher", default="", metavar="TEXT", help="who answers for it")
    new.add_argument("--language", default="en", metavar="CODE", help="the language of its cards (en)")
    new.set_defaults(answer="bundle.new:new")


def _add_check(actions: Verbs) -> None:
    check = actions.add_parser("check", help="say what is wrong with a bundle, where, and what to do")
    check.add_argument("path", type=Path, metavar="PATH", help="the bundle's folder, or a packed bundle")
    check.add_argument("--strict", action="store_true", help="let warnings fail too")
    check.add_argument(
        "--sarif",
        metavar="FILE",
        help='also write the findings as SARIF 2.1.0, for code hosts; "-" prints them',
    )
    json(check)
    check.set_defaults(answer="bundle.check:check")


def _add_pack(actions: Verbs) -> None:
    pack = actions.add_parser("pack", help="make one file of a bundle, the same bytes each time")
    pack.add_argument("path", type=Path, metavar="PATH", help="the bundle's folder")
    pack.add_argument("--out", type=Path, metavar="FILE", help="write this file, or into this folder")
    pack.add_argument(
        "--no-meaning", action="store_true", help="without the vectors by which cards are found by meaning"
    )
    json(pack)
    pack.set_defaults(answer="bundle.pack:pack")


def _add_show(actions: Verbs) -> None:
    show = actions.add_parser("show", help="say what is in a bundle")
    show.add_argument("path", type=Path, metavar="PATH", help="the bundle's folder, or a packed bundle")
    json(show)
    show.set_defaults(answer="bundle.show:show")


def _add_import(actions: Verbs) -> None:
    bring = actions.add_parser("import", help="make cards of Markdown files or keyboard shortcut manifests")
    bring.add_argument("source", type=Path, metavar="SOURCE", help="a folder, or one manifest")
    bring.add_argument(
        "--into", type=Path, required=True, metavar="FOLDER", help="the bundle: made, or added to"
    )
    bring.add_argument("--from", dest="origin", choices=("markdown", "shortcuts"), help="what SOURCE holds")
    bring.add_argument("--title", default="", metavar="TEXT", help="title of a new bundle")
    json(bring)
    bring.set_defaults(answer="bundle.bring_in:bring_in_bundle")


def _add_test(actions: Verbs) -> None:
    test = actions.add_parser("test", help="say whether each window brings exactly its cards")
    test.add_argument("path", type=Path, metavar="PATH", help="the bundle's folder, or a packed bundle")
    test.add_argument(
        "--trace",
        type=existing,
        action="append",
        default=[],
        metavar="FILE",
        help="also replay these windows, recorded with `sidecue why --record`",
    )
    test.add_argument("--junit", type=Path, metavar="FILE", help="also write the outcome as JUnit XML")
    test.add_argument(
        "--fail-unexercised", action="store_true", help="let cards and rules that nothing tries fail too"
    )
    json(test)
    test.set_defaults(answer="bundle.test:test")


def _add_diff(actions: Verbs) -> None:
    diff = actions.add_parser("diff", help="say in plain words what a new version changes")
    diff.add_argument("old", type=Path, metavar="OLD", help="a bundle's folder, or a packed bundle")
    diff.add_argument("new", type=Path, metavar="NEW", help="the same, later")
    json(diff)
    diff.set_defaults(answer="bundle.diff:diff_bundles")
