"""The two plots of the reports, as SVG: counts by week, and values with their intervals. No script.

Each says what it shows in a title and a description, for those who do not see it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from overlay.insights.markup import Markup, el

_WIDTH, _HEIGHT = 720, 210
_LEFT, _BELOW, _ABOVE = 40, 24, 26  # of columns: the scale, the weeks, the legend
_ROW, _NAMES = 26, 250  # of intervals: the height of a row, and the width of its name
_LONGEST_NAME = 36
_CLASSES = "abc"
_ids = itertools.count()


@dataclass(frozen=True, slots=True)
class Row:
    """A value with its interval, under a name."""

    name: str
    value: float
    low: float
    high: float


def columns(
    title: str, told: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[int]]]
) -> Markup:
    """Up to three counts beside each other for each label; ``series`` gives each its name."""
    top = _round_up(max((count for _, counts in series for count in counts), default=1))
    width, height = _WIDTH - _LEFT, _HEIGHT - _BELOW - _ABOVE
    step = width / max(len(labels), 1)
    thick = min(step * 0.8 / len(series), 22.0)
    parts: list[Markup] = [_legend([name for name, _ in series])]
    for tick in sorted({0, top // 2, top}):
        y = _ABOVE + height * (1 - tick / top)
        parts.append(el("line", class_="line", x1=_LEFT, x2=_WIDTH, y1=_at(y), y2=_at(y)))
        parts.append(_text(_LEFT - 6, y + 4, str(tick), "end", "small"))
    for number, label in enumerate(labels):
        begin = _LEFT + step * (number + 0.5) - thick * len(series) / 2
        for which, (_, counts) in enumerate(series):
            tall = height * counts[number] / top
            x, y = begin + which * thick, _ABOVE + height - tall
            size = {"x": _at(x), "y": _at(y), "width": _at(thick * 0.9), "height": _at(tall)}
            parts.append(el("rect", class_=_CLASSES[which], rx=1, **size))
        if number % math.ceil(len(labels) / 10) == 0:
            parts.append(_text(_LEFT + step * (number + 0.5), _HEIGHT - 6, label, "middle", "small"))
    return _svg(title, told, _HEIGHT, parts)


def intervals(
    title: str,
    told: str,
    rows: Sequence[Row],
    words: Callable[[float], str],
    limits: tuple[float, float] | None = None,
    zero: float | None = None,
) -> Markup:
    """A point and its interval for each row, on one scale; ``zero`` is marked, as what means no change."""
    low, high = limits or (0.0, max((row.high for row in rows), default=1.0) or 1.0)
    width = _WIDTH - _NAMES - 44  # the last tick's words need their half
    height = _ROW * len(rows) + 30

    def x(value: float) -> float:
        return _NAMES + width * (min(max(value, low), high) - low) / (high - low)

    parts: list[Markup] = []
    for tick in (low, (low + high) / 2, high):
        parts.append(el("line", class_="line", x1=_at(x(tick)), x2=_at(x(tick)), y1=0, y2=height - 24))
        parts.append(_text(x(tick), height - 8, words(tick), "middle", "small"))
    if zero is not None:
        parts.append(el("line", class_="zero", x1=_at(x(zero)), x2=_at(x(zero)), y1=0, y2=height - 24))
    for number, row in enumerate(rows):
        y = _ROW * (number + 0.5)
        parts.append(_text(0, y + 4, _short(row.name)))
        ends = {"x1": _at(x(row.low)), "x2": _at(x(row.high)), "y1": _at(y), "y2": _at(y)}
        parts.append(el("line", class_="span", **ends))
        parts.append(el("circle", class_="a", cx=_at(x(row.value)), cy=_at(y), r=4.5))
    return _svg(title, told, height, parts)


def _svg(title: str, told: str, height: float, parts: Sequence[Markup]) -> Markup:
    number = next(_ids)
    names = f"plot-{number} told-{number}"
    size = f"0 0 {_WIDTH} {_at(height)}"
    said = [el("title", title, id=f"plot-{number}"), el("desc", told, id=f"told-{number}")]
    return el("svg", said, parts, viewBox=size, role="img", aria_labelledby=names)


def _legend(names: Sequence[str]) -> Markup:
    parts: list[Markup] = []
    x = float(_LEFT)
    for which, name in enumerate(names):
        parts.append(el("rect", class_=_CLASSES[which], x=_at(x), y=2, width=12, height=12, rx=2))
        parts.append(_text(x + 18, 12, name))
        x += 18 + 7 * len(name) + 24
    return el("g", parts)


def _text(x: float, y: float, words: str, anchor: str | None = None, look: str | None = None) -> Markup:
    return el("text", words, x=_at(x), y=_at(y), text_anchor=anchor, class_=look)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _at(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _round_up(most: int) -> int:
    """The end of a scale: 1, 2 or 5 times a power of ten, which halves well."""
    if most <= 2:
        return 2
    power = int(10 ** (len(str(most)) - 1))
    return next(it for it in (power, 2 * power, 4 * power, 6 * power, 10 * power) if it >= most)
