"""Gathers the licences of what a package carries. Not for choosing those: see docs/packaging.md."""

from __future__ import annotations

import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from project import ROOT
from requirements import canonical, requirements

# Files whose names say that they state terms; wheels keep them beside their metadata.
_STATES_TERMS = ("LICENSE", "LICENCE", "COPYING", "NOTICE")


def carried() -> list[Distribution]:
    """The distributions the frozen program is made of: what we require and what that requires, sorted."""
    found: dict[str, Distribution] = {}
    left = [Requirement(line) for line in requirements()]
    left.append(Requirement("pynput"))  # not required on Linux, and yet carried: it is tested there
    while left:
        wanted = left.pop()
        name = canonical(wanted.name)
        if name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # pynput's evdev, on purpose
            continue
        left += [Requirement(line) for line in found[name].requires or ()]
    return [found[name] for name in sorted(found)]


def write(folder: Path) -> None:
    """Write every licence text to ``folder``, and README.txt: who made which part, and under which terms."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Sidecue.txt").write_bytes((ROOT / "LICENSE").read_bytes())
    lines = [(ROOT / "packaging" / "notice.txt").read_text(encoding="utf-8")]
    for part in carried():
        lines.append(f"{part.name} {part.version}: {terms(part)}")
        for file in part.files or ():
            if (
                file.name.upper().startswith(_STATES_TERMS)
                and (source := Path(str(part.locate_file(file)))).is_file()
            ):
                (folder / f"{part.name}-{file.name.removesuffix('.txt')}.txt").write_bytes(
                    source.read_bytes()
                )
    lines.append(f"Python {sys.version.split()[0]}: PSF-2.0")
    (folder / "README.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def terms(part: Distribution) -> str:
    """The licence that a distribution states for itself, in a line."""
    said = [line for name in ("License-Expression", "License") for line in part.metadata.get_all(name) or ()]
    stated = said[0].split("\n", 1)[0] if said else ""
    classified = [
        line.rpartition(" :: ")[2]
        for line in part.metadata.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    if not stated or stated.startswith("Copyright"):  # some put the whole text there
        return ", ".join(classified) or "see its licence file"
    return stated
