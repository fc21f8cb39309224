"""A required card in the real app: it asks why it is left, and what was done is known after a crash."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.desktop.desk import Desk, checklist
from tests.desktop.panel_eyes import PANEL, TAB

pytestmark = pytest.mark.parametrize("wm", ["openbox"])

CARD = """---
title: Before a transfer
when: {{title: "*transfer*"}}
required: before-task
valid: 12 months
---
{items}
"""


def required(desk: Desk) -> None:
    """Give the desk a required card of two items for windows with the word transfer."""
    text = CARD.format(items=checklist("The sum is right", "A second person has seen it"))
    (desk.bundle / "cards" / "transfer.md").write_text(text)
    desk.session.wait_for(
        lambda: "transfer" in desk.app.command("find", "transfer", "--bundle", str(desk.bundle)).stdout,
        "the new card",
    )


def entries(desk: Desk) -> list[dict[str, Any]]:
    assert json.loads(desk.do("evidence", "verify", "--json"))["intact"] is True
    found: list[dict[str, Any]] = json.loads(desk.do("evidence", "list", "--json"))
    return found


def test_leaving_a_required_card_asks_why_and_records_it(desk: Desk) -> None:
    required(desk)
    terminal = desk.panel_for("transfer 12")
    first, _ = desk.eyes.wait_boxes(False, False)
    desk.click((first.x, first.y))
    desk.eyes.wait_boxes(True, False)

    small = desk.eyes.wait(PANEL).frame
    desk.click(desk.eyes.close_button())
    desk.session.wait_for(lambda: desk.eyes.wait(PANEL).frame.height > small.height + 40, "the question")
    assert entries(desk) == []
    desk.session.type("still my own window")  # the question takes no keyboard
    desk.session.wait_for(lambda: terminal.typed == "still my own window", "the typing to arrive")
    desk.session.screenshot("evidence-asks")

    frame = desk.eyes.wait(PANEL).frame
    desk.click((frame.x + 120, frame.y + frame.height - 81))  # the field
    desk.session.type("The approver is away")
    desk.session.screenshot("evidence-reason")
    desk.session.key("Return")
    desk.eyes.wait_gone(PANEL)
    desk.eyes.wait(TAB)
    (entry,) = entries(desk)
    assert (entry["card"], entry["how"], entry["reason"]) == (
        "desk/transfer",
        "declined",
        "The approver is away",
    )
    assert (len(entry["items"]), entry["of"]) == (1, 2)
    desk.session.wait_active(terminal.window)


def test_what_is_done_is_recorded_and_quiet_after_a_crash(desk: Desk) -> None:
    required(desk)
    desk.panel_for("transfer 12")
    for at in (0, 1):
        box = desk.eyes.wait_boxes(*([True] * at + [False] * (2 - at)))[at]
        desk.click((box.x, box.y))
    desk.eyes.wait_boxes(True, True)
    desk.session.wait_for(lambda: entries(desk), "the entry")
    desk.session.screenshot("evidence-recorded")
    (entry,) = entries(desk)
    assert (entry["card"], entry["how"], len(entry["items"])) == ("desk/transfer", "done", 2)
    desk.eyes.wait_gone(PANEL)  # a moment later, by itself
    desk.eyes.wait(TAB)

    desk.app.process.kill()
    desk.app.process.wait()
    log = desk.profile / "evidence" / "log.jsonl"
    log.write_bytes(log.read_bytes() + b'{"before":"')
    desk.start_again()
    mark = desk.app.mark()
    desk.session.terminal("transfer 13")
    desk.painted("tab", mark)
    assert log.read_bytes().endswith(b"}\n")
    assert len(entries(desk)) == 1

    log.write_bytes(log.read_bytes().replace(b'"of":2', b'"of":3'))
    verified = desk.app.command("evidence", "verify")
    assert verified.returncode == 1
    assert "log.jsonl:1: the entry was altered" in verified.stderr
