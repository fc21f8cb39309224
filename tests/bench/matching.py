"""Times matching one title against many rules, beside a plain ``re`` loop: python -m tests.bench.matching.

Every size and each of the two run in fresh processes, so that memory is their own. Both have seen a hundred
other windows before; cold is then the first time a title is seen, warm are the times after that. Each title
is timed several times (cold: in several processes) and its median counts, so that what else the machine does
blurs neither. Not a test: it asserts nothing but that both find the very same rules for every title.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from tests.bench.rule_workload import Plain, contexts, rules
from triggers.context import Context
from triggers.rules.matcher import Matcher
from triggers.rules.model import Rule

SIZES = (100, 1_000, 10_000, 100_000)
WINDOWS = 400
_SETTLED = 100  # other windows seen before any is timed
_COLD_PROCESSES = 3
_WARM_PASSES = 5

Find = Callable[[Context], list[str]]


def measure_loop(plain: list[Plain], made: list[Rule]) -> Find:
    """A plain loop over compiled ``re`` expressions, as one would write it first."""
    compiled = [
        (re.compile(rule.app) if rule.app else None, re.compile(rule.title), original.card)
        for rule, original in zip(plain, made, strict=True)
    ]

    def find(context: Context) -> list[str]:
        app, title = context.app, context.title
        return [
            card
            for app_is, title_is, card in compiled
            if (app_is is None or app_is.match(app)) and title_is.search(title)
        ]

    return find


def measure_matcher(_plain: list[Plain], made: list[Rule]) -> Find:
    """Sidecue's matcher: all it does for a window, ordering and explanations included."""
    matcher = Matcher(made)
    return lambda context: [match.rule.card for match in matcher.match(context)]


SUBJECTS = {"loop": measure_loop, "matcher": measure_matcher}


def run(subject: str, count: int, windows: int) -> dict[str, Any]:
    """Measure one subject at one size in this process; times in microseconds, one for each window."""
    made, plain = rules(count)
    seen = contexts(windows)
    SUBJECTS[subject](plain[:3], made[:3])(Context(app="warm", title="up"))  # imports are not the rules' cost
    gc.collect()
    process = psutil.Process()
    before = process.memory_info().rss
    started = time.perf_counter()
    find = SUBJECTS[subject](plain, made)
    ready = time.perf_counter() - started
    _pass(find, contexts(_SETTLED, seed=5))
    cold, hits = _pass(find, seen)
    warm = [_pass(find, seen)[0] for _ in range(_WARM_PASSES)]
    return {
        "ready_s": ready,
        "memory_mb": (process.memory_info().rss - before) / 1e6,
        "cold": cold,
        "warm": list(map(median, zip(*warm, strict=True))),
        "hits": [hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()[:16] for found in hits],
        "hit_count": sum(map(len, hits)),
    }


def _pass(find: Find, seen: list[Context]) -> tuple[list[float], list[list[str]]]:
    times, hits = [], []
    for context in seen:
        started = time.perf_counter()
        found = find(context)
        times.append((time.perf_counter() - started) * 1e6)
        hits.append(found)
    return times, hits


def _in_fresh_process(subject: str, count: int, windows: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.matching", "--only", subject]
    command += ["--rules", str(count), "--windows", str(windows)]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2], check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _summary(runs: list[dict[str, Any]]) -> dict[str, Any]:
    cold = list(map(median, zip(*(run["cold"] for run in runs), strict=True)))
    warm = list(map(median, zip(*(run["warm"] for run in runs), strict=True)))
    return {
        "ready_s": median(run["ready_s"] for run in runs),
        "memory_mb": max(run["memory_mb"] for run in runs),
        "cold_p50_us": _quantile(cold, 0.5),
        "cold_p99_us": _quantile(cold, 0.99),
        "warm_p50_us": _quantile(warm, 0.5),
        "warm_p99_us": _quantile(warm, 0.99),
        "hit_count": runs[0]["hit_count"],
    }


def _quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def compare(count: int, windows: int) -> dict[str, Any]:
    """Both subjects at one size, in turn. Raises SystemExit when their hits differ for any title."""
    runs: dict[str, list[dict[str, Any]]] = {"loop": [], "matcher": []}
    for _ in range(_COLD_PROCESSES):
        for subject, results in runs.items():
            results.append(_in_fresh_process(subject, count, windows))
    if any(run["hits"] != runs["loop"][0]["hits"] for results in runs.values() for run in results):
        sys.exit(f"{count:,} rules: the matcher and the loop do not find the same rules")
    loop, matcher = _summary(runs["loop"]), _summary(runs["matcher"])
    ratios = {
        f"{name}_ratio": loop[f"{name}_us"] / matcher[f"{name}_us"]
        for name in ("cold_p50", "cold_p99", "warm_p50", "warm_p99")
    }
    return {"rules": count, "windows": windows, "loop": loop, "matcher": matcher, **ratios}


def table(rows: list[dict[str, Any]]) -> str:
    """The comparison as Markdown; times in microseconds, loop / matcher = ratio."""
    head = "| rules | cold p50 µs | cold p99 µs | warm p50 µs | warm p99 µs | ready s | memory MB | hits |"
    lines = [head, "|" + "---:|" * 8]
    for row in rows:
        loop, ours = row["loop"], row["matcher"]
        cells = [f"{row['rules']:,}"]
        cells += [
            f"{loop[f'{name}_us']:,.0f} / {ours[f'{name}_us']:,.0f} = **{row[f'{name}_ratio']:,.1f}**"
            for name in ("cold_p50", "cold_p99", "warm_p50", "warm_p99")
        ]
        cells += [f"{ours['ready_s']:.2f}", f"{ours['memory_mb']:,.0f}", f"{ours['hit_count']:,}"]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Command line: sizes, and whether the figures come as a table or as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", type=int, nargs="+", default=list(SIZES), help="numbers of rules")
    parser.add_argument("--windows", type=int, default=WINDOWS, help="how many titles")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--only", choices=sorted(SUBJECTS), help="measure one subject in this process")
    options = parser.parse_args()
    if options.only:
        print(json.dumps(run(options.only, options.rules[0], options.windows)))
        return
    rows = [compare(count, options.windows) for count in options.rules]
    print(json.dumps(rows, indent=2) if options.json else table(rows))


if __name__ == "__main__":
    main()
