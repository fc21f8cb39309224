"""The figures as Markdown tables, ready for docs/performance.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.bench.search_quality.metrics import TOP, Outcome
from tests.bench.search_quality.queries import Query


def by_kind(figures: Mapping[str, Any]) -> str:
    """MRR and recall of each engine, a row for each kind of query; "all" comes last."""
    engines = list(figures)
    lines = [
        "| queries | number |" + "".join(f" {name}: MRR@10 | recall@5 |" for name in engines),
        "|---|---:|" + "---:|---:|" * len(engines),
    ]
    for kind, ours in figures[engines[0]].items():
        cells = "".join(f" {it[kind]['mrr']:.3f} | {it[kind]['recall']:.3f} |" for it in figures.values())
        lines.append(f"| {kind} | {ours['queries']} |{cells}")
    return "\n".join(lines)


def steps(figures: Mapping[str, Any]) -> str:
    """How often the answer is the right step, of each engine."""
    lines = ["| the answer is the right step | where the first card is right | of all |", "|---|---:|---:|"]
    for name, kinds in figures.items():
        right, all_ = kinds["all"]["step_of_right"], kinds["all"]["step"]
        lines.append(f"| {name} | {_shown(right)} | {_shown(all_)} |")
    return "\n".join(lines)


def of_collection(figures: Mapping[str, Mapping[str, float]]) -> str:
    """The measures over the public collection."""
    lines = ["| Vaswani, 93 queries | MAP@100 | MRR@10 | recall@5 |", "|---|---:|---:|---:|"]
    for name, it in figures.items():
        lines.append(f"| {name} | {it['map']:.3f} | {it['mrr']:.3f} | {it['recall']:.3f} |")
    return "\n".join(lines)


def misses(went: Sequence[tuple[Query, Outcome]]) -> str:
    """The queries whose first card is not right, or whose answer is not the right step, worst first."""
    wrong = [(query, it) for query, it in went if it.rank != 1 or it.answered is False]
    wrong.sort(key=lambda pair: pair[1].rank or TOP + 1, reverse=True)
    lines = ["| query | kind | rank | step |", "|---|---|---:|---|"]
    for query, it in wrong:
        said = {None: "", True: "right", False: "wrong"}[it.answered]
        lines.append(f"| {query.text} | {query.kind} | {it.rank or '-'} | {said} |")
    return "\n".join(lines)


def _shown(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"
