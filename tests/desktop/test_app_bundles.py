"""A bundle under work: what an author saves is on the screen at once, whatever way their editor saves."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.desk import Desk, checklist, write_card
from tests.desktop.panel_eyes import TAB

pytestmark = pytest.mark.parametrize("wm", ["openbox"])

"""Seconds between saving a card and seeing it. The quickest of several savings has to keep to it, because the
machine may be busy with other things; every one of them has to arrive."""


def invoice(items: int) -> str:
    """The text of the invoice card with that many items."""
    body = checklist(*(f"Point {number}" for number in range(items)))
    return f'---\ntitle: Check the invoice\nwhen: {{title: "*invoice*"}}\nloudness: panel\n---\n{body}\n'


def in_place(file: Path, text: str) -> None:
    file.write_text(text)


def by_rename(file: Path, text: str) -> None:
    draft = file.with_name(f".{file.name}.swp")
    draft.write_text(text)
    draft.replace(file)


def by_backup(file: Path, text: str) -> None:
    """As vim and others may do: the old file steps aside, then a new one is written."""
    file.rename(file.with_name(f"{file.name}~"))
    file.write_text(text)


def bundle_status(desk: Desk) -> dict[str, Any]:
    status = json.loads(desk.do("status", "--json"))
    (bundle,) = status["bundles"]
    return {"problems": status["problems"], **bundle}


def wait_status(desk: Desk, **wanted: object) -> None:
    """Wait until the status of the bundle says all this."""
    desk.session.wait_for(lambda: wanted.items() <= bundle_status(desk).items(), f"the status {wanted}")


@pytest.mark.parametrize("save", [in_place, by_rename, by_backup])
def test_a_saved_card_is_in_the_panel_however_it_was_saved(desk: Desk, save: Any) -> None:
    file = desk.bundle / "cards" / "invoice.md"
    terminal = desk.panel_for("invoice 1")
    desk.eyes.wait_boxes(False, False, False)
    for items in (4, 2, 5):
        save(file, invoice(items))
        desk.eyes.wait_boxes(*[False] * items)
    assert desk.session.active() == terminal.window


def test_a_tick_outlives_a_change_of_the_other_items(desk: Desk) -> None:
    file = desk.bundle / "cards" / "invoice.md"
    by_rename(file, invoice(2))
    desk.panel_for("invoice 1")
    box = desk.eyes.wait_boxes(False, False)[1]
    desk.session.click(box.x, box.y)
    desk.eyes.wait_boxes(False, True)
    by_rename(file, invoice(4))
    desk.eyes.wait_boxes(False, True, False, False)


def test_a_broken_edit_is_counted_and_stops_no_other_card(desk: Desk) -> None:
    file = desk.bundle / "cards" / "invoice.md"
    terminal = desk.panel_for("invoice 1")
    mark = desk.app.mark()
    by_rename(file, "---\ntitle: [half\n---\n- [ ] Point\n")
    desk.painted("none", mark)
    wait_status(desk, state="problems", problems=1, cards=2)
    terminal.set_title("payment 1")
    desk.eyes.wait_boxes(False, False)
    terminal.set_title("invoice 1")
    desk.eyes.wait_gone()
    by_rename(file, invoice(4))
    desk.eyes.wait(TAB)  # it opened once by itself in this visit
    desk.do("toggle")
    desk.eyes.wait_boxes(False, False, False, False)
    wait_status(desk, state="active", problems=0, cards=3)


def test_new_cards_and_new_folders_are_noticed(desk: Desk) -> None:
    terminal = desk.terminal("order 1")
    write_card(desk.bundle, "order", "Before an order", checklist("One", "Two"), windows="*order*")
    desk.eyes.wait_boxes(False, False)
    write_card(desk.bundle, "new/deep/letter", "Before a letter", checklist("One"), windows="*letter*")
    terminal.set_title("letter 1")
    desk.eyes.wait_boxes(False)
    write_card(
        desk.bundle, "new/deep/parcel", "Before a parcel", checklist("1", "2", "3"), windows="*parcel*"
    )
    terminal.set_title("parcel 1")
    desk.eyes.wait_boxes(False, False, False)
    wait_status(desk, cards=6, problems=0)


def test_deleted_cards_go_from_the_screen(desk: Desk) -> None:
    write_card(desk.bundle, "deep/order", "Before an order", checklist("One"), windows="*order*")
    desk.panel_for("order 1")
    desk.eyes.wait_boxes(False)
    mark = desk.app.mark()
    shutil.rmtree(desk.bundle / "cards" / "deep")
    desk.painted("none", mark)
    wait_status(desk, cards=3)


def test_a_bundle_that_vanishes_and_comes_back_is_used_again(desk: Desk) -> None:
    """A share that is away for a moment, or a working copy that changes its branch."""
    desk.panel_for("invoice 1")
    mark = desk.app.mark()
    away = desk.bundle.with_name("away")
    desk.bundle.rename(away)
    desk.painted("none", mark)
    wait_status(desk, state="unusable")
    away.rename(desk.bundle)
    desk.eyes.wait(TAB)  # not once more by itself: it is the same visit
    desk.do("toggle")
    desk.eyes.wait_boxes(False, False, False)


def test_a_folder_named_in_the_settings_is_used_at_once_and_watched_too(desk: Desk) -> None:
    desk.terminal("order 1")
    other = desk.bundle.with_name("other")
    shutil.copytree(desk.bundle, other)
    manifest = other / "bundle.yaml"
    manifest.write_text(manifest.read_text().replace("id: desk", "id: other"))
    write_card(other, "order", "Before an order", checklist("One"), windows="*order*")
    desk.do("settings", "bundle_folders", str(other))
    desk.eyes.wait_boxes(False)
    write_card(other, "order", "Before an order", checklist("One", "Two"), windows="*order*")
    desk.eyes.wait_boxes(False, False)
    desk.do("settings", "bundle_folders", "")
    desk.eyes.wait_gone()
