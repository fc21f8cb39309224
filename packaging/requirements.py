"""Print the project's requirements without some of them, for pip's ``-r``. Not for installing anything.

Runs before anything is installed, so it uses the standard library alone.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def requirements(extras: Iterable[str] = (), without: Iterable[str] = ()) -> list[str]:
    """What pyproject.toml requires, with its groups ``extras``, less the distributions ``without``."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    lines: list[str] = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    left_out = {canonical(name) for name in without}
    if unknown := left_out - {distribution(line) for line in lines}:
        raise SystemExit(f"{PROJECT.name} does not require {', '.join(sorted(unknown))}; mend --without")
    return [line for line in lines if distribution(line) not in left_out]


def distribution(requirement: str) -> str:
    """The canonical name of what a requirement line asks for."""
    return canonical(re.split(r"[\s\[<>=!~;(]", requirement, maxsplit=1)[0])


def canonical(name: str) -> str:
    """A distribution's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    """Read the command line and print."""
    parser = argparse.ArgumentParser(description="print the requirements of pyproject.toml, one a line")
    parser.add_argument("--extra", action="append", default=[], help="take this optional group along")
    parser.add_argument("--without", action="append", default=[], help="leave this distribution out")
    chosen = parser.parse_args()
    sys.stdout.write("".join(f"{line}\n" for line in requirements(chosen.extra, chosen.without)))


if __name__ == "__main__":
    main()
