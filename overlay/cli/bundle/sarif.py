"""Findings as a SARIF 2.1.0 log, which code hosts show beside the lines. Not for finding anything.

The format: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from content.bundles.checks.catalogue import Entry, groups
from content.problems import Problem
from overlay.version import version

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(problems: Sequence[Problem], base: Path) -> dict[str, Any]:
    """One run with all ``problems`` and the description of every finding there is.

    Files below ``base``, the folder of the checkout, are named as seen from there, as code hosts need it.
    """
    described = [(entry, group.group) for group in groups() for entry in group.findings]
    place = {entry.name: number for number, (entry, _) in enumerate(described)}
    rules = [_rule(entry, group) for entry, group in described]
    driver = {"name": "Sidecue", "version": version(), "rules": rules}
    results = [_result(problem, place, base) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(entry: Entry, group: str) -> dict[str, Any]:
    return {
        "id": entry.name,
        "shortDescription": {"text": entry.what},
        "fullDescription": {"text": f"{entry.what} {entry.why}"},
        "help": {"text": f"{entry.why} {entry.remedy}", "markdown": f"{entry.why}\n\n{entry.remedy}"},
        "defaultConfiguration": {"level": entry.severity.value},
        "properties": {"tags": [group]},
    }


def _result(problem: Problem, place: dict[str, int], base: Path) -> dict[str, Any]:
    field = f"{problem.field}: " if problem.field else ""
    remedy = f"; {problem.remedy}" if problem.remedy else ""
    uri = _uri(problem.file, base)
    location: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if problem.line:
        location["region"] = {"startLine": problem.line}
    result: dict[str, Any] = {
        "ruleId": problem.name,
        "level": problem.severity.value,
        "message": {"text": f"{field}{problem.message}{remedy}"},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"finding/v1": _fingerprint(problem, uri)},
    }
    if problem.name in place:
        result["ruleIndex"] = place[problem.name]
    return result


def _uri(file: str, base: Path) -> str:
    path = Path(file)
    if path.is_absolute():
        if not path.is_relative_to(base):
            return path.as_uri()
        path = path.relative_to(base)
    return quote(path.as_posix())


def _fingerprint(problem: Problem, uri: str) -> str:
    """The same while the finding is, whatever moves above it in the file."""
    words = f"{uri}\0{problem.name}\0{problem.field}\0{problem.message}"
    return hashlib.sha256(words.encode("utf-8", "backslashreplace")).hexdigest()[:32]
