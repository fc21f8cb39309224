"""Small statistics that every bench prints alike, and what the kernel says of a process. Linux only."""

from __future__ import annotations

import argparse
import json
import os
import statistics
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


def spread(took: Sequence[float]) -> dict[str, float]:
    """Median and 99th percentile of many times in milliseconds."""
    return {
        "p50_ms": round(statistics.median(took), 4),
        "p99_ms": round(statistics.quantiles(took, n=100)[98], 4),
    }


def tell(doc: str | None, run: Callable[[], Mapping[str, object]]) -> None:
    """The command of a bench that ``doc`` describes: what ``run`` measures, a line each or as JSON."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    as_json = parser.parse_args().json
    figures = run()
    if as_json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:40} {value}")


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of ``values`` lie, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def p50_p99(values: Sequence[float]) -> str:
    """Both as they stand in a table."""
    return f"{percentile(values, 0.5):.1f} / {percentile(values, 0.99):.1f}"


def wake_ups(pid: int) -> int:
    """How often the process and its threads were put on a processor so far."""
    return sum(
        int(line.split()[1])
        for task in _tasks(pid)
        for line in (task / "status").read_text().splitlines()
        if "ctxt_switches" in line
    )


def cpu_seconds(pid: int) -> float:
    """Processor time the process and its threads have used so far."""
    return sum(int((task / "schedstat").read_text().split()[0]) for task in _tasks(pid)) / 1e9


def memory_mb(pid: int) -> float:
    """Resident memory, in MB (1e6 bytes)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _tasks(pid: int) -> list[Path]:
    return list(Path(f"/proc/{pid}/task").iterdir())
