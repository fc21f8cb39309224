"""A page of its own: no script, nothing loaded, light and dark, for the screen and for paper.

Not for what a report says: see person.py and people.py.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import fields

from overlay.insights.markup import Markup, el, together
from overlay.theme.roles import Roles, dark, light

_LOOKS = """
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 54rem; padding: 2rem 1.5rem 4rem; background: var(--surface);
  color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .25rem; }
p { margin: .25rem 0 .75rem; max-width: 44rem; }
.muted, caption, figcaption { color: var(--muted); }
figure { margin: .75rem 0; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--text); font: 12px system-ui, sans-serif; }
svg .small { fill: var(--muted); }
svg .line { stroke: var(--border); stroke-width: 1; }
svg .zero { stroke: var(--muted); stroke-width: 1; stroke-dasharray: 3 3; }
svg .span { stroke: var(--accent); stroke-width: 3; stroke-linecap: round; opacity: .55; }
svg .a { fill: var(--accent); } svg .b { fill: var(--muted); opacity: .55; }
svg .c { fill: var(--warning); }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; font-size: .875rem; }
caption { text-align: left; padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0;
  border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
thead th { color: var(--muted); font-weight: 500; overflow-wrap: normal; }
td.n { overflow-wrap: normal; }
tbody th { font-weight: 500; }
td.n, th.n { text-align: right; }
.good { color: var(--success); } .bad { color: var(--warning); }
summary { cursor: pointer; color: var(--muted); font-size: .875rem; }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.scroll { overflow-x: auto; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; background: none; }
  caption { break-after: avoid; }
  figure, tr, h2 { break-inside: avoid; } h2 { break-after: avoid; }
  thead { display: table-header-group; } summary { display: none; } .scroll { overflow: visible; }
  * { print-color-adjust: exact; }
}
@page { margin: 18mm 15mm; }
"""


def page(title: str, about: str, body: Iterable[Markup]) -> str:
    """The whole page. Its policy lets the browser load nothing, and run nothing."""
    style = _style()
    policy = f"default-src 'none'; style-src '{_digest(style)}'; base-uri 'none'; form-action 'none'"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", title),
        el("style", Markup(style)),
    )
    main = el("main", el("h1", title), el("p", about, class_="muted"), body)
    return f"<!doctype html>\n{el('html', head, el('body', main), lang='en')}\n"


def section(title: str, words: str, *parts: Markup) -> Markup:
    """A part of the page under a heading, with a sentence or two on what it is."""
    return el("section", el("h2", title), el("p", words, class_="muted"), parts)


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 1) -> Markup:
    """A table; the columns from ``numbers`` on are aligned as numbers."""
    side = [None if at < numbers else "n" for at in range(len(head))]
    titles = [el("th", words, scope="col", class_=of) for words, of in zip(head, side, strict=True)]
    lines = [
        el(
            "tr",
            [
                el("td" if at else "th", words, scope=None if at else "row", class_=side[at])
                for at, words in enumerate(row)
            ],
        )
        for row in rows
    ]
    whole = el("table", el("caption", caption), el("thead", el("tr", titles)), el("tbody", lines))
    return el("div", whole, class_="scroll")


def behind(plot: Markup, shown: Markup) -> Markup:
    """A plot with the table behind it, which is open, so that it is printed and read aloud too."""
    return together([el("figure", plot), el("details", el("summary", "The same as a table"), shown, open="")])


def _style() -> str:
    on_paper = f"@media print {{ :root {{ {_variables(light())} }} }}"
    in_dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_variables(dark())} }} }}"
    return f":root {{ color-scheme: light dark; {_variables(light())} }}\n{in_dark}\n{on_paper}\n{_LOOKS}"


def _variables(roles: Roles) -> str:
    return " ".join(f"--{it.name.replace('_', '-')}: {getattr(roles, it.name)};" for it in fields(roles))


def _digest(style: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"
