"""Rules and window titles of a large organisation, made up from a seed. Not for timing them: see matching.py.

45 % of the rules look for a phrase, 25 % are globs of two pieces, 30 % regular expressions; 7 % hold for any
app, 14 % for a family of apps.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from triggers.context import Context
from triggers.rules.model import All, Expression, Field, Kind, Rule, Test

_KNOWN_APPS = (  # noqa: SIM905 - words in lines read better than a list of strings
    "excel winword powerpnt outlook teams chrome msedge firefox code slack zoom acrobat notepad "
    "explorer saplogon sap-gui jira photoshop illustrator indesign autocad revit solidworks matlab "
    "rstudio pycharm64 idea64 eclipse devenv putty mobaxterm filezilla 7zfm vlc obs64 thunderbird "
    "libreoffice soffice gimp inkscape blender citrix wfica32 mstsc anydesk keepassxc onenote visio "
    "project access sqlworkbench dbeaver postman insomnia docker gitkraken sourcetree tortoisegit cmd "
    "powershell windowsterminal iterm2 terminal finder safari mail calendar notes pages numbers keynote"
).split()
APPS = (*_KNOWN_APPS, *(f"lobapp{number:03d}" for number in range(140)))
WORDS = (  # noqa: SIM905 - see above
    "invoice order customer report budget forecast quarterly expense approval purchase requisition "
    "vendor payroll timesheet leave request ticket incident change problem service asset contract "
    "proposal offer quote lead opportunity account contact pipeline campaign newsletter template "
    "meeting agenda minutes project plan gantt sprint backlog story epic bug release deployment build "
    "pipeline test coverage review merge pull branch commit repository dashboard chart pivot table "
    "formula macro sheet workbook document draft final version slide deck presentation print export "
    "import settings preferences options login password reset profile security update install license "
    "inbox compose reply forward attachment calendar event reminder task note drawing model layer "
    "assembly simulation script notebook query schema database backup restore sync share permission "
    "folder archive"
).split()
_ENDINGS = ("report.xlsx", "draft.docx", "slide.pptx", "query", "[ABC-123]", "")


@dataclass(frozen=True, slots=True)
class Plain:
    """One rule as a plain loop over ``re`` would hold it: "" for any app; both are regular expressions."""

    app: str
    title: str


def rules(count: int, seed: int = 1234) -> tuple[list[Rule], list[Plain]]:
    """``count`` rules for the matcher, and the very same ones for a plain loop."""
    rng = random.Random(seed)
    made, plain = [], []
    for number in range(count):
        app = rng.choice(APPS) if rng.random() >= 0.07 else ""
        if app and rng.random() < 0.15:
            app = app[:4] + "*"
        title, expression = _title(rng)
        condition: Expression = title
        if app:
            condition = All((Test(Field.APP, Kind.GLOB, (app,)), title))
        card = f"bench/{number}"
        made.append(Rule(card, f"cards/{number}.md:3", condition, priority=rng.randint(0, 9)))
        plain.append(Plain(_glob_expression(app) if app else "", expression))
    return made, plain


def contexts(count: int, seed: int = 99) -> list[Context]:
    """``count`` windows, each with a title of its own."""
    rng = random.Random(seed)
    return [_context(rng) for _ in range(count)]


def _context(rng: random.Random) -> Context:
    app = rng.choice(APPS)
    subject = (
        _phrase(rng, rng.randint(1, 4)).title() if rng.random() < 0.5 else _phrase(rng, rng.randint(1, 5))
    )
    rest = (rng.choice("-|—"), str(rng.randint(1, 99_999)), rng.choice(_ENDINGS), _phrase(rng, 2), "-")
    return Context(app=app, title=" ".join((subject, *rest, app.title())), os="linux")


def _title(rng: random.Random) -> tuple[Test, str]:
    kind = rng.random()
    if kind < 0.45:
        number = f" {rng.randint(1, 9999)}" if rng.random() < 0.5 else ""
        phrase = _phrase(rng, rng.choice((1, 2, 2, 3))) + number
        return Test(Field.TITLE, Kind.GLOB, (f"*{phrase}*",)), "(?i)" + re.escape(phrase)
    if kind < 0.70:
        glob = f"*{_phrase(rng, 2)}*{rng.choice(WORDS)}*"
        return Test(Field.TITLE, Kind.GLOB, (glob,)), _glob_expression(glob)
    expression = rng.choice(_EXPRESSIONS)(rng)
    return Test(Field.TITLE, Kind.REGEX, (expression,)), expression


def _glob_expression(glob: str) -> str:
    return "(?is)^" + ".*".join(map(re.escape, glob.split("*"))) + "$"


def _phrase(rng: random.Random, words: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(words))


def _filled(form: str, rng: random.Random) -> str:
    """``form`` with a word for each ``W`` in angle brackets and a title-cased one for each ``T``."""
    form = re.sub("<W>", lambda _: rng.choice(WORDS), form)
    return re.sub("<T>", lambda _: rng.choice(WORDS).title(), form)


_EXPRESSIONS: tuple[Callable[[random.Random], str], ...] = tuple(
    partial(_filled, form)
    for form in (
        r"(?i)\b<W>\b.*\b<W>\b",
        r"^<T>[ _-]?\d{2,6}",
        r"(?i)<W> (#|no\.? ?)?\d+ .*(<W>|<W>)",
        r"<W>.*\.(xlsx?|docx?|pptx?|pdf)",
        r"(?i)^(re|fw|fwd): .*<W> <W>",
        r"<W> <W> \[[A-Z]{2,5}-\d+\]",
    )
)
