"""Finds the cards among a bundle's files and refuses names that must not be read. Not for reading them."""

from __future__ import annotations

from content.files.base import BundleFiles
from content.files.names import name_fault, printable, same_name
from content.problems import Problem, Severity

CARDS = "cards"


def card_names(files: BundleFiles) -> tuple[list[str], list[Problem]]:
    """The names of the Markdown files below ``cards``, sorted, and what is wrong with the files there."""
    listing = files.listed(CARDS)
    if listing.missing:
        remedy = "put the cards into a folder named cards"
        return [], [Problem(files.shown(CARDS), 0, "", listing.missing, remedy, name="no-cards")]
    problems = list(listing.problems)
    names: list[str] = []
    first_of: dict[str, str] = {}
    for name in listing.names:
        problem = _problem(name, files, first_of)
        if problem:
            problems.append(problem)
        else:
            names.append(name)
    return names, problems


def _problem(name: str, files: BundleFiles, first_of: dict[str, str]) -> Problem | None:
    if not name.endswith(".md"):
        remedy = "name it ….md, or move it to media/"
        return Problem(_shown(name, files), 0, "", "is not a card", remedy, Severity.WARNING, "not-a-card")
    below = name.removeprefix(f"{CARDS}/")
    same = first_of.setdefault(same_name(below), below)
    fault = name_fault(below)
    if fault:
        return Problem(_shown(name, files), 0, "", fault, "rename it", name="bad-name")
    if same != below:
        message = f"has the same name as {same} but for small and capital letters"
        return Problem(_shown(name, files), 0, "", message, "rename one of them", name="duplicate-card")
    return None


def _shown(name: str, files: BundleFiles) -> str:
    return printable(files.shown(name))
