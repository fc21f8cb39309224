"""For whom the running app shows cards: what an organisation set holds, and a new role or language too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.desk import Desk, checklist
from tests.desktop.xsession import XSession

pytestmark = pytest.mark.parametrize("wm", ["openbox"])

POLICY = """settings:
  loudness: tab
  theme: pink
roles: [buying]
"""
CARD = '---\ntitle: {title}\nwhen: {{title: "{windows}"}}\nloudness: panel\n{more}---\n{body}\n'


def write(bundle: Path, name: str, title: str, windows: str, more: str = "", items: int = 2) -> None:
    body = checklist(*(f"{title} {number}" for number in range(items)))
    text = CARD.format(title=title, windows=windows, more=more, body=body)
    (bundle / "cards" / f"{name}.md").write_text(text, encoding="utf-8")


@pytest.fixture
def managed(session: XSession, tmp_path: Path) -> Iterator[Desk]:
    """The app under a policy that sets the roles and asks for the tab at most."""
    policy = tmp_path / "policy.yaml"
    policy.write_text(POLICY, encoding="utf-8")
    session.env["SIDECUE_POLICY"] = str(policy)
    desk = Desk(session, tmp_path)
    write(desk.bundle, "order", "Check the order", "*order*", "audience: {roles: [buying]}\n")
    write(desk.bundle, "salary", "Check the salary", "*salary*", "audience: {roles: [hr]}\n")
    with desk:
        yield desk


def status(desk: Desk) -> Any:
    return json.loads(desk.do("status", "--json"))


def test_what_the_organisation_set_holds_and_cannot_be_changed(managed: Desk) -> None:
    desk = managed
    mark = desk.app.mark()
    desk.terminal("order 12")
    assert desk.painted("tab", mark)["loudness"] == "tab"  # a panel without the policy

    refused = desk.app.command("settings", "loudness", "panel")
    assert refused.returncode == 1
    assert "loudness is set by your organisation" in refused.stderr
    told = status(desk)
    assert told["policy"]["state"] == "problems"
    assert "line 3: settings.theme: must be system, light, dark" in told["policy"]["reason"]
    assert told["person"]["roles"] == ["buying"]
    (bundle,) = told["bundles"]
    assert bundle["for_others"] == 1

    mark = desk.app.mark()
    desk.terminal("salary 12")
    match = desk.app.wait_event("match", mark)
    assert match["cards"] == []
    opened = desk.app.command("open", "desk/salary")
    assert opened.returncode == 1
    assert "is not shown to you: it is for the role hr; your role is buying" in opened.stderr


def test_another_role_and_another_language_hold_at_once(desk: Desk) -> None:
    """Without a policy; ``desk`` runs with its usual bundle."""
    (desk.bundle / "bundle.yaml").write_text(
        'id: desk\nversion: "2"\ntitle: The desk\npublisher: Tests\nlanguages: [en, de]\n'
    )
    write(desk.bundle, "order", "Check the order", "*order*", "audience: {roles: [buying]}\n", items=3)
    write(desk.bundle, "order.de", "Bestellung", "*Bestellung*", items=3)
    desk.panel_for("order 12")
    first, *_ = desk.eyes.wait_boxes(False, False, False)
    desk.session.click(first.x, first.y)
    desk.eyes.wait_boxes(True, False, False)

    desk.do("settings", "language", "de")
    desk.eyes.wait_gone()  # in German it belongs to other windows
    desk.panel_for("Bestellung 12")
    desk.eyes.wait_boxes(True, False, False)  # the same card, and its tick

    desk.do("settings", "roles", "hr")
    desk.eyes.wait_gone()
    mark = desk.app.mark()
    desk.do("settings", "roles", "hr, buying")
    desk.painted("panel", mark)
