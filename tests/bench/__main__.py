"""`make bench` and `make bench-platforms`: run benches in turn, write their figures into docs/performance.md.

Asserts nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "performance.md"
_END = "<!-- end of figures -->"

# Name, heading, arguments, arguments of a quick run.
Bench = tuple[str, str, list[str], list[str]]
_BENCHES: tuple[Bench, ...] = (
    ("app", "The whole app on a real desktop", [], ["--switches", "40", "--idle", "5"]),
    ("window_source", "From a window switch to a known context", [], ["-n", "12", "--idle", "5"]),
    ("matching", "One title against many rules", [], ["--rules", "100", "1000", "10000"]),
    ("attention", "Whether to speak, and how loudly", [], []),
    ("search_quality", "Search: whether it finds what people mean", [], ["--half", "tune"]),
    ("search_speed", "Search: how fast, and what the index costs", [], ["--cards", "1000", "10000"]),
    ("bundles", "Large bundles", [], ["--cards", "100", "1000"]),
    ("frames", "How smooth the GUI stays while cards are read", [], ["--cards", "1000"]),
    ("channels", "A channel and its desks", [], ["--polls", "1000", "--desks", "10"]),
    ("memory", "Remembering", [], []),
)
_PLATFORMS: tuple[Bench, ...] = (
    ("platforms.sway", "sway, and wlroots' protocol", [], []),
    ("platforms.kwin", "KWin and GNOME Shell", [], []),
    ("platforms.windows", "Windows, under Wine", [], []),
    ("platforms.accessibility", "What windows show beyond their title", ["--office", "--app"], []),
)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and leave the page as it is")
    parser.add_argument("--platforms", action="store_true", help="those of single platforms instead")
    names = [name for name, *_ in _BENCHES + _PLATFORMS]
    parser.add_argument("only", nargs="*", choices=[[], *names], help="these alone")
    arguments = parser.parse_args()
    benches = _PLATFORMS if arguments.platforms else _BENCHES
    if arguments.only:
        benches = tuple(bench for bench in _BENCHES + _PLATFORMS if bench[0] in arguments.only)
    parts: list[str] = []
    failed = False
    for name, heading, full, quick in benches:
        words = quick if arguments.quick else full
        command = [sys.executable, "-m", f"tests.bench.{name}", *words]
        shown = " ".join(["python -m", f"tests.bench.{name}", *words])
        print(f"\n## {heading}\n`{shown}`\n", flush=True)
        began = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
        print(done.stdout, flush=True)
        failed = failed or done.returncode != 0
        took = f"took {time.monotonic() - began:.0f} s"
        parts.append(f"## {heading}\n\n`{shown}` ({took})\n\n{_as_markdown(done.stdout)}")
    if not arguments.quick and not arguments.only and not failed:
        _write("\n\n".join([_machine(), *parts]), "bench-platforms" if arguments.platforms else "bench")
        print(f"The figures are in {PAGE.relative_to(ROOT)}.")
    return int(failed)


def _as_markdown(output: str) -> str:
    """Tables stay, with the lines around them; anything else is shown as it was printed."""
    text = output.strip()
    return text if "|---|" in text else f"```text\n{text}\n```"


def _machine() -> str:
    today = dt.datetime.now(dt.UTC).date().isoformat()
    cores = os.cpu_count()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"Measured on {today}: {platform.system()} {platform.machine()}, {cores} cores, Python "
        f"{platform.python_version()}, load average {load} at the end."
    )


def _write(figures: str, target: str) -> None:
    page, begin = PAGE.read_text(encoding="utf-8"), f"<!-- figures: written by `make {target}` -->"
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(_END)
    PAGE.write_text(f"{before}{begin}\n\n{figures}\n\n{_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
