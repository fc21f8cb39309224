"""Looks at a bundle as a careful colleague would: named findings beside the reader's. Not for reading it.

Every finding is described in docs/checks.md. To add a check, write a function that takes an Inspection and
says what it finds, add it to the CHECKS of its module in checks/, and describe it in included/findings.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from content.bundles.checks import length, rules, secrets, upkeep
from content.bundles.checks.ignored import without_ignored
from content.bundles.checks.model import Check, Inspection
from content.bundles.checks.sources import read_sources
from content.bundles.expect.cards import CardIds
from content.bundles.expect.reader import EXPECT_FILE, read_expectations
from content.bundles.model import Bundle
from content.files.base import BundleFiles, open_files
from content.problems import Problem, Severity

MAX_FINDINGS = 5_000  # of one kind in one bundle

CHECKS = (*upkeep.CHECKS, *length.CHECKS, *rules.CHECKS, *secrets.CHECKS)


def check(bundle: Bundle, today: date) -> list[Problem]:
    """Everything that is wrong with ``bundle``, sorted by file and line; ``today`` judges review dates.

    Takes time in proportion to the bundle. Raises ContentError when its files are gone.
    """
    files = open_files(bundle.root)
    sources = read_sources(files)
    broken = {problem.file for problem in bundle.problems if problem.severity is Severity.ERROR}
    # Only an error in its rule leaves a card in use.
    lost_rules = frozenset(card.file for card in bundle.cards if files.shown(card.file) in broken)
    inspection = Inspection(bundle, sources, today, lost_rules)
    found = [*bundle.problems, *_of_rule_tests(bundle, files)]
    for one in CHECKS:
        found += _problems(one, inspection, files)
    file_of = {card.id: card.file for card in bundle.cards}
    cards = {variant.file: file_of.get(variant.id, "") for variant in bundle.variants}
    return sorted(without_ignored(found, sources, files.shown, cards))


def _of_rule_tests(bundle: Bundle, files: BundleFiles) -> list[Problem]:
    return read_expectations(files, CardIds(bundle))[1] if files.has(EXPECT_FILE) else []


def _problems(one: Check, inspection: Inspection, files: BundleFiles) -> Iterator[Problem]:
    for finding in islice(one.find(inspection), MAX_FINDINGS):
        line = inspection.sources.line(finding.file, finding.field) if finding.field else finding.line
        yield Problem(
            files.shown(finding.file),
            line,
            finding.field,
            finding.message,
            finding.remedy,
            one.severity,
            one.name,
        )
