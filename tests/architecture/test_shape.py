"""What modules look like: short, saying what they are for, and free of the machine they were written on."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.rules import (
    full_init_files,
    long_functions,
    long_modules,
    machine_text,
    median_length,
    nothing_found,
    prints,
    silent_modules,
)
from tests.architecture.source import PACKAGES, ROOT, modules

EVERYTHING = (*PACKAGES, "tests", "packaging")


def tracked_files() -> list[Path]:
    """Every file of the project, as git lists them."""
    if shutil.which("git") is None:
        pytest.skip("no git here: the list of the project's own files is git's")
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=30
    )
    if listing.returncode:
        pytest.skip("not a git work tree: the list of the project's own files is git's")
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_init_files_are_empty_or_a_docstring() -> None:
    nothing_found(full_init_files(modules(*EVERYTHING)))


def test_packaging_folder_has_no_init() -> None:
    # A package of that name in the root would hide the distribution "packaging" from everything run here.
    nothing_found(str(file) for file in (ROOT / "packaging").rglob("__init__.py"))


def test_modules_stay_under_400_lines() -> None:
    nothing_found(long_modules(modules(*EVERYTHING)))


def test_most_modules_are_read_at_a_glance() -> None:
    assert median_length(modules(*PACKAGES)) <= 80


def test_functions_stay_under_40_lines() -> None:
    nothing_found(long_functions(modules(*PACKAGES, "packaging")))


def test_every_module_says_what_it_is_for() -> None:
    # A test module's name says what it tests, because tests mirror the tree.
    telling_names = [module for module in modules("tests") if module.path.name.startswith("test_")]
    others = [module for module in modules(*EVERYTHING) if module not in telling_names]

    nothing_found(silent_modules(others))


def test_only_the_command_line_prints() -> None:
    below_the_command_line = [
        module for module in modules(*PACKAGES) if not module.path.is_relative_to("overlay/cli")
    ]

    nothing_found(prints(below_the_command_line))


def test_no_machine_paths_or_registry_hosts() -> None:
    ourselves = Path(__file__).parent
    findings: list[str] = []
    for file in tracked_files():
        if file.parent != ourselves:
            text = file.read_text(encoding="utf-8", errors="ignore")
            findings += machine_text(file.relative_to(ROOT).as_posix(), text)

    nothing_found(findings)
