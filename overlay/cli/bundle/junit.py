"""The outcome of rule tests as JUnit XML, which code hosts and build servers show. Not for people to read."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from content.bundles.expect.cards import CardIds
from content.bundles.expect.report import Report
from content.bundles.model import Bundle
from overlay.cli.bundle.outcome import described, failure_lines

# What XML 1.0 cannot hold, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(bundle: Bundle, report: Report) -> bytes:
    """One test case for each window that states its cards."""
    ids = CardIds(bundle)
    suite = ET.Element(
        "testsuite",
        name=_xml(bundle.id),
        tests=str(len(report.stated)),
        failures=str(len(report.failures)),
        errors="0",
    )
    for outcome in report.stated:
        window = outcome.window
        case = ET.SubElement(
            suite,
            "testcase",
            classname=_xml(bundle.id),
            name=_xml(f"{window.file}:{window.line}: {described(window)}"),
            file=_xml(window.file),
            line=str(window.line),
        )
        if outcome.differences:
            first, *others = failure_lines(outcome, ids)
            failure = ET.SubElement(case, "failure", message=_xml(first))
            failure.text = _xml("\n".join(others))
    whole: bytes = ET.tostring(suite, encoding="utf-8", xml_declaration=True)
    return whole


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
