from __future__ import annotations

from pathlib import Path

import pytest

from content.attention.cue import Loudness
from content.bundles.imports.shortcut_keys import chord, key_name
from tests.content.bundles.imports.conftest import MANIFESTS, Bring
from triggers.context import Context
from triggers.rules.matcher import Matcher
from triggers.rules.model import Rule

LEDGER = """## Postings

- Post & next \\[draft\\]: **Ctrl+Shift+Enter** (Keeps the date)
- Reverse the posting: **Ctrl+R**
- Go to an account: **Ctrl+K** then **9**

## Moving about

- Next field: **Alt+← or →**
"""


def test_an_app_gets_a_card_beside_its_window(bring: Bring) -> None:
    brought = bring(path=MANIFESTS)
    card = brought.card("ledger")

    assert card.title == "Ledger: keyboard shortcuts"
    assert brought.text("cards/ledger.md").endswith(f"---\n{LEDGER}")
    assert card.loudness is Loudness.BADGE
    assert card.language == "en-US"
    assert card.os == ("windows", "linux")
    assert card.when is not None
    assert Matcher([Rule("x", "", card.when)]).match(Context("ledger.EXE", os="windows"))


def test_keys_of_every_app_are_found_by_search_only(bring: Bring) -> None:
    brought = bring(path=MANIFESTS)
    card = brought.card("der-tisch")

    assert card.when is None
    assert (card.language, card.os) == ("de-DE", ("windows",))
    assert "keywords: [keyboard shortcuts, keys, Der Tisch]\n" in brought.text("cards/der-tisch.md")
    assert "- Programm starten: **Win+1 to 9**\n- Suchen: **Win**" in brought.text("cards/der-tisch.md")


def test_what_a_card_cannot_say_is_reported(bring: Bring) -> None:
    assert {
        ("Example.Ledger.en-US.yml", 21, "import-field"),
        ("Example.Ledger.en-US.yml", 27, "import-field"),
        ("Example.Ledger.en-US.yml", 40, "import-shortcut"),
    } <= bring(path=MANIFESTS).lost()


def many(count: int, recommended: int = -1) -> str:
    entries = "".join(
        f"      - Name: Do {number}\n        Recommended: {number == recommended}\n"
        f"        Shortcut: [{{Ctrl: True, Keys: [F{number}]}}]\n"
        for number in range(1, count + 1)
    )
    return (
        f"PackageName: A.B\nWindowFilter: b.exe\nShortcuts:\n  - SectionName: All\n    Properties:\n{entries}"
    )


def test_a_large_app_keeps_its_card_short_and_links_to_the_rest(bring: Bring) -> None:
    brought = bring({"A.B.yml": many(41, recommended=30)})

    assert {card.id for card in brought.bundle.cards} == {f"desk/{n}" for n in ("b", *PIECES)}
    assert [card.id for card in brought.bundle.cards if card.when] == ["desk/b"]
    assert "- Do 30: **Ctrl+F30**\n\nAll shortcuts:\n\n- [All (1 of 3)](b/all-1-of-3.md)" in (
        brought.text("cards/b.md")
    )


PIECES = ("b/all-1-of-3", "b/all-2-of-3", "b/all-3-of-3")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("86", "V"),
        ("<9>", "9"),
        ("9", "Tab"),
        ("<Left>", "←"),
        ("<Page Up>", "Page Up"),
        ("1 - 8", "1 - 8"),
        ("Comma", ","),
        ("112", "F1"),
        ("", ""),
        ("<Magic>", "Magic"),
        ("1" * 5000, None),
        ("٣", "٣"),
    ],
)
def test_keys_are_called_as_on_the_keyboard(key: str, name: str | None) -> None:
    assert key_name(key) == name


def test_modifiers_may_stand_alone() -> None:
    assert chord(["Ctrl", "Shift"], [""]) == "Ctrl+Shift"


@pytest.mark.parametrize(
    "text",
    [
        "Shortcuts: 3",
        "PackageName: [a]\nShortcuts: []",
        "PackageName: a\nWindowFilter: {x: y}\nBackgroundProcess: perhaps\nShortcuts: [1, {Properties: [2]}]",
        "a: &a [x, x]\nb: [*a, *a]",
        "a: [",
        "\x00",
        "PackageName: A.B\nShortcuts:\n- Properties:\n  - {Name: x, Shortcut: [{Ctrl: [], Keys: [{}]}]}",
        "[" * 1000,
    ],
)
def test_a_broken_manifest_is_reported_and_stops_no_other(bring: Bring, text: str, source: Path) -> None:
    brought = bring({"good.yml": many(2), "bad.yml": text})

    assert [card.id for card in brought.bundle.cards] == ["desk/b"]
    assert any(Path(loss.file).name == "bad.yml" for loss in brought.losses)
